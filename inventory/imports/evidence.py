"""Gather, once and only where it is asked, what all cells of a column tell of how they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from inventory.domain.dates import DateHabits, habits_of
from inventory.domain.dates.months import MONTHS
from inventory.domain.no_value import is_no_value
from inventory.domain.spelling import fold
from inventory.imports.lines import Line

FLOAT = re.compile(r"\d+\.0+")
CODES = re.compile(r"[A-Z]{2,3}", re.IGNORECASE)
NOT_AVAILABLE = "NA"  # What R writes for no value, and the code of Namibia
IN_FIGURES = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:[T ][\d:.]+)?|\d{1,2}/\d{1,2}/\d{2,4}(?: [\d:]+)?|\d{1,2}\.\d{1,2}\.\d{4}"
)
IN_WORDS = re.compile(r"(?:\d{1,2}[-. ])?(?P<month>[^\W\d_]{3,})\.?(?:-\d{1,4})?")


def numbers_of_date(text: str) -> frozenset[int]:
    """Return the numbers, that of a month in words among them, of a date that may have been a count.

    >>> [sorted(numbers_of_date(text)) for text in ("10-Dec", "2025-12-10", "10-12")]
    [[10, 12], [10, 12, 2025], []]
    """
    if not is_date_for_count(text):
        return frozenset()
    month = IN_WORDS.fullmatch(text)
    named = {MONTHS[fold(month["month"])]} if month else set[int]()
    return frozenset({int(digits) for digits in re.findall(r"[0-9]+", text)} | named)


def is_date_for_count(text: str) -> bool:
    """Tell whether a cell is a date as spreadsheets make one of a count such as 10-12.

    >>> [is_date_for_count(text) for text in ("10-Dec", "Dec-10", "2025-12-10", "10-12", "BMP-3", "12")]
    [True, True, True, False, False, False]
    """
    if IN_FIGURES.fullmatch(text):
        return True
    match = IN_WORDS.fullmatch(text)
    return match is not None and any(map(str.isdigit, text)) and fold(match["month"]) in MONTHS


class Evidence:
    """Hold the cells of a table by column; each question about a column is answered once.

    ``dates`` are the columns of dates, of which one may tell what another leaves open; ``has_years`` says
    that none of them lacks its year.
    """

    def __init__(
        self,
        header: Sequence[str],
        lines: Sequence[Line],
        dates: Sequence[str] = (),
        *,
        has_years: bool = False,
    ) -> None:
        self._has_years = has_years
        self.dates = tuple(dates)
        self._places = {column: place for place, column in enumerate(header)}
        self._lines = lines
        self._texts: dict[str, frozenset[str]] = {}
        self._habits: dict[tuple[str, ...], DateHabits] = {}
        self._answers: dict[tuple[str, str], bool] = {}

    def texts(self, column: str) -> frozenset[str]:
        """Return the different cells of a column, without the white space around them."""
        if column not in self._texts:
            place = self._places.get(column)
            cells = (
                ()
                if place is None
                else {line.cells[place] for line in self._lines if len(line.cells) > place}
            )
            self._texts[column] = frozenset(cell.strip() for cell in cells)
        return self._texts[column]

    def habits(self, columns: Collection[str], column: str = "") -> DateHabits:
        """Return how the dates of a column are written; what it leaves open, the other ``columns`` tell."""
        shared = self._habits_of(tuple(columns))
        if not column:
            return shared
        own = self._habits_of((column,))
        return replace(
            own,
            is_day_first=shared.is_day_first if own.is_day_first is None else own.is_day_first,
            has_spans=shared.has_spans if own.has_spans is None else own.has_spans,
        )

    def _habits_of(self, columns: tuple[str, ...]) -> DateHabits:
        if columns not in self._habits:
            habits = habits_of(text for column in columns for text in self.texts(column))
            self._habits[columns] = replace(habits, has_years=self._has_years)
        return self._habits[columns]

    def is_of_floats(self, column: str) -> bool:
        """Tell whether every number of a column is written with a fraction of zero, as data frames do."""
        return self._ask("floats", column, lambda text: FLOAT.fullmatch(text) is not None)

    def is_of_codes(self, column: str) -> bool:
        """Tell whether every cell of a column may be a code of ISO 3166."""
        return self._ask("codes", column, lambda text: CODES.fullmatch(text) is not None)

    def has_dates(self, column: str) -> bool:
        """Tell whether dates stand in a column, as spreadsheets make them of counts such as 10-12."""
        key = ("dates", column)
        if key not in self._answers:
            self._answers[key] = any(map(is_date_for_count, self.texts(column)))
        return self._answers[key]

    def is_missing_as_na(self, columns: Collection[str]) -> bool:
        """Tell whether NA stands for no value in one of the columns, in which it can mean nothing else."""
        return any(NOT_AVAILABLE in self.texts(column) for column in columns)

    def _ask(self, what: str, column: str, fits: Callable[[str], bool]) -> bool:
        key = (what, column)
        if key not in self._answers:
            texts = [text for text in self.texts(column) if not is_no_value(text)]
            self._answers[key] = bool(texts) and all(map(fits, texts))
        return self._answers[key]
