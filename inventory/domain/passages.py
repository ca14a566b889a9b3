"""Find quoted passages in a text, and what two texts share.

>>> [(piece.text, piece.marks) for piece in mark_passages("Seven tanks came.", {"a": "seven  tanks"})]
[('Seven tanks', ('a',)), (' came.', ())]
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

SHARED_WORDS = 5  # in a row; fewer are common phrases rather than a copy
# Typesetters and keyboards write these differently, and whoever quotes does not look.
ALIKE = ("'’‘`´", '"“”„«»', "-‐‑‒–—", "…")
AROUND = ALIKE[0] + ALIKE[1] + "…"  # what stands around a passage, but is no part of it
_CLASSES = {letter: f"[{re.escape(letters)}]" for letters in ALIKE for letter in letters}


@dataclass(frozen=True, slots=True)
class Piece[K: Hashable]:
    """Hold a stretch of text, with the passages that it is part of."""

    text: str
    marks: tuple[K, ...] = ()


def mark_passages[K: Hashable](text: str, passages: Mapping[K, str]) -> list[Piece[K]]:
    """Cut a text where passages begin and end; together the pieces are the text, whole and in order.

    A passage is found whatever its case, spacing and form of quotation marks; where it stands several times,
    the first counts. One that is not found marks nothing.
    """
    spans = {key: found.span() for key, quote in passages.items() if (found := find_passage(text, quote))}
    cuts = sorted({0, len(text), *(end for span in spans.values() for end in span)})
    return [
        Piece(
            text[start:end],
            tuple(key for key, (first, last) in spans.items() if first <= start and end <= last),
        )
        for start, end in pairwise(cuts)
    ]


def find_passage(text: str, quote: str) -> re.Match[str] | None:
    r"""Return where a passage stands in a text; None if it does not, or is empty.

    >>> find_passage("The “convoy”\nwas long", '"convoy" was').span()
    (5, 16)
    """
    words = quote.strip().strip(AROUND).split()
    if not words:
        return None
    patterns = ("".join(_CLASSES.get(letter, re.escape(letter)) for letter in word) for word in words)
    pattern = r"\s+".join(patterns)
    return re.search(pattern, text, re.IGNORECASE)


def shared_passages(own: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return those of the other passages that have five words in a row, or all of three or four, in common.

    >>> shared_passages(["About a hundred vehicles came by road."], ["a hundred vehicles came by", "by road"])
    ['a hundred vehicles came by']
    """
    runs: set[tuple[str, ...]] = set()
    whole: set[tuple[str, ...]] = set()
    for passage in own:
        words = _words(passage)
        whole.add(words)
        runs.update(_runs(words))
    return [passage for passage in dict.fromkeys(others) if _is_shared(_words(passage), runs, whole)]


def _is_shared(words: tuple[str, ...], runs: set[tuple[str, ...]], whole: set[tuple[str, ...]]) -> bool:
    if len(words) < SHARED_WORDS:
        return len(words) > 2 and words in whole
    return any(run in runs for run in _runs(words))


def _words(passage: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", passage.casefold()))


def _runs(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (words[start : start + SHARED_WORDS] for start in range(len(words) - SHARED_WORDS + 1))
