"""Find things by their names and aliases, exactly, by a part, or by what resembles them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.db import connection

from inventory.domain.search import SHORTEST_BEGINNING, Query
from inventory.domain.spelling import fold, plain

MOST_NAMES = 200  # of one table; more are not counted
MOST_ALIKE = 6  # names of one table
LONGEST_RUN = 4  # words of a query that may be one name


class Bearer(StrEnum):
    """Name what bears names."""

    TYPE = "type"
    COUNTRY = "country"
    GROUP = "group"
    PLACE = "place"
    PARTY = "party"
    SOURCE = "source"


# Where names stand: bearer, table, the column of the bearer's key, the column of the name.
TABLES = (
    (Bearer.TYPE, "equipmenttype", "id", "name"),
    (Bearer.TYPE, "equipmentalias", "equipment_type_id", "name"),
    (Bearer.COUNTRY, "country", "id", "name"),
    (Bearer.COUNTRY, "country", "id", "name_fr"),
    (Bearer.COUNTRY, "countryalias", "country_id", "name"),
    (Bearer.GROUP, "countrygroup", "id", "name"),
    (Bearer.GROUP, "countrygroup", "id", "name_fr"),
    (Bearer.PLACE, "place", "id", "name"),
    (Bearer.PLACE, "placealias", "place_id", "name"),
    (Bearer.PARTY, "party", "id", "name"),
    (Bearer.PARTY, "partyalias", "party_id", "name"),
    (Bearer.SOURCE, "source", "id", "name"),
    (Bearer.SOURCE, "sourcealias", "source_id", "name"),
)
# A country's codes are written as they are; they resemble too much to be found by likeness or by a part.
CODES = ((Bearer.COUNTRY, "country", "id", "code"), (Bearer.COUNTRY, "country", "id", "alpha3"))

# The operators of the indexes on inventory_plain; only the names of tables and columns above are filled in.
CALLED = "inventory_plain({column}) = ANY(%(runs)s)"
HOLDING = "inventory_plain({column}) LIKE %(pattern)s"
ALIKE = "inventory_plain({column}) %% %(plain)s"
CODED = "{column} <> '' AND lower({column}) = ANY(%(runs)s)"
NEAREST = "length({column})"
LIKEST = "similarity(inventory_plain({column}), %(plain)s) DESC"


@dataclass(frozen=True, slots=True)
class Match:
    """Hold what was found and the name, maybe an alias, that it was found by."""

    bearer: Bearer
    key: int
    name: str
    is_alias: bool
    rank: int


def named(query: Query) -> list[Match]:
    """Return what bears a name that holds the query, nearest first and each once. Runs one query."""
    is_beginning = len(query.plain) < SHORTEST_BEGINNING
    pattern = f"{query.plain}%" if is_beginning else f"%{query.plain}%"
    statement = _union(
        (TABLES, HOLDING, f"{NEAREST} LIMIT {MOST_NAMES}"), (CODES, CODED, f"{NEAREST} LIMIT {MOST_NAMES}")
    )
    return _best(_rows(statement, {"pattern": pattern, "runs": [query.plain]}), query)


def named_in_part(query: Query) -> list[Match]:
    """Return what bears exactly a name made of some of the query's words, each once. Runs one query."""
    statement = _union((TABLES, CALLED, f"{NEAREST} LIMIT {MOST_ALIKE}"))
    return _best(_rows(statement, {"runs": list(_runs(query))}), query)


def alike(query: Query) -> list[Match]:
    """Return what bears a name that resembles the query, likest first. Runs one query."""
    statement = _union((TABLES, ALIKE, f"{LIKEST} LIMIT {MOST_ALIKE}"))
    rows = list(_rows(statement, {"plain": query.plain}))
    likest = sorted(rows, key=lambda row: (-likeness(plain(row[2]), query.plain), row[3], row[2]))
    return _once(Match(*row, rank) for rank, row in enumerate(likest))


def _union(*parts: tuple[Sequence[tuple[Bearer, str, str, str]], str, str]) -> str:
    """Return a statement over many tables; a condition and an order are templates for the name's column."""
    selected = " UNION ALL ".join(
        f"(SELECT '{bearer}', {key}, {column}, {table.endswith('alias')} FROM inventory_{table}"  # noqa: S608
        f" WHERE {condition.format(column=column)} ORDER BY {order.format(column=column)})"
        for tables, condition, order in parts
        for bearer, table, key, column in tables
    )
    # What does not begin as a SELECT is taken for a change, and given a context in the history.
    return f"SELECT * FROM ({selected}) AS names"  # noqa: S608  # The same.


def _rows(statement: str, parameters: dict[str, str | list[str]]) -> Iterator[tuple[Bearer, int, str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for bearer, key, name, is_alias in cursor.fetchall():
            yield Bearer(bearer), key, name, is_alias


def _best(rows: Iterable[tuple[Bearer, int, str, bool]], query: Query) -> list[Match]:
    matches = [Match(*row, _rank(row[2], query)) for row in rows]
    return _once(sorted(matches, key=lambda match: (match.rank, match.is_alias, len(match.name), match.name)))


def _once(matches: Iterable[Match]) -> list[Match]:
    first: dict[tuple[Bearer, int], Match] = {}
    for match in matches:
        first.setdefault((match.bearer, match.key), match)
    return list(first.values())


def _rank(name: str, query: Query) -> int:
    """Return 0 for the whole name, 1 for its beginning, 2 for the beginning of a word, 3 for the rest."""
    letters = plain(name)
    if letters == query.plain:
        return 0
    if letters.startswith(query.plain):
        return 1
    words = fold(name).split()
    return 2 if any(plain(" ".join(words[n:])).startswith(query.plain) for n in range(1, len(words))) else 3


def likeness(name: str, wanted: str) -> float:
    """Return from 0 to 1 how much of two words is the same, in order: Bamaco is nearer Bamako than Bamada."""
    return SequenceMatcher(None, name, wanted, autojunk=False).ratio()


def _runs(query: Query) -> Iterator[str]:
    """Yield the names that neighbouring words of the query may make."""
    words = [word.whole for word in query.words]
    for length in range(1, LONGEST_RUN + 1):
        for start in range(len(words) - length + 1):
            run = "".join(words[start : start + length])
            if len(run) >= SHORTEST_BEGINNING:
                yield run
