"""Walk over the words behind a count: what bounds it, which unit it has, and what makes it unclear."""

from __future__ import annotations

from dataclasses import dataclass, field

from inventory.domain.quantities.amounts import Counted, figures_at
from inventory.domain.quantities.hedges import Hedge
from inventory.domain.quantities.phrases import Item, Number, Phrase
from inventory.domain.quantities.quantity import Unit
from inventory.domain.quantities.refusals import CountFault, RefusalError
from inventory.domain.quantities.tokens import Shape

YEARS = range(1900, 2101)
DAYS = range(1, 32)
TIMES = frozenset({"x", "×", "х"})
CLOSING = frozenset(")]};:,.!")
NOUNS = frozenset({"plural", "noun", "mass", "pair"})
LINKS = frozenset({"of", "preposition", "and", "date"})
BULK = frozenset({Unit.MASS, Unit.VOLUME})


@dataclass(slots=True)
class Remainder:
    """Hold what the words behind a count say of it; `start` is the place of the first of them."""

    phrase: Phrase
    start: int
    counted: Counted | None
    hedges: list[Hedge] = field(default_factory=list)
    unit: Item | None = None
    is_noun_over: bool = False  # Behind "of", "from" or a comma a unit is no longer what is counted.
    has_noun: bool = False
    has_mass: bool = False
    is_plural: bool = False  # No number was read, so that more plurals change nothing.
    last_plural: bool | None = None  # of the noun that is counted; None before there is one


def read_remainder(
    phrase: Phrase, start: int, counted: Counted | None, *, is_plural: bool = False
) -> Remainder:
    """Read the words from a place to the end.

    Raises RefusalError for a second count, and for words that change the count in a way of their own.
    """
    rest = Remainder(phrase, start, counted, is_plural=is_plural)
    place = start
    while place < len(phrase.items):
        place = _read_item(rest, place)
    last = phrase.items[-1] if start < len(phrase.items) else None
    if last is not None and (last.has("and") or last.entry.is_join) and last.entry.after is None:
        raise RefusalError(CountFault.SECOND_COUNT)
    return rest


def _read_item(rest: Remainder, place: int) -> int:
    """Read the item at a place; return the place behind what was read."""
    item = rest.phrase.items[place]
    if item.shape is Shape.FIGURE:
        return _read_figure(rest, place, item)
    if item.entry.after is not None and _bounds(rest, place, item):
        rest.hedges.append(item.entry.after)
        rest.is_noun_over = rest.is_noun_over or place > rest.start
        return place + 1
    if item.text in TIMES and place == rest.start:
        return place + 1
    if item.shape is Shape.SIGN or item.text in TIMES:
        return _read_sign(rest, place, item)
    if item.shape is not Shape.WORD:
        rest.has_noun = True
        if not rest.is_noun_over and rest.phrase.is_plural(item):
            rest.last_plural = True
        return place + 1
    return _read_word(rest, place, item)


def _bounds(rest: Remainder, place: int, item: Item) -> bool:
    """Return whether an item bounds the count: right behind it, at the end, or as nothing else."""
    entry = item.entry
    following = rest.phrase.items[place + 1] if place + 1 < len(rest.phrase.items) else None
    if place == rest.start or following is None or following.text in CLOSING or following.entry.after:
        return True
    return not (entry.roles or entry.before or entry.is_join)


def _read_sign(rest: Remainder, place: int, item: Item) -> int:
    if item.has("money"):
        return place + 1
    if item.has("rate"):
        raise RefusalError(CountFault.RATE if rest.counted else CountFault.MISPLACED)
    if item.has("percent"):
        raise RefusalError(CountFault.SECOND_COUNT)
    if item.text == "(":
        return _read_bracket(rest, place)
    if item.text in TIMES:
        raise RefusalError(CountFault.SECOND_COUNT)
    if item.entry.before is not None:
        raise RefusalError(CountFault.UNCLEAR_WORD, word=item.text)
    if item.text != "-":
        rest.is_noun_over = True
    return place + 1


def _read_bracket(rest: Remainder, place: int) -> int:
    """Read a bracket: the number again, a year, a bound, or words."""
    items = rest.phrase.items
    rest.is_noun_over = True
    for figure in figures_at(rest.phrase, place + 1):
        if figure.is_article or figure.end >= len(items) or items[figure.end].text != ")":
            continue
        if figure.value in YEARS and items[place + 1].shape is Shape.FIGURE and place > rest.start:
            return figure.end + 1
        if rest.counted is None:
            raise RefusalError(CountFault.MISPLACED)
        if figure.value != rest.counted.high or rest.counted.low != rest.counted.high:
            first, second = str(rest.counted.high), str(figure.value)
            raise RefusalError(CountFault.DIFFERENT, first=first, second=second)
        return figure.end + 1
    inner = items[place + 1] if place + 1 < len(items) else None
    hedge = inner and (inner.entry.after or inner.entry.before)
    if hedge and place + 2 < len(items) and items[place + 2].text == ")":
        rest.hedges.append(hedge)
        return place + 3
    return place + 1


def _read_figure(rest: Remainder, place: int, item: Item) -> int:
    """Pass over digits that are no second count: of a name, of a date, or of the whole."""
    items = rest.phrase.items
    before = items[place - 1] if place > rest.start else None
    after = items[place + 1] if place + 1 < len(items) else None
    if before is not None and rest.phrase.is_name(before) and not _starts_anew(item, before, after):
        is_longer = after is not None and after.text == "-" and place + 2 < len(items)
        return place + 3 if is_longer else place + 1  # "Mirage 2000-5"
    if _is_date(rest, place, item.number, before, after):
        return place + 1
    raise _second_number(rest, item)


def _second_number(rest: Remainder, item: Item) -> RefusalError:
    """Return the refusal of a number that stands where the count is over, or has not begun."""
    if rest.counted is None:
        return RefusalError(CountFault.MISPLACED)
    return RefusalError(CountFault.SECOND_NUMBER, word=item.text)


def _starts_anew(item: Item, before: Item, after: Item | None) -> bool:
    """Return whether digits behind a name count what follows them: 70 Pistols 40 Machine Guns."""
    is_followed = after is not None and after.shape is Shape.WORD
    return is_followed and before.text.endswith("s") and item.number not in YEARS


def _is_date(
    rest: Remainder, place: int, number: Number | None, before: Item | None, after: Item | None
) -> bool:
    """Return whether digits are a year behind "in", or a day beside a month."""
    is_beside_month = any(one is not None and one.has("month") for one in (before, after))
    if number in YEARS:
        if is_beside_month or any(one is not None and one.has("date") for one in (before, after)):
            return True
        return place > rest.start + 1 and rest.phrase.items[place - 2].number in YEARS
    if number in DAYS:
        behind = rest.phrase.items[place + 2] if place + 2 < len(rest.phrase.items) else None
        is_of_month = after is not None and after.has("of") and behind is not None and behind.has("month")
        return is_beside_month or is_of_month
    return False


def _read_word(rest: Remainder, place: int, item: Item) -> int:
    entry, roles = item.entry, item.entry.roles
    is_number = entry.number is not None or entry.scale or entry.vague or entry.share
    if not roles and not is_number:
        return _read_plain_word(rest, place, item)
    if "of" in roles and (end := _whole_end(rest, place + 1)):
        rest.is_noun_over = True
        return end
    if entry.unit is not None or (roles & NOUNS and not roles & LINKS):
        return _read_plain_word(rest, place, item)
    if "month" in roles or "naming" in roles:
        return place + 1
    _refuse_role(rest, place, item)
    if roles & LINKS or entry.is_join:
        rest.is_noun_over = rest.is_noun_over or not (place == rest.start and "of" in roles)
    return place + 1


def _refuse_role(rest: Remainder, place: int, item: Item) -> None:
    """Raise RefusalError for a word that restarts or changes the count."""
    entry, roles = item.entry, item.entry.roles
    is_second = place > rest.start and _joins_two(rest.phrase.items[place - 1])
    if "rate" in roles and ("preposition" not in roles or _is_unit(rest, place + 1)):
        raise RefusalError(CountFault.RATE)
    if "article" in roles or "adjective" in roles or "additional" in roles:
        if is_second and ("article" in roles or entry.number is not None):
            raise RefusalError(CountFault.SECOND_COUNT)
        return
    if entry.share:
        raise RefusalError(CountFault.UNCLEAR_WORD, word=item.text)
    if entry.number is not None or entry.scale or entry.vague:
        raise _second_number(rest, item)
    if "no" in roles or "lack" in roles or ("some" in roles and is_second and not rest.is_plural):
        raise RefusalError(CountFault.SECOND_COUNT)
    if roles & {"refuse", "percent"} and not roles & {"and", "of", "preposition", "unknown", "skip"}:
        raise RefusalError(CountFault.UNCLEAR_WORD, word=item.text)


def _is_unit(rest: Remainder, place: int) -> bool:
    return place < len(rest.phrase.items) and rest.phrase.items[place].entry.unit is not None


def _joins_two(item: Item) -> bool:
    return item.has("and") or item.entry.is_join or item.text in (",", ";")


def _whole_end(rest: Remainder, place: int) -> int | None:
    """Return the place behind "of 160" in "36 of 160": the whole, which is greater than the count."""
    if rest.counted is None or (rest.unit is not None and rest.unit.entry.unit in BULK):
        return None
    items = rest.phrase.items
    while place < len(items) and items[place].has("skip") and not items[place].entry.number:
        place += 1
    for figure in figures_at(rest.phrase, place):
        if not figure.is_article and figure.value > rest.counted.high:
            return figure.end
    return None


def _read_plain_word(rest: Remainder, place: int, item: Item) -> int:
    """Read a noun, adjective or unit of what is counted."""
    if rest.is_noun_over:
        return place + 1
    is_plural = rest.phrase.is_plural(item)
    if item.entry.unit is not None and rest.unit is None and _is_head(rest, place, item):
        rest.unit = item
    elif is_plural or item.has("noun") or item.has("mass") or item.entry.unit is not None:
        rest.has_noun = True
    if item.has("mass"):
        rest.has_mass = True
    if is_plural:
        rest.last_plural = True
    elif item.text[0].islower() and rest.phrase.lexicon.head == "last":
        rest.last_plural = False
    return place + 1


def _is_head(rest: Remainder, place: int, item: Item) -> bool:
    """Return whether a unit is what is counted, not a word beside it: "container trucks" are trucks."""
    head = rest.phrase.lexicon.head
    is_next = place == rest.start and head in ("first", "any")
    if head == "first":
        return is_next or not rest.has_noun
    return is_next or (item.entry.is_many and head == "last") or _is_last_noun(rest, place)


def _is_last_noun(rest: Remainder, place: int) -> bool:
    for item in rest.phrase.items[place + 1 :]:
        if item.shape is Shape.SIGN or item.entry.roles & {"of", "preposition", "and"}:
            return True
        if item.shape is Shape.WORD and not item.entry.roles & {"skip", "additional"}:
            return False
    return True
