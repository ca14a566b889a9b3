"""Read the number, vague word or range that stands at one place of a phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inventory.domain.quantities.hedges import Amount, Nature
from inventory.domain.quantities.phrases import Item, Number, Phrase
from inventory.domain.quantities.refusals import CountFault, RefusalError
from inventory.domain.quantities.tokens import Shape

HUNDRED, THOUSAND = 100, 1_000
POWERS = frozenset({HUNDRED, THOUSAND, 10**6, 10**9})
TEEN_ROOM = 20  # "soixante" is followed by numbers below it.
MOST_DOZENS = 3  # "a dozen or two", "a dozen or three"; "a dozen or fourteen" are 12–14.


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one number of a phrase and the place behind it; `scale` is the last word that multiplied it."""

    value: Number
    end: int
    scale: int = 1
    multiplier: Number = 1
    is_round: bool = False
    is_article: bool = False


@dataclass(slots=True)
class _Run:
    """Add up the words of one number: what is complete, and what is still below the next thousand."""

    phrase: Phrase
    total: Number = 0
    group: Number | None = None
    room: int = 0  # A number word is added only below it.
    top: int = 0  # The next thousand, million … has to be smaller; 0: none yet.
    scale: int = 1
    multiplier: Number = 1
    is_round: bool = False
    is_article: bool = False
    is_closed: bool = False

    @property
    def value(self) -> Number:
        """Return the number so far."""
        return self.total + (self.group or 0)

    def take(self, item: Item, *, is_joined: bool) -> bool:
        """Add one word or figure; return whether it belongs to the number."""
        entry = item.entry
        if item.shape is Shape.FIGURE:
            return self._take_figure(item)
        if self.is_closed and not (entry.scale or 0) >= THOUSAND:
            return False
        if entry.scale and (self.group is not None or self.total or entry.number is None):
            return self._take_scale(entry.scale, is_round=entry.is_round)
        if entry.number is None:
            return False
        return self._take_number(entry.number, is_article=item.has("article"), is_joined=is_joined)

    def _take_figure(self, item: Item) -> bool:
        if self.group is not None or self.total or item.number is None:
            return False
        self.group, self.room = item.number, 0
        return True

    def _take_number(self, number: Number, *, is_article: bool, is_joined: bool) -> bool:
        if self.group is None:
            if self.top and number >= self.top:
                return False
            self.group, self.is_article = number, is_article
        elif self.is_article and isinstance(number, Fraction):
            self.group = number  # "a half dozen"
        elif self._is_units_first(number, is_joined=is_joined) or 0 < number < self.room:
            self.group += number
        else:
            return False
        self.room = self._room(number)
        return True

    def _is_units_first(self, number: Number, *, is_joined: bool) -> bool:
        """Return whether units stand before tens, as in Arabic: three and twenty."""
        tens = number in range(20, 100, 10)
        group = self.group or 0
        return self.phrase.lexicon.is_units_first and is_joined and tens and 0 < group % HUNDRED < 10

    def _room(self, number: Number) -> int:
        """Return below which number words can be added to one: 100 after 300, 10 after 40, none after 7."""
        lexicon = self.phrase.lexicon
        if isinstance(number, Fraction) or number <= 0:
            return 0
        if number % HUNDRED == 0:
            return HUNDRED
        if number % 10 or (number == 10 and not lexicon.is_tens_adding):
            return 0
        return TEEN_ROOM if number in lexicon.teens_after else 10

    def _take_scale(self, scale: int, *, is_round: bool) -> bool:
        before = 1 if self.group is None else self.group
        if scale == HUNDRED and not is_round:
            if before >= HUNDRED:
                return False
            self.group, self.room = before * HUNDRED, HUNDRED
        elif scale in POWERS and scale >= THOUSAND and not is_round:
            if self.top and scale >= self.top:
                return False
            self.total += before * scale
            self.group, self.room, self.top = None, 0, scale
        else:
            self.group, self.room, self.is_closed = before * scale, 0, True
            self.is_round = is_round
        self.scale, self.multiplier = scale, before
        return True

    def figure(self, end: int) -> Figure:
        """Return the number as it stands at a place."""
        is_article = self.is_article and self.scale == 1
        return Figure(self.value, end, self.scale, self.multiplier, self.is_round, is_article)


def figures_at(phrase: Phrase, start: int) -> list[Figure]:
    """Return every number that starts at a place, the longest first: "vingt et un" is 21, or else 20."""
    items, joiners = phrase.items, phrase.lexicon.number_joiners
    run = _Run(phrase)
    found: list[Figure] = []
    place, is_joined = start, False
    while place < len(items):
        item = items[place]
        if found and not is_joined and item.text.lower() in joiners:
            place, is_joined = place + 1, True
            continue
        if run.is_article and run.group == 1 and item.has("skip") and _scale_at(items, place + 1):
            place += 1  # "une bonne centaine"
            continue
        if item.entry.scale and not is_joined and run.is_closed and item.entry.scale >= THOUSAND:
            run.is_closed = False
        if not run.take(item, is_joined=is_joined):
            is_of = found and run.is_closed and item.has("of")
            if not is_of or _scale_at(items, place + 1) < THOUSAND:
                break
            place += 1  # "une centaine de milliers"
            continue
        place, is_joined = place + 1, False
        found.append(run.figure(place))
    found.reverse()
    return found


def _scale_at(items: Sequence[Item], place: int) -> int:
    return (items[place].entry.scale or 0) if place < len(items) else 0


def whole(number: Number) -> int:
    """Return a number of items; raises RefusalError for a fraction."""
    if isinstance(number, Fraction) and number.denominator > 1:
        raise RefusalError(CountFault.NOT_WHOLE)
    return int(number)


@dataclass(frozen=True, slots=True)
class Counted:
    """Hold an amount with the place behind it, and its ends as written, which may be fractions of a ton."""

    low: Number
    high: Number
    nature: Nature
    end: int

    def amount(self) -> Amount:
        """Return the amount in whole items; raises RefusalError for a fraction."""
        return Amount(whole(self.low), whole(self.high), self.nature)


def read_amount(phrase: Phrase, start: int) -> Counted | None:
    """Read the amount at a place; None where there is none."""
    if start >= len(phrase.items):
        return None
    if not _is_genitive(phrase, start) and (vague := _vague(phrase, start)):
        return vague
    figures = figures_at(phrase, start)
    if not figures:
        return None
    first = figures[0]
    if joined := _joined(phrase, first):
        return joined
    nature = Nature.ROUND if first.is_round else Nature.PLAIN
    return Counted(first.value, first.value, nature, first.end)


def _is_genitive(phrase: Phrase, start: int) -> bool:
    """Return whether a bound before a scale makes it one: "сотни" are hundreds, "до сотни" up to one."""
    if not phrase.lexicon.has_genitive_scales or start == 0:
        return False
    return bool(phrase.items[start].entry.scale) and phrase.items[start - 1].entry.before is not None


def read_between(phrase: Phrase, start: int) -> Counted | None:
    """Read a range with a word before each of its numbers: "between 20 and 30", "от 20 до 30"."""
    closers = phrase.items[start].entry.closers
    for first in figures_at(phrase, start + 1) if closers else []:
        for closer in closers:
            end = _behind(phrase, first.end, closer)
            second = figures_at(phrase, end) if end else None
            if second:
                return _range(first, second[0])
    return None


def _behind(phrase: Phrase, place: int, words: tuple[str, ...]) -> int | None:
    """Return the place behind some words, or None where others stand."""
    written: list[str] = []
    for item in phrase.items[place : place + len(words)]:
        written += item.text.lower().split()
        place += 1
        if tuple(written) == words:
            return place
    return None


def _joins(phrase: Phrase, end: int) -> Iterator[int]:
    """Yield the place where the second number of a range may stand."""
    items = phrase.items
    if end < len(items) and items[end].is_tied:
        yield end
    if end < len(items) and items[end].entry.is_join:
        yield end + 1


def _joined(phrase: Phrase, first: Figure) -> Counted | None:
    for place in _joins(phrase, first.end):
        seconds = figures_at(phrase, place)
        if not seconds:
            continue
        second = seconds[0]
        is_after_scale = first.scale > 1 and first.multiplier == 1 and second.scale == 1
        if is_after_scale and 1 < second.value <= MOST_DOZENS < first.scale:
            # "A dozen or two" are one or two dozen.
            return Counted(first.value, second.value * first.scale, Nature.RANGE, second.end)
        return _range(first, second)
    return None


def _range(first: Figure, second: Figure) -> Counted:
    low = first.value
    if first.scale == 1 and second.scale > 1 and first.value < second.multiplier:
        low = first.value * second.scale  # "two or three dozen"
    return Counted(low, second.value, Nature.RANGE, second.end)


def _vague(phrase: Phrase, start: int) -> Counted | None:
    """Read a vague word, and the scale behind it: "a few hundred", "plusieurs dizaines"."""
    interval = phrase.items[start].entry.vague
    if interval is None:
        return None
    end, high = start + 1, interval.high or interval.low
    counted = Counted(interval.low, high, Nature.VAGUE, end)
    if end < len(phrase.items) and phrase.items[end].has("of"):
        end += 1
    scale = phrase.items[end].entry.scale if end < len(phrase.items) else None
    if not scale:
        return counted
    return Counted(interval.low * scale, (high + 1) * scale - 1, Nature.VAGUE, end + 1)
