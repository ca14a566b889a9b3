"""Guess what the columns of a table say, by their names and by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product

from inventory.domain.dates import habits_of, may_be_date
from inventory.domain.no_value import is_no_value
from inventory.domain.quantities import QuantityError, parse_quantity
from inventory.imports.evidence import is_date_for_count
from inventory.imports.heads import BETWEEN
from inventory.imports.mapping.cells import CHOICES, DATES
from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import DayOrder, Given, TableMapping
from inventory.imports.mapping.usual_names import UsualName, usual_names, words_of
from inventory.imports.packed import split_list

MOST_LOOKED_AT = 200  # rows
LEAST_SHARE = 0.6  # of the cells that must look like what a column is taken for
LEAST_NAMED = 0.3  # of those of a column that bears the very name
NAMED = 9  # likeness above which a name is a usual one
LONGEST_NUMBER = 10  # digits
# These are taken by their very names alone: others that hold such words mean something else.
EXACT_ONLY = frozenset({Field.GROUP, Field.KEY, Field.SHIPMENT_TITLE})
DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
PARTLY = 5.0  # likeness of a name that is known but for other words in it
BOUNDS = frozenset(
    {"min", "minimum", "max", "maximum", "minimal", "maximal", "minimo", "maximo", "минимум", "максимум"}
)


def is_running_number(cells: Sequence[str]) -> bool:
    """Tell whether cells only count the rows, as 1, 2, 3 do; that tells no row from another table's.

    >>> is_running_number(["7", "8", "9"]), is_running_number(["1", "3"]), is_running_number(["R-1", "R-2"])
    (True, False, False)
    """
    first = cells[0] if cells else ""
    if not (_is_number(first) and len(first) < LONGEST_NUMBER):
        return False
    return list(cells) == [str(number) for number in range(int(first), int(first) + len(cells))]


def columns_that_count(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the columns that are called a number of the row, and only count the rows."""
    return [
        column
        for place, column in enumerate(header)
        if _likeness(Field.KEY, column)
        and is_running_number([row[place].strip() for row in rows if place < len(row)])
    ]


def suggest(header: Sequence[str], rows: Sequence[Sequence[str]]) -> TableMapping:
    """Return what the columns most likely say; ``rows`` are the first of the table, maybe none.

    A column whose name says one thing and whose cells another is not taken for it. Each column and each field
    is used once. What is not recognised stays out, so that the mapping may lack what is required.
    """
    cells = {
        column: [
            row[place].strip()
            for row in rows[:MOST_LOOKED_AT]
            if place < len(row) and not is_no_value(row[place])
        ]
        for place, column in enumerate(header)
    }
    fields: dict[Field, Given] = {}
    taken: set[str] = set()
    scored = [(_likeness(name, column), name, column) for name, column in product(Field, header)]
    for score, name, column in sorted(scored, key=lambda one: -one[0]):
        is_free = score and name not in fields and column not in taken
        if is_free and _suits(name, cells[column], LEAST_NAMED if score > NAMED else LEAST_SHARE):
            fields[name] = Given(column=column)
            taken.add(column)
    for name, column in _by_cells(cells, taken, fields):
        fields[name] = Given(column=column)
    if Field.EQUIPMENT_TYPE not in fields and Field.LABEL in fields:
        # Where only a description is given, it has to say the type.
        fields[Field.EQUIPMENT_TYPE] = fields.pop(Field.LABEL)
    ordered = {name: fields[name] for name in Field if name in fields}
    listed = cells.get(fields[Field.EQUIPMENT_TYPE].column, []) if Field.EQUIPMENT_TYPE in fields else []
    return TableMapping(ordered, _day_order(cells, fields), _is_packed(listed))


def _likeness(name: Field, column: str) -> float:
    """Return how well a column's name fits a field, from 0 for not at all.

    A name that says more, such as "supplier (state)", fits the better the more of it is known. Names that say
    much by themselves do; "date" and "number" may be of anything that stands beside them, but for the name of
    a group of columns.
    """
    known, words = usual_names(), words_of(column)
    told = frozenset(words)
    if not told:
        return 0.0
    best = max((_named(usual, words) for usual in known.by_field[name]), default=0.0)
    if best or known.says_other(told):
        return best
    if told <= known.single_words[name]:
        return PARTLY  # "Type / model", each of which alone would do.
    best = max((_among(name, usual, told) for usual in known.by_field[name]), default=0.0)
    _group, joined, below = column.rpartition(BETWEEN)
    return max(best, 0.9 * _likeness(name, below)) if joined else best


def _named(usual: UsualName, words: Sequence[str]) -> float:
    """Return how well a name fits that is a usual one, in the same order of its words or another."""
    if [*usual.words] == words:
        return 10 - usual.place / 100
    return 9.5 - usual.place / 100 if {*usual.words} == {*words} else 0.0


def _among(name: Field, usual: UsualName, told: frozenset[str]) -> float:
    """Return how well a name fits in which a usual one stands among other words."""
    first = usual.words[0]
    if len(usual.words) == 1 and first in BOUNDS and first in told:
        # "Number of items (max)" is the highest number, more than it is the number.
        return 8.0
    if usual.is_alone or name in EXACT_ONLY or not told.issuperset(usual.words):
        return 0.0
    return PARTLY * len("".join(usual.words)) / len("".join(told))


def _suits(name: Field, cells: Sequence[str], least: float) -> bool:
    """Tell whether so many cells can be of a field; a column without any can be of each."""
    if name is Field.KEY and is_running_number(cells):
        return False
    test = TESTS.get(name)
    return test is None or not cells or _share(test, cells) >= least


def _share(test: Callable[[str], bool], cells: Sequence[str]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_count(text: str) -> bool:
    """Tell whether a cell may state a count, be it one that a spreadsheet has made a date of."""
    if is_date_for_count(text):
        return True
    try:
        parse_quantity(text)
    except QuantityError:
        return False
    return True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "www."))


def _is_name(text: str) -> bool:
    """Tell whether a text may be a name: neither a bare number nor an address."""
    return not _is_number(text) and not _is_address(text)


TESTS: dict[Field, Callable[[str], bool]] = {
    **dict.fromkeys((Field.DATE, Field.ORDERED_ON, Field.PUBLISHED_ON), may_be_date),
    **dict.fromkeys((Field.LOW, Field.HIGH, Field.BEST), _is_number),
    **dict.fromkeys((Field.PUBLICATION_URL, Field.ARCHIVED_URL), _is_address),
    **dict.fromkeys(
        (Field.EQUIPMENT_TYPE, Field.SUPPLIER, Field.RECIPIENT, Field.DESTINATION, Field.PUBLICATION_SOURCE),
        _is_name,
    ),
    Field.PHRASE: _is_count,
    # A column "via" may name a place on the way, or an outlet.
    Field.TRANSIT: lambda text: not DOMAIN.fullmatch(text),
    Field.STAGE: lambda text: text.casefold() in CHOICES[Field.STAGE],
    Field.LANGUAGE: lambda text: text.casefold() in CHOICES[Field.LANGUAGE],
}
# What cells alone may show, in the order in which it is looked for.
SHOWN_BY_CELLS = (
    (Field.PUBLICATION_URL, _is_address),
    (Field.DATE, lambda text: may_be_date(text) and not (_is_number(text) and len(text) != 4)),
    (Field.PHRASE, _is_number),
)


def _by_cells(
    cells: dict[str, list[str]], taken: set[str], fields: dict[Field, Given]
) -> list[tuple[Field, str]]:
    """Return what the cells of columns show whose names say nothing."""
    found = []
    for name, test in SHOWN_BY_CELLS:
        fits = [
            column
            for column, texts in cells.items()
            if column not in taken
            and texts
            and not usual_names().says_other(frozenset(words_of(column)))
            and _share(test, texts) > 0.9
            and not (name is Field.PHRASE and _numbers_rows(column, texts))
        ]
        if name not in fields and len(fits) == 1:
            found.append((name, fits[0]))
            taken.add(fits[0])
    return found


def _numbers_rows(column: str, texts: Sequence[str]) -> bool:
    """Tell whether a column is of numbers of rows, which are no counts."""
    return bool(_likeness(Field.KEY, column)) or (len(texts) > 2 and is_running_number(texts))


def _day_order(cells: dict[str, list[str]], fields: dict[Field, Given]) -> DayOrder:
    """Return the order of day and month that the dates can only have; unknown where they leave it open."""
    texts = [text for name in DATES if name in fields for text in cells[fields[name].column]]
    is_day_first = habits_of(texts).is_day_first
    if is_day_first is None:
        return DayOrder.UNKNOWN
    return DayOrder.DAY_FIRST if is_day_first else DayOrder.MONTH_FIRST


def _is_packed(cells: Sequence[str]) -> bool:
    """Tell whether most cells list several types, or one with its count."""
    if not cells:
        return False
    return _share(lambda text: any(item.phrase for item in split_list(text)), cells) >= LEAST_SHARE
