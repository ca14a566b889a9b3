"""Load the words for counts: one file for each language in `lexicons/`, and one for the signs of all.

A file is the whole knowledge of a language; `lexicons/README.md` says how to write one. Change
`LEXICON_VERSION` with every change of a file: stored intervals were computed from one version.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from inventory.domain.intervals import Interval
from inventory.domain.quantities.hedges import Hedge
from inventory.domain.quantities.quantity import Unit
from inventory.domain.quantities.tokens import Token, one_spelling, tokens_of

LEXICON_VERSION = "2026.3"
HUNDRED, THOUSAND = 100, 1_000
SIGNS = "signs"  # the file of what all languages share

# The roles that words have beside numbers and hedges, each a list under [words] in a lexicon.
ROLES = (
    "article",  # "a": one, and no second count on its own
    "skip",  # changes no number: "the", "a total of", "reportedly"
    "additional",  # "another", "a further"
    "of",  # between a count and its whole or its noun
    "noun",  # other words of the field, which only tell the language
    "preposition",  # ends the noun that is counted: "from", "with"
    "and",  # joins two things
    "no",  # denies what is counted: "aucun"
    "lack",  # denies anything, so a count only before a noun: "no", "sin"
    "none",  # denies as the whole phrase
    "unknown",  # the count is not given
    "quantity",  # "number", "quantity"
    "amount",  # no item behind an article: "a large number"
    "some",  # a plural without a number
    "mass",  # things that are not counted: "equipment"
    "refuse",  # changes or restarts a count
    "rate",  # "per", "a month"
    "money",
    "date",  # comes before a year: "in", "since"
    "month",
    "naming",  # the number behind it is part of a name: "type", "project"
    "adjective",  # a number word that is an adjective behind a noun: "neuf"
    "plural",  # nouns of the field in the plural
    "singular",  # nouns that only look like a plural
    "pair",  # nouns in the dual
    "percent",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold all that a word or phrase may do to a count."""

    number: Fraction | int | None = None
    scale: int | None = None
    is_round: bool = False
    vague: Interval | None = None
    before: Hedge | None = None
    after: Hedge | None = None
    closers: tuple[tuple[str, ...], ...] = ()
    is_join: bool = False
    share: Fraction | None = None
    is_most: bool = False
    unit: Unit | None = None
    is_many: bool = False
    roles: frozenset[str] = frozenset()


NOTHING = Entry()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold the words of one language, ready to be looked up by the first of them."""

    code: str
    name: str
    group: str
    decimal: str
    head: str
    source: Mapping[str, Any]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    plural_endings: tuple[str, ...] = ()
    pair_endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    number_joiners: frozenset[str] = frozenset()
    teens_after: frozenset[int] = frozenset()
    is_units_first: bool = False
    is_tens_adding: bool = False
    is_capitalising: bool = False
    is_right_to_left: bool = False
    has_genitive_scales: bool = False
    not_plural_endings: tuple[str, ...] = ()
    number_words: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def split_words(text: str) -> list[str]:
    """Split the words or phrases of a lexicon's line at their commas."""
    return [piece.strip() for piece in text.split(",") if piece.strip()]


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """Return the lexicons by the code of their language, English first."""
    folder = files(__package__) / "lexicons"
    names = sorted(
        path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml")
    )
    sources = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in names}
    signs = sources.pop(SIGNS)
    ordered = sorted(sources, key=lambda code: (code != "en", code))
    return {code: _compile(code, sources[code], signs) for code in ordered}


@cache
def vague_words() -> Mapping[Interval, str]:
    """Return the English word for each interval that has one; the first of its line."""
    words: dict[Interval, str] = {}
    for word, change in _entries({"vague": lexicons()["en"].source["vague"]}):
        words.setdefault(change["vague"], word)
    return words


def _compile(code: str, source: Mapping[str, Any], signs: Mapping[str, Any]) -> Lexicon:
    entries: dict[tuple[str, ...], Entry] = defaultdict(Entry)
    for part in (signs, source):
        for words, change in _entries(part):
            _add(entries, words, change)
    grammar = source.get("grammar", {})
    for written, value in _compounds(grammar, source["numbers"]):
        _add(entries, written, {"number": value})
    return Lexicon(
        code=code,
        name=source["name"],
        group=source.get("group", ""),
        decimal=source.get("decimal", "."),
        head=grammar.get("head", "first"),
        source=source,
        phrases=_by_first_word(entries),
        plural_endings=tuple(split_words(grammar.get("plural_endings", ""))),
        pair_endings=tuple(split_words(grammar.get("pair_endings", ""))),
        prefixes=tuple(split_words(grammar.get("prefixes", ""))),
        suffixes=tuple(split_words(grammar.get("suffixes", ""))),
        number_joiners=frozenset(split_words(grammar.get("number_joiners", ""))),
        teens_after=frozenset(map(int, split_words(grammar.get("teens_after", "")))),
        is_units_first=grammar.get("is_units_first", False),
        is_tens_adding=grammar.get("tens_add", False),
        is_capitalising=grammar.get("nouns_have_capitals", False),
        is_right_to_left=grammar.get("is_right_to_left", False),
        has_genitive_scales=grammar.get("has_genitive_scales", False),
        not_plural_endings=tuple(split_words(grammar.get("not_plural_endings", ""))),
        number_words=_number_words(entries),
        words=frozenset(word for key in entries for word in key),
    )


def _add(entries: dict[tuple[str, ...], Entry], words: str, change: Mapping[str, Any]) -> None:
    key = word_key(words)
    entry = entries[key]
    if closer := change.get("closer"):
        change = {"closers": (*entry.closers, closer)}
    if role := change.get("role"):
        change = {"roles": entry.roles | {role}}
    entries[key] = replace(entry, **change)


def word_key(words: str) -> tuple[str, ...]:
    """Return the tokens that stand for a phrase of a lexicon; hyphens separate words."""
    is_elided = words.endswith("'")  # "d'" is elided only before another word.
    tokens = tokens_of(one_spelling(f"{words}x"))[:-1] if is_elided else tokens_of(one_spelling(words))
    return tuple(part for token in tokens for part in hyphen_parts(token))


def hyphen_parts(token: Token) -> list[str]:
    """Return the words that hyphens join; a sign stays as it is."""
    return token.lower.split("-") if token.lower.strip("-") else [token.lower]


type _Change = tuple[str, dict[str, Any]]


def _entries(source: Mapping[str, Any]) -> Iterator[_Change]:
    """Yield every word or phrase of a file with what it adds to its entry."""
    yield from _numbers(source)
    yield from _hedges(source)
    yield from _ranges_and_shares(source)
    yield from _units(source)
    for role, words in source.get("words", {}).items():
        if role not in ROLES:
            raise ValueError(f"[words] {role}: no such role; there are {', '.join(ROLES)}.")
        yield from ((word, {"role": role}) for word in split_words(words))


def _numbers(source: Mapping[str, Any]) -> Iterator[_Change]:
    for value, words in source.get("numbers", {}).items():
        number = Fraction(value)
        whole: Fraction | int = int(number) if number.denominator == 1 else number
        yield from ((word, {"number": whole}) for word in split_words(words))
    for name, is_round in (("scales", False), ("round", True)):
        for value, words in source.get(name, {}).items():
            yield from ((word, {"scale": int(value), "is_round": is_round}) for word in split_words(words))
    for value, words in source.get("vague", {}).items():
        low, _, high = value.partition("-")
        yield from ((word, {"vague": Interval(int(low), int(high))}) for word in split_words(words))


def _hedges(source: Mapping[str, Any]) -> Iterator[_Change]:
    for side in ("before", "after"):
        for hedge, words in source.get(side, {}).items():
            yield from ((word, {side: Hedge(hedge)}) for word in split_words(words))


def _ranges_and_shares(source: Mapping[str, Any]) -> Iterator[_Change]:
    ranges = source.get("ranges", {})
    yield from ((word, {"is_join": True}) for word in split_words(ranges.get("joins", "")))
    for pair in split_words(ranges.get("between", "")):
        opener, _, closer = pair.partition(" … ")
        yield opener, {"closer": word_key(closer)}
    for value, words in source.get("shares", {}).items():
        is_most = value == "most"
        share = Fraction(1, 2) if is_most else Fraction(value)
        yield from ((word, {"share": share, "is_most": is_most}) for word in split_words(words))


def _units(source: Mapping[str, Any]) -> Iterator[_Change]:
    for unit, words in source.get("units", {}).items():
        for name, is_many in (("one", False), ("many", True)):
            listed = split_words(words.get(name, ""))
            yield from ((word, {"unit": Unit(unit), "is_many": is_many}) for word in listed)


def _compounds(grammar: Mapping[str, Any], numbers: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a language writes as one word: "fünfundzwanzig", "dreihundert"."""
    joiner = grammar.get("units_before_tens", "")
    if not joiner:
        return
    values = {int(value): split_words(words) for value, words in numbers.items() if value.isdigit()}
    stems = {unit: values[unit][0] for unit in range(2, 10)} | {1: grammar["stem_1"]}
    tens_and_units = [
        (f"{stem}{joiner}{values[tens][0]}", tens + unit)
        for unit, stem in stems.items()
        for tens in range(20, HUNDRED, 10)
    ]
    yield from tens_and_units
    below = {value: forms[0] for value, forms in values.items() if 0 < value < HUNDRED}
    below |= {value: word for word, value in tens_and_units}
    hundred, thousand = values[HUNDRED][0], values[THOUSAND][0]
    for unit in range(1, 10):
        start = hundred if unit == 1 else f"{below[unit]}{hundred}"
        yield start, unit * HUNDRED
        yield from ((f"{start}{word}", unit * HUNDRED + value) for value, word in below.items())
    yield from ((f"{word}{thousand}", value * THOUSAND) for value, word in below.items() if value > 1)


def _by_first_word(
    entries: Mapping[tuple[str, ...], Entry],
) -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    grouped: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for key, entry in entries.items():
        grouped[key[0]].append((key, entry))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in grouped.items()}


def _number_words(entries: Mapping[tuple[str, ...], Entry]) -> frozenset[str]:
    """Return the words that may be parts of a hyphenated number or bound: "twenty-five", "20-plus"."""
    return frozenset(
        word
        for key, entry in entries.items()
        if entry.number is not None or entry.scale or entry.vague or entry.after
        for word in key
    )
