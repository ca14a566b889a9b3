"""Load what the reference files state into the database, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction

from inventory.imports.reference.rows import Problem, ReferenceFileError
from inventory.imports.reference.tables import Stated, read_folder
from inventory.imports.upsert import Counts, Identity, Values, by, upsert, with_keys
from inventory.models import (
    ClassificationScheme,
    Country,
    CountryAlias,
    CountryGroup,
    Dataset,
    EquipmentAlias,
    EquipmentType,
    GroupMembership,
    Party,
    PartyAlias,
    Place,
    PlaceAlias,
    SchemeCategory,
    Source,
    SourceAlias,
    Verdict,
)

REFERENCE_FOLDER = Path(settings.BASE_DIR) / "inventory" / "fixtures" / "reference"


@dataclass(frozen=True, slots=True)
class TableCount:
    """Say what became of one table's stated rows."""

    table: str
    counts: Counts


def load_reference(folder: Path = REFERENCE_FOLDER) -> list[TableCount]:
    """Bring the reference tables to what the folder's files state; rows that people added stay.

    Each country also gets its place and its state as a party, with the country's aliases. A second run writes
    nothing. Raises ReferenceFileError, with nothing written, when a file is bad or does not fit the database.
    """
    stated = read_folder(folder)
    with transaction.atomic():
        return list(_Loader(stated).tables())


class _Loader:
    """Load table after table, keeping the primary keys that later tables refer to."""

    def __init__(self, stated: Stated) -> None:
        self._stated = stated
        self._keys: dict[str, dict[Any, int]] = {}

    def tables(self) -> Iterator[TableCount]:
        yield self._load("countries", Country.objects.all(), by("code"))
        yield self._load("country_aliases", CountryAlias.objects.all(), by("name"), country="countries")
        yield self._load("country_groups", CountryGroup.objects.all(), by("slug"))
        yield self._load(
            "group_memberships",
            GroupMembership.objects.all(),
            lambda values: (values["group_id"], values["country_id"], values["period"].lower),
            group="country_groups",
            country="countries",
        )
        yield from self._load_places()
        yield from self._load_parties()
        yield self._load("sources", Source.objects.all(), by("slug"), country="countries")
        yield self._load("source_aliases", SourceAlias.objects.all(), by("name"), source="sources")
        yield self._load_equipment_types()
        aliases, identity = EquipmentAlias.objects.all(), by("equipment_type_id", "name")
        yield self._load("equipment_aliases", aliases, identity, equipment_type="equipment_types")
        yield from self._load_schemes()
        datasets, identity = Dataset.objects.all(), by("source_id")
        yield self._load("datasets", datasets, identity, source="sources", scheme="schemes")

    def _load_places(self) -> Iterator[TableCount]:
        """Load places, and one for each country that has the country's coordinates and aliases."""
        countries = [
            {
                "slug": f"country-{country['code'].lower()}",
                "name": country["name"],
                "kind": Place.Kind.COUNTRY.value,
                "country": country["code"],
                "latitude": country["latitude"],
                "longitude": country["longitude"],
            }
            for country in self._stated["countries"]
        ]
        made, places = Place.objects.filter(kind=Place.Kind.COUNTRY), Place.objects.all()
        yield self._load("country_places", made, by("country_id"), countries, country="countries")
        yield self._load("places", places, by("slug"), country="countries")
        names = self._stated.get("place_aliases", [])
        names += self._country_names("place", "places", countries, "country_places")
        aliases = PlaceAlias.objects.all()
        yield self._load("place_aliases", aliases, by("place_id", "name"), names, place="places")

    def _load_parties(self) -> Iterator[TableCount]:
        """Load parties, and the state of each country with the country's aliases."""
        states = [
            {
                "slug": f"state-{country['code'].lower()}",
                "name": country["name"],
                "kind": Party.Kind.STATE.value,
                "country": country["code"],
            }
            for country in self._stated["countries"]
        ]
        made, parties = Party.objects.filter(kind=Party.Kind.STATE), Party.objects.all()
        yield self._load("states", made, by("country_id"), states, country="countries")
        yield self._load("parties", parties, by("slug"), country="countries")
        names = self._stated.get("party_aliases", [])
        names += self._country_names("party", "parties", states, "states")
        aliases = PartyAlias.objects.all()
        yield self._load("party_aliases", aliases, by("party_id", "name"), names, party="parties")

    def _country_names(self, owner: str, owners: str, rows: list[Values], table: str) -> list[Values]:
        """Return the countries' aliases for the rows that stand for them; `owners` then knows their slugs."""
        slugs = {values["country"]: values["slug"] for values in rows}
        for code, slug in slugs.items():
            self._keys[owners][slug] = self._keys[table][self._keys["countries"][code]]
        return [
            {owner: slugs[alias["country"]], "name": alias["name"], "language": alias["language"]}
            for alias in self._stated["country_aliases"]
        ]

    def _load_equipment_types(self) -> TableCount:
        """Load the tree from the root down, since a type needs its parent's key: one step for each depth."""
        known: dict[Any, int] = {}
        total, above = Counts(), {None}
        while rows := [values for values in self._stated["equipment_types"] if values["parent"] in above]:
            self._keys["parents"] = known
            types = EquipmentType.objects.all()
            total += self._load("equipment_types", types, by("slug"), rows, parent="parents").counts
            known |= self._keys["equipment_types"]
            above = {values["slug"] for values in rows}
        self._keys["equipment_types"] = known
        return TableCount("equipment_types", total)

    def _load_schemes(self) -> Iterator[TableCount]:
        yield self._load("schemes", ClassificationScheme.objects.all(), by("slug"))
        categories = SchemeCategory.objects.all()
        yield self._load("scheme_categories", categories, by("scheme_id", "code"), scheme="schemes")
        # Verdicts name their category by the scheme's slug and the code.
        slugs = {key: slug for slug, key in self._keys["schemes"].items()}
        by_code = self._keys["scheme_categories"].items()
        self._keys["codes"] = {(slugs[scheme], code): key for (scheme, code), key in by_code}
        yield self._load(
            "verdicts",
            Verdict.objects.all(),
            by("scheme_id", "equipment_type_id"),
            scheme="schemes",
            category="codes",
            equipment_type="equipment_types",
        )

    def _load(
        self,
        table: str,
        objects: models.QuerySet[Any],
        identity: Identity,
        stated: list[Values] | None = None,
        **references: str,
    ) -> TableCount:
        """Load rows, by default those of the table's file; `references` maps columns to tables of keys."""
        rows = self._stated.get(table, []) if stated is None else stated
        try:
            keys = {column: self._keys[owner] for column, owner in references.items()}
            counts, self._keys[table] = upsert(objects, with_keys(rows, **keys), identity)
        except IntegrityError as error:
            # PostgreSQL's detail names the value that another row, made by a person, holds already.
            detail = getattr(getattr(error.__cause__, "diag", None), "message_detail", None) or str(error)
            raise ReferenceFileError(
                [Problem(f"{table}.csv", 1, "", f"does not fit the rows of the database: {detail}")]
            ) from error
        return TableCount(table, counts)
