"""Follow what is said of one type from a root along those who draw on it, and mark what changed.

>>> said = {1: Said(Interval(101, None), "over 100"), 2: Said(Interval(100, None), "at least 100")}
>>> [(step.change.value, [word.text for word in step.words if word.is_changed])
...     for step in follow([1, 2, 3], {2: [1], 3: [2]}, said).values()]
[('first', []), ('changed', ['at', 'least']), ('left_out', [])]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from inventory.domain.intervals import Interval


class Change(StrEnum):
    """Name what became of a count on the way.

    FIRST: drawn from nobody at hand. SAME: the interval is kept, whatever the words. CHANGED: it is not.
    ADDED: those drawn on give no such count. LEFT_OUT: they do, and it is not passed on. SILENT: nobody does.
    """

    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    LEFT_OUT = "left_out"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Said:
    """Hold a count as it was said; the interval is None where the number is unknown."""

    interval: Interval | None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a phrase, and whether it is not in the phrase that it was drawn from."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what one document makes of a count; ``drawn_from`` is the document that it is held against."""

    change: Change
    words: tuple[Word, ...] = ()
    drawn_from: int | None = None


def follow(
    order: Sequence[int], drawn_on: Mapping[int, Sequence[int]], said: Mapping[int, Said]
) -> dict[int, Step]:
    """Return a step for each document in order, held against the nearest that it draws on and that counts."""
    return {key: _step(key, drawn_on, said) for key in order}


def _step(key: int, drawn_on: Mapping[int, Sequence[int]], said: Mapping[int, Said]) -> Step:
    before = _nearest(key, drawn_on, said)
    own = said.get(key)
    if own is None:
        return Step(Change.LEFT_OUT if before else Change.SILENT, drawn_from=before[0] if before else None)
    if not before:
        words = tuple(Word(word) for word in own.phrase.split())
        return Step(Change.ADDED if drawn_on.get(key) else Change.FIRST, words)
    # Where it draws on several, it is held against one that it agrees with, if there is any.
    same = [one for one in before if said[one].interval == own.interval]
    held_against = (same or before)[0]
    return Step(
        Change.SAME if same else Change.CHANGED,
        changed_words(said[held_against].phrase, own.phrase),
        held_against,
    )


def _nearest(key: int, drawn_on: Mapping[int, Sequence[int]], said: Mapping[int, Said]) -> list[int]:
    """Return the documents that count among those that are the fewest steps back; circles end."""
    seen, ring = {key}, [key]
    while ring:
        ring = list(dict.fromkeys(one for at in ring for one in drawn_on.get(at, ()) if one not in seen))
        seen.update(ring)
        found = [one for one in ring if one in said]
        if found:
            return found
    return []


def changed_words(before: str, after: str) -> tuple[Word, ...]:
    """Return the words of the later phrase, those marked that the earlier does not have in their place.

    >>> [word.text for word in changed_words("over 100 vehicles", "Over 120 vehicles") if word.is_changed]
    ['120']
    """
    words, earlier = after.split(), before.casefold().split()
    if not earlier:
        return tuple(Word(word) for word in words)
    matcher = SequenceMatcher(None, earlier, [word.casefold() for word in words], autojunk=False)
    kept = {place for _, start, size in matcher.get_matching_blocks() for place in range(start, start + size)}
    return tuple(Word(word, place not in kept) for place, word in enumerate(words))
