"""Find what a reader meant by part of a name, by words of a title, or by a register's name and a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from inventory.domain.dates import DateError, DayInterval, normalise_date, parse_edtf
from inventory.domain.spelling import fold, plain

LEAST_LETTERS = 3  # of a part that is taken for the whole; fewer are only answered with proposals
NOT_LETTERS = re.compile(r"[\W_]+")
YEAR = re.compile(r"[0-9]{4}", re.ASCII)
# Years as people write them: 2024–25, 2024/25, 2024-25. A hyphen before 01–12 stands before a month.
SHORT_YEARS = re.compile(
    r"(?P<century>[0-9]{2})(?P<first>[0-9]{2})(?P<join>[-–/])(?P<last>[0-9]{2})", re.ASCII
)
LAST_MONTH = 12


def meant[T](text: str, named: Mapping[str, T]) -> list[T]:
    """Return what a text may mean: what is spelt alike, else what has its words or their beginnings.

    Figures and single letters have to be whole words, since T-7 is no T-72.

    >>> names = {"Burkina Faso": "BF", "Haute-Volta": "BF", "Mali": "ML", "Malawi": "MW", "Tank T-72": "T"}
    >>> meant("burkinafaso", names), meant("Volt", names), meant("mal", names), meant("T72", names)
    (['BF'], ['BF'], ['ML', 'MW'], [])
    >>> meant("T-72", names), meant("T-7", names), meant("72 T", names)
    (['T'], [], [])
    """
    key = plain(text)
    if not key:
        return []
    alike = [thing for name, thing in named.items() if plain(name) == key]
    if alike:
        return list(dict.fromkeys(alike))
    return list(dict.fromkeys(thing for name, thing in named.items() if has_run(text, name)))


def is_enough(text: str) -> bool:
    """Return whether a part of a name is long enough to be taken for the whole."""
    return len(plain(text)) >= LEAST_LETTERS


def similar[T](text: str, named: Mapping[str, T], number: int) -> list[T]:
    """Return the things whose names are spelt most like a text, most alike first."""
    folded = {fold(name): thing for name, thing in named.items()}
    return list(dict.fromkeys(folded[name] for name in get_close_matches(fold(text), folded, n=number)))


def has_words(text: str, name: str) -> bool:
    """Return whether each word of a text begins a word of a name.

    >>> has_words("vol", "Haute-Volta"), has_words("olta", "Haute-Volta"), has_words("", "Haute-Volta")
    (True, False, False)
    """
    wanted, words = words_of(text), words_of(name)
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)


def has_run(text: str, name: str) -> bool:
    """Return whether the words of a text begin consecutive words of a name.

    >>> has_run("rep du mali", "République du Mali"), has_run("mali rep", "République du Mali")
    (True, False)
    """
    wanted, words = words_of(text), words_of(name)
    starts = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(
        all(_begins(part, word) for part, word in zip(wanted, words[start:], strict=False))
        for start in starts
    )


def _begins(part: str, word: str) -> bool:
    is_whole = len(part) == 1 or any(character.isdigit() for character in part)
    return part == word if is_whole else word.startswith(part)


def words_of(text: str) -> list[str]:
    """Return the words of a text in plain letters.

    >>> words_of("SIPRI, édition of 2024-10")
    ['sipri', 'edition', 'of', '2024', '10']
    """
    return [word for word in NOT_LETTERS.split(fold(text)) if word]


def part_date(text: str) -> Iterator[tuple[str, tuple[date, date]]]:
    """Yield the ways to read a text as words with a date, that with the longest date first.

    >>> [(words, str(days[0]), str(days[1])) for words, days in part_date("SIPRI October 2024")][0]
    ('SIPRI', '2024-10-01', '2024-10-31')
    """
    words = text.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            days = read_days(" ".join(words[start : start + length]))
            if days and days.first and days.last:
                yield " ".join([*words[:start], *words[start + length :]]), (days.first, days.last)


def read_days(text: str) -> DayInterval | None:
    """Return the days of a date that names its year; None for any other text."""
    if not YEAR.search(text):
        return None
    try:
        return parse_edtf(normalise_date(text))
    except DateError:
        return None


def whole_years(text: str) -> str:
    """Return a span of years that is written short in full; any other text as it stands.

    >>> [whole_years(text) for text in ("2024–25", "2024-25", "2011-12", "2011–12", "2025-24", "2024")]
    ['2024/2025', '2024/2025', '2011-12', '2011/2012', '2025-24', '2024']
    """
    found = SHORT_YEARS.fullmatch(text.strip())
    if not found or found["first"] >= found["last"]:
        return text
    is_month = found["join"] == "-" and int(found["last"]) <= LAST_MONTH
    return text if is_month else f"{found['century']}{found['first']}/{found['century']}{found['last']}"
