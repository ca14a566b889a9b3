"""Read what somebody typed into a search box, and mark where a text has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from inventory.domain.spelling import fold, plain

MOST_CHARACTERS = 300  # of a query; the rest is left out, and the reader told
MOST_WORDS = 12
LONGEST_WORD = 60  # characters
SHORTEST_BEGINNING = 3  # characters from which on a word also stands for longer ones
LONGEST_HEAD = 6  # letters that may stand apart from the digits of a designation: Type 59
EXCERPT = 260  # characters

# A designation with its hyphen or dot, as in T-72B3M, else a run of letters and digits.
TOKENS = re.compile(r"([^\W_]*[^\W\d_])[-‐‑–.](\d[^\W_]*)|([^\W_]+)")
EXPONENT = re.compile(r"(?<=\d)e(?=\d)")
SOLID = re.compile(r"([^\W\d_]+)(\d.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word; a designation also in two parts, as some write it: T 72."""

    whole: str
    head: str = ""
    tail: str = ""
    is_apart: bool = False  # whether it was typed in two words, which need not belong together

    def condition(self, *, is_exact: bool = False, is_one: bool = False) -> str:
        """Return the word as a PostgreSQL text search condition.

        It stands for longer words too unless it is exact. A designation is also looked for in its parts,
        unless it is asked for as one; every text that has both parts is read then, which takes time.
        """
        whole = _exact(self.whole) if is_exact else _lexeme(self.whole)
        if not self.head or (is_one and not self.is_apart):
            return whole
        operator = "&" if self.is_apart else "<->"
        return f"({whole} | {_exact(self.head)} {operator} {_lexeme(self.tail)})"


@dataclass(frozen=True, slots=True)
class Query:
    """Hold what is searched for.

    ``plain`` is the whole query as a name is compared. Both are empty where there is no letter or digit.
    """

    text: str
    plain: str
    words: tuple[Word, ...]
    is_cut: bool = False

    def condition(
        self,
        *,
        exact: Collection[str] = frozenset(),
        one: Collection[str] = frozenset(),
        without: Collection[str] = frozenset(),
    ) -> str:
        """Return the condition of having every word, for PostgreSQL's text search; empty without words.

        Words that are ``exact`` do not stand for longer ones, those that are ``one`` not for their parts, and
        those ``without`` are not asked for.
        """
        return " & ".join(
            word.condition(is_exact=word.whole in exact, is_one=word.whole in one)
            for word in self.words
            if word.whole not in without
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a part of a text, and whether it is what was searched for."""

    text: str
    is_match: bool = False


def read_query(typed: str) -> Query:
    """Return what is searched for. Anything can be typed; nothing is an error.

    >>> read_query(" T-72B3M  Bamako ").condition()
    "('t72b3m':* | 't' <-> '72b3m':*) & 'bamako':*"
    """
    text = " ".join(typed[: MOST_CHARACTERS * 4].replace("\0", " ").split())
    cut = text[:MOST_CHARACTERS].strip()
    words = list(dict.fromkeys(_joined(list(_words(cut)))))
    is_cut = len(cut) < len(text) or len(typed) > MOST_CHARACTERS * 4 or len(words) > MOST_WORDS
    return Query(cut, plain(cut), tuple(words[:MOST_WORDS]), is_cut)


def _words(text: str) -> Iterator[Word]:
    for head, tail, run in TOKENS.findall(fold(text)):
        head, tail = head[:LONGEST_WORD], tail[:LONGEST_WORD]  # noqa: PLW2901  # Cut before they are joined.
        if head:
            yield Word(head + tail, head, tail)
        elif (solid := SOLID.fullmatch(run[:LONGEST_WORD])) is not None:
            yield Word(solid[0], solid[1], solid[2])
        else:
            yield Word(run[:LONGEST_WORD])


def _joined(words: list[Word]) -> Iterator[Word]:
    """Yield the words, a few letters and the digits after them as the designation that they may be."""
    position = 0
    while position < len(words):
        word, after = words[position], words[position + 1 : position + 2]
        is_head = not word.head and word.whole.isalpha() and len(word.whole) <= LONGEST_HEAD
        if is_head and after and after[0].whole[0].isdigit():
            yield Word(word.whole + after[0].whole, word.whole, after[0].whole, is_apart=True)
            position += 2
        else:
            yield word
            position += 1


def _exact(word: str) -> str:
    """Return a word as the database function ``inventory_words`` writes it."""
    return f"'{EXPONENT.sub('ə', word)}'"


def _lexeme(word: str) -> str:
    return f"{_exact(word)}:*" if len(word) >= SHORTEST_BEGINNING else _exact(word)


def highlight(text: str, query: Query) -> tuple[Piece, ...]:
    """Return a text in pieces, of which those that match are marked; all pieces together are the text.

    >>> [piece.text for piece in highlight("Seven T-72B3M", read_query("t72b3")) if piece.is_match]
    ['T-72B3']
    """
    return _cut(text, _matches(text, query))


def excerpt(text: str, query: Query) -> tuple[Piece, ...]:
    """Return the part of a long text around the first match in pieces, with dots where it was cut."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT:
        return highlight(text, query)
    first = next((start for start, _ in _matches(text, query)), 0)
    start = min(max(0, first - EXCERPT // 3), len(text) - EXCERPT)
    start = text.find(" ", start) + 1 if 0 < start < first else start
    end = start + EXCERPT
    end = max(text.rfind(" ", start, end), first + 1) if end < len(text) else len(text)
    pieces = highlight(text[start:end], query)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _cut(text: str, matches: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces = []
    position = 0
    for start, end in matches:
        if position < start:
            pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[start:end], is_match=True))
        position = end
    if position < len(text):
        pieces.append(Piece(text[position:]))
    return tuple(pieces)


def _matches(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where the text has the words, in order and apart from each other."""
    letters, positions = _letters(text)
    marked = bytearray(len(text))
    for needle in _needles(query):
        for index in _occurrences(letters, needle):
            first, last = positions[index], positions[index + len(needle) - 1] + 1
            is_whole = len(needle) >= SHORTEST_BEGINNING or _is_between(text, last)
            if is_whole and (_is_between(text, first) or needle == query.plain):
                marked[first:last] = b"\1" * (last - first)
    return [match.span() for match in re.finditer(b"\1+", bytes(marked))]


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the plain letters of a text, and the position in it of each."""
    letters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(text):
        for letter in _plain_character(character):
            letters.append(letter)
            positions.append(position)
    return "".join(letters), positions


@cache
def _plain_character(character: str) -> str:
    return plain(character)


def _is_between(text: str, position: int) -> bool:
    """Return whether a word begins or ends there; the number of a designation is a word too."""
    if position in (0, len(text)):
        return True
    before, after = text[position - 1], text[position]
    return not (before.isalnum() and after.isalnum()) or before.isdigit() != after.isdigit()


def _needles(query: Query) -> Iterator[str]:
    if len(query.plain) >= SHORTEST_BEGINNING:
        yield query.plain
    for word in query.words:
        yield word.whole
        if word.is_apart:
            yield word.head
            yield word.tail


def _occurrences(letters: str, needle: str) -> Iterator[int]:
    index = letters.find(needle)
    while index >= 0:
        yield index
        index = letters.find(needle, index + 1)
