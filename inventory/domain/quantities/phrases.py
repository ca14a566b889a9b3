"""Mark what each word of a phrase does, in the language that knows most of its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from inventory.domain.quantities.lexicon import NOTHING, Entry, Lexicon, lexicons
from inventory.domain.quantities.quantity import Unit
from inventory.domain.quantities.refusals import CountFault, RefusalError
from inventory.domain.quantities.tokens import Shape, Token

type Number = int | Fraction

FIGURE = re.compile(r"\d+(?:[ .,']\d+)*")
SEPARATED = re.compile(r"[.,']")
PLURAL_DESIGNATION = re.compile(r"[\w/-]*[A-Z0-9]s")
SHORTEST_PLURAL = 4  # letters; "bus" and "gas" are shorter.
GROUP_LENGTH = 3  # digits between two signs for thousands
PLURAL = Entry(roles=frozenset({"plural"}))
COMPOUNDED = frozenset({Unit.FORMATION, Unit.PACKAGE})  # "Patriot-Batterie" is a battery.


@dataclass(slots=True)
class Item:
    """Hold a word or phrase with what it does; `number` is the value of digits."""

    shape: Shape
    text: str
    entry: Entry = NOTHING
    number: Number | None = None
    is_tied: bool = False

    def has(self, role: str) -> bool:
        """Return whether the lexicon gives the item a role."""
        return role in self.entry.roles


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold the items of a phrase in one language."""

    items: Sequence[Item]
    lexicon: Lexicon

    def is_plural(self, item: Item) -> bool:
        """Return whether an item is a noun in the plural."""
        if "plural" in item.entry.roles:
            return "singular" not in item.entry.roles
        if PLURAL_DESIGNATION.fullmatch(item.text):
            return True
        if item.shape is not Shape.WORD or item.entry is not NOTHING or not item.text[0].islower():
            return False
        endings, exceptions = self.lexicon.plural_endings, self.lexicon.not_plural_endings
        return (
            bool(endings)
            and len(item.text) >= SHORTEST_PLURAL
            and item.text.endswith(endings)
            and not (exceptions and item.text.endswith(exceptions))
        )

    def is_pair(self, item: Item) -> bool:
        """Return whether an item is a noun in the dual: two of them."""
        if "pair" in item.entry.roles:
            return True
        endings = self.lexicon.pair_endings
        return bool(endings) and item.entry is NOTHING and item.text.endswith(endings)

    def is_name(self, item: Item) -> bool:
        """Return whether the number behind an item is part of a name: "Type 59", "GAZ 3308"."""
        if "naming" in item.entry.roles:
            return True
        if item.shape is not Shape.WORD or item.entry is not NOTHING or not item.text[0].isupper():
            return False
        return not self.lexicon.is_capitalising or item.text.isupper()


def languages_of(tokens: Sequence[Token]) -> list[Lexicon]:
    """Return the lexicons that know most words of a phrase; English where none knows any.

    >>> from inventory.domain.quantities.tokens import tokens_of
    >>> [[one.code for one in languages_of(tokens_of(text))] for text in ("mehr als 90", "six T-72", "12")]
    [['de'], ['en', 'fr'], ['en']]
    """
    everything = lexicons()
    vocabulary, alphabet = _vocabulary()
    scores: dict[str, int] = defaultdict(int)
    for token in tokens:
        if token.shape is not Shape.WORD:
            continue
        known = vocabulary.get(token.lower) or _known_parts(token.lower, vocabulary)
        for code in known or (() if token.lower.isascii() else _by_letters(token.lower, alphabet)):
            scores[code] += 2 if known else 1
    if not scores:
        return [everything["en"]]
    best = max(scores.values())
    return [lexicon for code, lexicon in everything.items() if scores.get(code) == best]


@cache
def _vocabulary() -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    """Return the languages that know each word, and those that use each letter."""
    words: dict[str, set[str]] = defaultdict(set)
    letters: dict[str, set[str]] = defaultdict(set)
    for code, lexicon in lexicons().items():
        signs = _signs()
        for first, found in lexicon.phrases.items():
            for word in {first, *(part for key, _ in found for part in key)} - signs:
                words[word].add(code)
                for letter in word:
                    letters[letter].add(code)
    return (
        {word: tuple(sorted(codes)) for word, codes in words.items()},
        {letter: frozenset(codes) for letter, codes in letters.items()},
    )


@cache
def _signs() -> frozenset[str]:
    """Return the words that all languages share, which tell none."""
    shared = [set(lexicon.phrases) for lexicon in lexicons().values()]
    return frozenset(set.intersection(*shared))


def _known_parts(word: str, vocabulary: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    if "-" not in word:
        return None
    return next((known for part in word.split("-") if (known := vocabulary.get(part))), None)


def _by_letters(word: str, alphabet: dict[str, frozenset[str]]) -> frozenset[str]:
    return frozenset.intersection(*(alphabet.get(letter, frozenset()) for letter in word))


def mark_words(tokens: Sequence[Token], lexicon: Lexicon) -> Phrase:
    """Look up each word in a lexicon, the longest phrase first.

    Raises RefusalError for a number that can be read in two ways.
    """
    pieces = _split(tokens, lexicon)
    items: list[Item] = []
    place = 0
    while place < len(pieces):
        token = pieces[place]
        found = None if token.shape is Shape.FIGURE else lexicon.phrases.get(token.lower)
        length, entry = _longest(pieces, place, found) if found else (1, NOTHING)
        item = _item(token, entry, lexicon, items[-1] if items else None)
        if length > 1:
            item.text = " ".join(piece.text for piece in pieces[place : place + length])
        items.append(item)
        place += length
    return Phrase(items, lexicon)


def _longest(
    pieces: Sequence[Token], place: int, found: Sequence[tuple[tuple[str, ...], Entry]]
) -> tuple[int, Entry]:
    for key, entry in found:
        length = len(key)
        if length == 1 or (
            place + length <= len(pieces)
            and all(pieces[place + offset].lower == key[offset] for offset in range(1, length))
        ):
            return length, entry
    return 1, NOTHING


def _item(token: Token, entry: Entry, lexicon: Lexicon, before: Item | None) -> Item:
    if token.shape is Shape.FIGURE:
        number = figure_of(token.text, lexicon) if FIGURE.fullmatch(token.text) else None
        return Item(Shape.FIGURE, token.text, NOTHING, number, token.is_tied)
    if entry is NOTHING and "-" in token.lower and token.shape is Shape.WORD:
        entry = _entry_of_parts(token.lower.split("-"), lexicon)
    elif entry.unit is not None and len(token.text) == 1 and token.text.isupper():
        entry = NOTHING  # "T 72" is no weight.
    elif before is not None and _is_part_of_name(token, entry, lexicon, before):
        entry = replace(entry, number=None, scale=None)
    return Item(token.shape, token.text, entry, None, token.is_tied)


def _is_part_of_name(token: Token, entry: Entry, lexicon: Lexicon, before: Item) -> bool:
    """Return whether a capital makes a number word a name: "12 Mil Mi-8", but not "One Hundred"."""
    if entry.number is None and not entry.scale:
        return False
    is_title = before.entry.number is not None and before.text[0].isupper()
    return token.text[0].isupper() and not (token.text.isupper() or is_title or lexicon.is_capitalising)


def _entry_of_parts(parts: list[str], lexicon: Lexicon) -> Entry:
    """Return what the lexicon says of a hyphenated word, or else of its last part."""
    key = tuple(parts)
    for phrase, entry in lexicon.phrases.get(parts[0], ()):
        if phrase == key:
            return entry
    last = lexicon.phrases.get(parts[-1])
    if last and last[-1][1].unit in COMPOUNDED:
        return last[-1][1]
    return PLURAL if last and "plural" in last[-1][1].roles else NOTHING


def figure_of(text: str, lexicon: Lexicon) -> Number:
    """Return the value of digits with the separators of a language.

    >>> [figure_of(text, lexicons()["en"]) for text in ("1,450", "1'000", "12.0", "1.5", "2 750")]
    [1450, 1000, 12, Fraction(3, 2), 2750]

    Raises RefusalError where they may mean thousands or a fraction.
    """
    if text.isdigit():
        return int(text)
    text = text.replace(" ", "").replace("'", "")
    signs = SEPARATED.findall(text)
    first, *groups = SEPARATED.split(text)
    if not signs:
        return int(text)
    are_groups = all(len(group) == GROUP_LENGTH for group in groups) and len(first) <= GROUP_LENGTH
    if len(set(signs)) == 1 and are_groups and first.strip("0"):
        if len(groups) == 1 and signs[0] not in lexicon.group:
            raise RefusalError(CountFault.SEPARATOR)
        return int("".join([first, *groups]))
    *thousands, decimals = groups
    if (
        len(set(signs[:-1])) > 1
        or signs[-1] in signs[:-1]
        or any(len(one) != GROUP_LENGTH for one in thousands)
    ):
        raise RefusalError(CountFault.SEPARATOR)
    value = Fraction(f"{first}{''.join(thousands)}.{decimals}")
    return int(value) if value.denominator == 1 else value


HYPHENATED_FIGURE = re.compile(r"(\d+)-([^\W\d_]+)")


def _split(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Take apart what is written together: twenty-five, 20-plus, وعشرون, yüzden."""
    pieces: list[Token] = []
    for token in tokens:
        if token.shape is Shape.WORD:
            pieces.extend(_split_word(token, lexicon))
        elif token.shape is Shape.DESIGNATION and (match := HYPHENATED_FIGURE.fullmatch(token.lower)):
            pieces.extend(_split_figure(token, match[1], match[2], lexicon))
        elif token.shape is Shape.DESIGNATION and lexicon.prefixes and token.lower[1:].isdigit():
            # An Arabic "and" is written together with the digits.
            pieces += [Token(Shape.WORD, token.text[0], token.lower[0]), _figure(token.text[1:])]
        else:
            pieces.append(token)
    return pieces


def _figure(text: str) -> Token:
    return Token(Shape.FIGURE, text, text)


def _split_figure(token: Token, digits: str, word: str, lexicon: Lexicon) -> list[Token]:
    if word not in lexicon.number_words:
        return [token]
    return [_figure(digits), Token(Shape.WORD, word, word, is_tied=True)]


def _split_word(token: Token, lexicon: Lexicon) -> list[Token]:
    word = token.lower
    if "-" in word:
        parts = word.split("-")
        if all(part in lexicon.number_words for part in parts):
            return [Token(Shape.WORD, part, part, is_tied=place > 0) for place, part in enumerate(parts)]
        return [token]
    if word in lexicon.words:
        return [token]
    for prefix in lexicon.prefixes:
        if word.startswith(prefix) and word[len(prefix) :] in lexicon.phrases:
            return [
                Token(Shape.WORD, prefix, prefix),
                Token(Shape.WORD, word[len(prefix) :], word[len(prefix) :]),
            ]
    for suffix in lexicon.suffixes:
        stem = word.removesuffix(suffix)
        if stem != word and stem in lexicon.number_words:
            return [Token(Shape.WORD, stem, stem), Token(Shape.WORD, suffix, suffix)]
    return [token]
