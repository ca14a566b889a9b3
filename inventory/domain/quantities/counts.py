"""Read one marked phrase: a count with its bounds, a denial, a plural, or nothing that can be counted."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from inventory.domain.intervals import Interval
from inventory.domain.quantities.amounts import Counted, figures_at, read_amount, read_between
from inventory.domain.quantities.hedges import Amount, Hedge, Nature, apply_hedges
from inventory.domain.quantities.phrases import HYPHENATED_FIGURE, Item, Phrase
from inventory.domain.quantities.quantity import Kind, Measure, Unit
from inventory.domain.quantities.refusals import CountFault, RefusalError
from inventory.domain.quantities.remainder import BULK, DAYS, TIMES, YEARS, Remainder, read_remainder
from inventory.domain.quantities.shares import read_share
from inventory.domain.quantities.tokens import Shape

MOST_ADJECTIVES = 2  # between an article and a group: "a large armoured convoy"
LIST_SIGNS = frozenset({":", "=", "-", "("}) | TIMES
PLURAL_LOW = 2


class Reading(NamedTuple):
    """Hold what a phrase was read as, before it is kept as a quantity."""

    kind: Kind
    interval: Interval | None
    best: int | None = None
    measure: Measure | None = None

    @property
    def shown(self) -> str:
        """Return the interval in a message."""
        return "unknown" if self.interval is None else str(self.interval)


UNKNOWN = Reading(Kind.UNKNOWN, None)
BARE_PLURAL = Reading(Kind.BARE_PLURAL, Interval(PLURAL_LOW, None))
DENIED = Reading(Kind.NONE, Interval(0, 0))


def read_phrase(phrase: Phrase, base: Interval | None) -> Reading:
    """Read a phrase whose words are marked. Raises RefusalError."""
    items = phrase.items
    if any(item.has("money") for item in items):
        raise RefusalError(CountFault.MONEY)
    if is_unstated(phrase):
        return UNKNOWN
    hedges, place = _read_start(phrase)
    if place >= len(items):
        if items and items[-1].has("some"):
            return BARE_PLURAL
        raise RefusalError(CountFault.NO_NUMBER if hedges else CountFault.NO_COUNT)
    return (
        _read_counted(phrase, place, hedges, base)
        or _read_denial(phrase, place)
        or _read_listed(phrase, place, base)
        or _read_uncounted(phrase, place, hedges)
    )


def is_unstated(phrase: Phrase) -> bool:
    """Return whether the words say that the count is not given, as opposed to giving none at all."""
    items = phrase.items
    unknown = [place for place, item in enumerate(items) if item.has("unknown")]
    if not unknown or any(item.shape is Shape.FIGURE for item in items):
        return False
    if len(items) == 1:
        return True
    first = next((place for place, item in enumerate(items) if not _is_filler(item)), 0)
    is_about_number = items[first].has("quantity") or any(
        item.has("quantity") or item.text in (":", "(") for item in items[: unknown[-1]]
    )
    if first == unknown[0]:
        return items[first].entry.number is None and not items[first].has("skip")
    return is_about_number


def _is_filler(item: Item) -> bool:
    return item.has("article") or (item.has("skip") and not item.has("quantity") and not item.has("unknown"))


def _read_start(phrase: Phrase) -> tuple[list[Hedge], int]:
    """Read the bounds and the words that change no number before a count, in any order."""
    items = phrase.items
    hedges: list[Hedge] = []
    place = 0
    while place < len(items):
        item = items[place]
        entry = item.entry
        if entry.closers and read_between(phrase, place):
            break
        if entry.before is not None and not _is_count_here(phrase, place):
            hedges.append(entry.before)
            place += 1
        elif _is_skipped(phrase, place, item):
            place += 1
        elif end := _group_end(phrase, place):
            place = end
        else:
            break
    return hedges, place


def _is_count_here(phrase: Phrase, place: int) -> bool:
    """Return whether a word that may bound a number is one: "un total", "плюс"."""
    return place + 1 >= len(phrase.items) and phrase.items[place].entry.number is not None


def _is_skipped(phrase: Phrase, place: int, item: Item) -> bool:
    entry = item.entry
    if entry.vague or entry.share:
        return False
    if (item.text == ":" and place > 0) or (item.text in TIMES and place == 0):
        return True
    if entry.number is not None:
        # "Another" is one, unless a number follows; so is "a further".
        return item.has("additional") and _has_number(phrase, place + 1)
    return item.has("skip") or (item.has("additional") and _has_number(phrase, place + 1))


def _has_number(phrase: Phrase, place: int) -> bool:
    """Return whether a number that is no article stands at a place, behind words that bound it."""
    items = phrase.items
    while place < len(items) and (items[place].entry.before or items[place].has("skip")):
        place += 1
    if place >= len(items):
        return False
    if items[place].entry.vague or (items[place].entry.closers and read_between(phrase, place)):
        return True
    figures = figures_at(phrase, place)
    return bool(figures) and not figures[0].is_article


def _group_end(phrase: Phrase, place: int) -> int | None:
    """Return the place behind "a large convoy of" where a number follows; None elsewhere."""
    items = phrase.items
    if items[place].has("article"):
        place += 1
    for _ in range(MOST_ADJECTIVES + 1):
        if place >= len(items) or items[place].shape is not Shape.WORD:
            return None
        entry = items[place].entry
        if entry.unit is not None and not entry.is_many and entry.unit not in BULK:
            break
        if entry.number is not None or entry.scale or entry.roles - {"noun", "adjective", "skip"}:
            return None
        place += 1
    else:
        return None
    place += 1
    if place < len(items) and items[place].has("of"):
        place += 1
    return place if _has_number(phrase, place) else None


def _read_counted(phrase: Phrase, place: int, hedges: list[Hedge], base: Interval | None) -> Reading | None:
    """Read a number and the words after it; None when no number or share starts the phrase."""
    if share := read_share(phrase, place, hedges, base):
        return Reading(Kind.SHARE, *share)
    counted = _read_bracketed(phrase, place) or read_between(phrase, place) or read_amount(phrase, place)
    if counted is None:
        return None
    _refuse_date(phrase, place, counted)
    if end := _amount_end(phrase, place):
        rest = read_remainder(phrase, end, None, is_plural=True)
        return UNKNOWN if rest.has_mass and not rest.last_plural else BARE_PLURAL
    rest = read_remainder(phrase, counted.end, counted)
    return _count(counted, hedges, rest)


def _amount_end(phrase: Phrase, place: int) -> int | None:
    """Return the place behind "a very large number", which counts no single item; None elsewhere."""
    if phrase.items[place].entry.number != 1:
        return None
    for at, item in enumerate(phrase.items[place + 1 : place + MOST_ADJECTIVES + 2], place + 2):
        if item.has("amount"):
            return at
        if item.shape is not Shape.WORD or item.has("of") or item.has("preposition"):
            return None
    return None


def _refuse_date(phrase: Phrase, place: int, counted: Counted) -> None:
    """Refuse "17 January", and years as a range."""
    items = phrase.items
    if items[place].shape is not Shape.FIGURE:
        return
    following = items[counted.end :][:2]
    is_month = any(
        item.has("month") and (item is following[0] or following[0].has("of")) for item in following
    )
    if is_month and counted.low in DAYS:
        raise RefusalError(CountFault.DATE)
    are_years = counted.low in YEARS and counted.high in YEARS and counted.nature is Nature.RANGE
    if are_years and counted.end == len(items):
        raise RefusalError(CountFault.DATE)


def _read_bracketed(phrase: Phrase, place: int) -> Counted | None:
    """Read "(12)", which is how SIPRI marks a figure as its estimate."""
    items = phrase.items
    if items[place].text != "(":
        return None
    counted = read_amount(phrase, place + 1)
    if counted is None or counted.nature is Nature.VAGUE:
        return None
    end = counted.end
    if end < len(items) and items[end].text == "?":
        end += 1
    if end >= len(items) or items[end].text != ")":
        return None
    nature = Nature.ROUND if counted.nature is Nature.PLAIN else counted.nature
    return Counted(counted.low, counted.high, nature, end + 1)


def _count(counted: Counted, hedges: list[Hedge], rest: Remainder) -> Reading:
    """Turn a number with all its bounds into a count of items, or of another unit."""
    hedges = hedges + rest.hedges if rest.hedges else hedges
    unit = rest.unit.entry.unit if rest.unit else None
    if rest.unit is None or unit is None:
        return Reading(*apply_hedges(hedges, counted.amount()))
    if unit in BULK:
        return Reading(Kind.UNKNOWN, None, None, _measure(unit, rest.unit.text, counted, hedges))
    _refuse_group_alone(rest.phrase, rest.unit, unit)
    kind, interval, _best = apply_hedges(hedges, counted.amount())
    if kind is Kind.NONE:
        return DENIED
    high = None if interval.high is None else Fraction(interval.high)
    measure = Measure(unit, rest.unit.text, Fraction(interval.low), high)
    return BARE_PLURAL._replace(measure=measure)


HUNDREDTHS = 100


def _measure(unit: Unit, word: str, counted: Counted, hedges: list[Hedge]) -> Measure:
    """Bound a weight or volume, which is no whole number: over 15 tons may be 15.4."""
    scaled = Amount(int(counted.low * HUNDREDTHS), int(counted.high * HUNDREDTHS), counted.nature)
    kind, interval, _ = apply_hedges(hedges, scaled)
    low, high = Fraction(interval.low, HUNDREDTHS), interval.high
    is_above = kind is Kind.MORE_THAN
    if is_above:
        low = Fraction(counted.low)
    return Measure(unit, word, low, None if high is None else Fraction(high, HUNDREDTHS), is_above)


def _read_denial(phrase: Phrase, place: int) -> Reading | None:
    """Read "no tanks", "none" and "tank yok"; a negation of anything else denies no count."""
    items = phrase.items
    first, last = items[place], items[-1]
    if first.has("none") and place == len(items) - 1:
        return DENIED
    if first.has("no") or first.has("lack"):
        end = len(items) - 1 if _denies(last) else len(items)
        rest = read_remainder(Phrase(items[: max(end, place + 1)], phrase.lexicon), place + 1, None)
        is_named = (
            first.has("no")
            or place + 1 == len(items)
            or rest.has_noun
            or rest.last_plural
            or rest.unit is not None
        )
        return DENIED if is_named else _refused(CountFault.NO_COUNT)
    if _denies(last) and len(items) > 1:
        shorter = Phrase(items[:-1], phrase.lexicon)
        read_remainder(shorter, place, None)
        return DENIED
    return None


def _denies(item: Item) -> bool:
    return item.has("no") or item.has("none") or item.has("lack")


def _refused(reason: CountFault) -> Reading:
    raise RefusalError(reason)


def _read_listed(phrase: Phrase, place: int, base: Interval | None) -> Reading | None:
    """Read the form of lists: "T-72 x 3", "L-39C: 5", "T-72 (3)"."""
    items = phrase.items
    for at in range(len(items) - 2, place, -1):
        sign = items[at]
        if sign.text not in LIST_SIGNS or (items[at - 1].shape is Shape.FIGURE and sign.text == "-"):
            continue
        is_bracket = sign.text == "("
        if is_bracket != (items[-1].text == ")"):
            continue
        inner = Phrase(items[at + 1 : -1] if is_bracket else items[at + 1 :], phrase.lexicon)
        read_remainder(Phrase(items[place:at], phrase.lexicon), 0, None)
        hedges, start = _read_start(inner)
        if start >= len(inner.items):
            return None
        reading = _read_counted(inner, start, hedges, base)
        if is_bracket and reading and reading.kind is Kind.EXACT and inner.items[start].number in YEARS:
            raise RefusalError(CountFault.DATE)
        return reading
    return None


def _read_uncounted(phrase: Phrase, place: int, hedges: list[Hedge]) -> Reading:
    """Read words without a number: plurals, pairs, formations and packages; refuse everything else."""
    items = phrase.items
    item = items[place]
    start = place
    is_some = item.has("some") or (place > 0 and items[place - 1].has("some"))
    if hedges and not is_some:
        raise RefusalError(CountFault.NO_NUMBER)
    if any(one.shape is Shape.ORDINAL for one in items):
        raise RefusalError(CountFault.ORDINAL)
    if item.has("some"):
        start += 1
    elif item.has("of") or item.has("refuse") or item.has("preposition"):
        raise RefusalError(_reason(phrase))
    try:
        rest = read_remainder(phrase, start, None, is_plural=True)
    except RefusalError as refusal:
        if refusal.reason.code == CountFault.MISPLACED:
            raise RefusalError(_reason(phrase)) from None
        raise
    return _plural(phrase, start, rest, is_some=is_some)


def _plural(phrase: Phrase, start: int, rest: Remainder, *, is_some: bool) -> Reading:
    items = phrase.items
    if rest.unit is not None and rest.unit.entry.unit is not None:
        return _bare_unit(phrase, rest.unit, rest.unit.entry.unit, is_some=is_some)
    if is_some:
        return UNKNOWN if rest.has_mass and not rest.last_plural else BARE_PLURAL
    if rest.last_plural:
        return BARE_PLURAL
    if start < len(items) and phrase.is_pair(items[start]):
        return Reading(Kind.EXACT, Interval(PLURAL_LOW, PLURAL_LOW))
    raise RefusalError(_reason(phrase))


def _bare_unit(phrase: Phrase, item: Item, unit: Unit, *, is_some: bool) -> Reading:
    """Read "battalions" and "a company of tanks": never one item, and two or more at most."""
    _refuse_group_alone(phrase, item, unit)
    if unit in BULK:
        return UNKNOWN
    if any(HYPHENATED_FIGURE.fullmatch(one.text) for one in phrase.items):
        raise RefusalError(CountFault.MISPLACED)  # "A 20-strong convoy" may be one of twenty vehicles.
    is_many = item.entry.is_many or is_some
    low, high = (Fraction(PLURAL_LOW), None) if is_many else (Fraction(1), Fraction(1))
    return BARE_PLURAL._replace(measure=Measure(unit, item.text, low, high))


def _refuse_group_alone(phrase: Phrase, group: Item, unit: Unit) -> None:
    """Refuse "a convoy", which may be anything; a convoy of tanks is two tanks or more."""
    if unit is Unit.GROUP and not any(
        item is not group and (phrase.is_plural(item) or item.has("noun") or item.shape is Shape.DESIGNATION)
        for item in phrase.items
    ):
        raise RefusalError(CountFault.GROUP_ALONE, word=group.text)


def _reason(phrase: Phrase) -> CountFault:
    """Say why nothing was recognised, from the first cause that fits."""
    items = phrase.items
    shapes = {item.shape for item in items}
    has_figure = Shape.FIGURE in shapes
    is_year = any(item.number in YEARS for item in items) and any(item.has("date") for item in items)
    causes = (
        (CountFault.NEGATIVE, items[0].text == "-" and has_figure),
        (CountFault.EXPONENT, any(_is_exponent(item.text) for item in items)),
        (CountFault.DATE, Shape.DATE in shapes or is_year or any(item.has("month") for item in items)),
        (CountFault.ORDINAL, Shape.ORDINAL in shapes),
        (CountFault.DESIGNATION, Shape.DESIGNATION in shapes or _is_designation(phrase)),
        (CountFault.MISPLACED, has_figure),
    )
    return next((reason for reason, is_cause in causes if is_cause), CountFault.NO_COUNT)


def _is_exponent(text: str) -> bool:
    first, _, last = text.lower().partition("e")
    return first.isdigit() and last.lstrip("+-").isdigit()


def _is_designation(phrase: Phrase) -> bool:
    return any(
        item.shape is Shape.FIGURE and phrase.is_name(phrase.items[place - 1])
        for place, item in enumerate(phrase.items)
        if place
    )
