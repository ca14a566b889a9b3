"""Say what each reference file means: its columns, its keys, and the rows that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from pathlib import Path

from inventory.imports.reference.rows import Problem, ReferenceFileError, Row, read_rows
from inventory.imports.upsert import Values
from inventory.models import Dataset, EquipmentType, Language, Party, Place, Source, Verdict

type Stated = dict[str, list[Values]]

ALIAS_LANGUAGE = re.compile(rf"({'|'.join(Language.values)}):(.*)")
NAMES_BETWEEN = "|"  # aliases in one cell


def read_folder(folder: Path) -> Stated:
    """Return what the files of the folder state, by table; a reference is the key of the row it names.

    Raises ReferenceFileError with every problem of every file. Reads no database.
    """
    reader = _Folder(folder)
    for read in (_countries, _country_aliases, _groups, _memberships, _places, _parties, _sources):
        read(reader)
    for read in (_equipment_types, _equipment_aliases, _schemes, _scheme_categories, _verdicts, _datasets):
        read(reader)
    if reader.problems:
        raise ReferenceFileError(reader.problems)
    return reader.stated


class _Folder:
    """Hold what was read so far, the keys that later files may name, and the problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.stated: Stated = {}
        self.keys: dict[str, Collection[str]] = {}
        self._lines: dict[tuple[str, Hashable], int] = {}

    def rows(self, table: str, columns: str) -> Sequence[Row]:
        return read_rows(self.folder / f"{table}.csv", columns.split(), self.problems)

    def read(self, table: str, columns: str, key: str, read: Callable[[Row], Values]) -> Sequence[Row]:
        """Read a file whose rows are named by one column, and keep the keys for the files that name them."""
        rows = self.rows(table, columns)
        # References may point forward, as a type's parent does, so the keys are known before the rows.
        self.keys[table] = {row.cells[key] for row in rows}
        for row in rows:
            row.text(key, 80, is_required=True)
            self.add(table, row, read(row), key, row.cells[key])
        return rows

    def add(self, table: str, row: Row, values: Values, column: str, key: Hashable) -> None:
        """Keep the row; two rows with one key are a problem with the second."""
        first = self._lines.setdefault((table, key), row.line)
        if first != row.line:
            row.refuse(column, f"“{row.cells[column]}” stands on line {first} already.")
        self.stated.setdefault(table, []).append(values)

    def add_aliases(self, table: str, owner: str, rows: Sequence[Row], *, is_shared: bool) -> None:
        """Keep the aliases of a cell such as `Bamako|ru:Бамако`; unless shared, one name has one owner."""
        for row in rows:
            slug = row.cells["slug"]
            for text in filter(None, row.cells["aliases"].split(NAMES_BETWEEN)):
                language, name = _split_alias(text)
                if len(name) > 200:
                    row.refuse("aliases", f"“{name}” has more than 200 characters.")
                key = (slug, name.lower()) if is_shared else name.lower()
                self.add(table, row, {owner: slug, "name": name, "language": language}, "aliases", key)


def _split_alias(text: str) -> tuple[str, str]:
    match = ALIAS_LANGUAGE.fullmatch(text)
    return (match[1], match[2].strip()) if match else (Language.UNDETERMINED.value, text.strip())


def _countries(folder: _Folder) -> None:
    columns = "code alpha3 numeric name name_fr latitude longitude region valid_from valid_to is_former"
    folder.read("countries", columns, "code", _country)


def _country(row: Row) -> Values:
    if not re.fullmatch(r"[A-Z]{2}([A-Z]{2})?", row.cells["code"]):
        row.refuse("code", f"“{row.cells['code']}” is not a code of two or four capital letters.")
    return {
        "code": row.cells["code"],
        "alpha3": row.text("alpha3", 3),
        "name": row.text("name", 100, is_required=True),
        "name_fr": row.text("name_fr", 100),
        "region": row.text("region", 60),
        "latitude": row.degrees("latitude", 90),
        "longitude": row.degrees("longitude", 180),
        "existence": row.period("valid_from", "valid_to"),
        "is_former": row.flag("is_former"),
    }


def _country_aliases(folder: _Folder) -> None:
    """Read other spellings; the French name of a present state is one too."""
    for row in folder.rows("country_aliases", "code name language"):
        values = {
            "country": row.reference("code", folder.keys["countries"], "country"),
            "name": row.text("name", 200, is_required=True),
            "language": row.choice("language", Language.values),
        }
        folder.add("country_aliases", row, values, "name", row.cells["name"].lower())
    aliases = folder.stated.setdefault("country_aliases", [])
    taken = {alias["name"].lower() for alias in aliases}
    for country in folder.stated.get("countries", []):
        french = country["name_fr"]
        # A former state often shares its French name with its successor, which has the better claim.
        if french and french != country["name"] and not country["is_former"] and french.lower() not in taken:
            aliases.append({"country": country["code"], "name": french, "language": Language.FRENCH.value})


def _groups(folder: _Folder) -> None:
    folder.read(
        "country_groups",
        "slug name name_fr description url",
        "slug",
        lambda row: {
            "slug": row.text("slug", 60),
            "name": row.text("name", 120, is_required=True),
            "name_fr": row.text("name_fr", 120),
            "description": row.cells["description"],
            "url": row.text("url", 500),
        },
    )


def _memberships(folder: _Folder) -> None:
    for row in folder.rows("group_memberships", "group country role valid_from valid_to basis"):
        period = row.period("valid_from", "valid_to")
        if not row.cells["valid_from"]:
            row.refuse("valid_from", "is empty.")
        values = {
            "group": row.reference("group", folder.keys["country_groups"], "country group"),
            "country": row.reference("country", folder.keys["countries"], "country"),
            "role": row.text("role", 60, is_required=True),
            "period": period,
            "basis": row.text("basis", 300),
        }
        key = (values["group"], values["country"], row.cells["valid_from"])
        folder.add("group_memberships", row, values, "valid_from", key)


def _named(row: Row, folder: _Folder, kinds: Sequence[str], limit: int = 160) -> Values:
    """Read the columns that places, parties and sources share; `limit` is the name's length."""
    return {
        "slug": row.cells["slug"],
        "name": row.text("name", limit, is_required=True),
        "kind": row.choice("kind", kinds),
        "country": row.reference("country", folder.keys["countries"], "country", is_required=False),
    }


def _places(folder: _Folder) -> None:
    kinds = [kind for kind in Place.Kind.values if kind != Place.Kind.COUNTRY]
    rows = folder.read(
        "places",
        "slug name kind country latitude longitude aliases",
        "slug",
        lambda row: (
            _named(row, folder, kinds, 120)
            | {"latitude": row.degrees("latitude", 90), "longitude": row.degrees("longitude", 180)}
        ),
    )
    folder.add_aliases("place_aliases", "place", rows, is_shared=True)


def _parties(folder: _Folder) -> None:
    kinds = [kind for kind in Party.Kind.values if kind != Party.Kind.STATE]
    rows = folder.read(
        "parties", "slug name kind country aliases", "slug", lambda row: _named(row, folder, kinds)
    )
    folder.add_aliases("party_aliases", "party", rows, is_shared=True)


def _sources(folder: _Folder) -> None:
    rows = folder.read(
        "sources",
        "slug name kind country url language aliases",
        "slug",
        lambda row: (
            _named(row, folder, Source.Kind.values)
            | {"url": row.text("url", 500), "language": row.choice("language", Language.values)}
        ),
    )
    folder.add_aliases("source_aliases", "source", rows, is_shared=False)


def _equipment_types(folder: _Folder) -> None:
    rows = folder.read(
        "equipment_types",
        "slug parent name level unit description position is_overlapping",
        "slug",
        lambda row: {
            "slug": row.cells["slug"],
            "parent": row.reference(
                "parent", folder.keys["equipment_types"], "type", is_required=row.cells["level"] != "root"
            ),
            "name": row.text("name", 160, is_required=True),
            "level": row.choice("level", EquipmentType.Level.values),
            "unit": row.choice("unit", EquipmentType.Unit.values),
            "description": row.cells["description"],
            "position": row.number("position"),
            "is_overlapping": row.flag("is_overlapping"),
        },
    )
    _refuse_cycles({row.cells["slug"]: row for row in rows})


def _refuse_cycles(rows: Mapping[str, Row]) -> None:
    """Refuse a type that stands below itself; the walk up from any type must end at a type without parent."""
    for row in rows.values():
        above, seen = row.cells["parent"], {row.cells["slug"]}
        while above in rows and above not in seen:
            seen.add(above)
            above = rows[above].cells["parent"]
        if above == row.cells["slug"]:
            row.refuse("parent", "stands below the type itself.")


def _equipment_aliases(folder: _Folder) -> None:
    for row in folder.rows("equipment_aliases", "type name language scheme"):
        values = {
            "equipment_type": row.reference("type", folder.keys["equipment_types"], "type"),
            "name": row.text("name", 200, is_required=True),
            "language": row.choice("language", Language.values),
            "scheme": row.text("scheme", 20),
        }
        key = (row.cells["type"], row.cells["name"].lower())
        folder.add("equipment_aliases", row, values, "name", key)


def _schemes(folder: _Folder) -> None:
    folder.read(
        "schemes",
        "slug name publisher url description",
        "slug",
        lambda row: {
            "slug": row.text("slug", 30),
            "name": row.text("name", 120, is_required=True),
            "publisher": row.text("publisher", 120),
            "url": row.text("url", 500),
            "description": row.cells["description"],
        },
    )


def _scheme_categories(folder: _Folder) -> None:
    for row in folder.rows("scheme_categories", "scheme code name"):
        values = {
            "scheme": row.reference("scheme", folder.keys["schemes"], "scheme"),
            "code": row.text("code", 40, is_required=True),
            "name": row.text("name", 200, is_required=True),
        }
        folder.add("scheme_categories", row, values, "code", (values["scheme"], values["code"]))


def _verdicts(folder: _Folder) -> None:
    categories = {(values["scheme"], values["code"]) for values in folder.stated.get("scheme_categories", [])}
    for row in folder.rows("verdicts", "scheme type verdict code basis"):
        scheme, code = row.cells["scheme"], row.cells["code"]
        values = {
            "scheme": row.reference("scheme", folder.keys["schemes"], "scheme"),
            "equipment_type": row.reference("type", folder.keys["equipment_types"], "type"),
            "outcome": row.choice("verdict", Verdict.Outcome.values),
            "category": (scheme, code) if code else None,
            "basis": row.text("basis", 500, is_required=True),
        }
        if code and (scheme, code) not in categories:
            row.refuse("code", f"“{code}” is no category of {scheme}.")
        if not code and values["outcome"] == Verdict.Outcome.IN:
            row.refuse("code", "is empty; a type that is in counts in a category.")
        folder.add("verdicts", row, values, "type", (scheme, row.cells["type"]))


def _datasets(folder: _Folder) -> None:
    folder.read(
        "datasets",
        "slug name kind source scheme first_year last_year",
        "slug",
        lambda row: {
            "slug": row.cells["slug"],
            "name": row.text("name", 160, is_required=True),
            "kind": row.choice("kind", Dataset.Kind.values),
            "source": row.reference("source", folder.keys["sources"], "source"),
            "scheme": row.reference("scheme", folder.keys["schemes"], "scheme", is_required=False),
            "first_year": row.number("first_year") if row.cells["first_year"] else None,
            "last_year": row.number("last_year") if row.cells["last_year"] else None,
        },
    )
