"""Check that quantities survive being written and read, and that any text is read soundly or refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.domain.intervals import Interval
from inventory.domain.quantities import (
    Kind,
    Quantity,
    QuantityError,
    count_text,
    format_quantity,
    parse_quantity,
)
from inventory.wording.messages import words

COUNTS = st.integers(0, 100_000)
OPEN = {Kind.AT_LEAST, Kind.MORE_THAN, Kind.BARE_PLURAL}


@pytest.mark.parametrize(
    ("phrase", "canonical", "short"),
    [
        ("three D-30", "3", "3"),
        ("1 200 chars", "1200", "1,200"),
        ("au moins 1 200", "at least 1200", "at least 1,200"),
        ("plus de 3000", "more than 3000", "more than 3,000"),
        ("jusqu'à 20", "up to 20", "up to 20"),
        ("moins de 20", "fewer than 20", "fewer than 20"),
        ("20-30", "20–30", "20–30"),
        ("une centaine", "about 100", "about 100 (90–110)"),
        ("presque 100", "nearly 100", "nearly 100 (90–99)"),
        ("about 20 to 30", "approximate (18–33)", "18–33 (approximate)"),
        ("des centaines", "hundreds", "hundreds (200–999)"),
        ("tanks", "some", "2 or more"),
        ("aucun", "none", "none"),
        ("undisclosed", "unknown", "unknown"),
    ],
)
def test_writes_the_canonical_phrase_and_the_short_text(phrase: str, canonical: str, short: str) -> None:
    quantity = parse_quantity(phrase)
    assert (format_quantity(quantity), count_text(quantity)) == (canonical, short)


def test_writes_a_share_with_its_interval() -> None:
    quantity = parse_quantity("half the vehicles", base=Interval(2_001, None))
    assert (format_quantity(quantity), count_text(quantity)) == ("share (≥ 901)", "≥ 901 (share)")


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Draw any quantity that its own rules allow, wherever it may have come from."""
    kind = draw(st.sampled_from(Kind))
    if kind is Kind.UNKNOWN:
        return Quantity(kind, None)
    low = 0 if kind is Kind.NONE else draw(COUNTS)
    high = draw(st.none() | st.integers(low, low + 100_000))
    if kind in (Kind.NONE, Kind.EXACT):
        high = low
    if kind in OPEN:
        high = None
    best = draw(st.none() | st.integers(low, low + 1_000 if high is None else high))
    return Quantity(kind, Interval(low, high), best)


@given(quantities())
def test_every_quantity_survives_being_written_and_read(quantity: Quantity) -> None:
    again = parse_quantity(format_quantity(quantity))
    assert (again.kind, again.interval, again.best) == (quantity.kind, quantity.interval, quantity.best)
    assert count_text(quantity)


VOCABULARY = """
    a an the no not at least most up to about nearly some more than fewer less or and between from half third
    of dozen dozens hundred hundreds three twenty-five one two zero un une deux cent mille vingt et
    quatre-vingts une douzaine plus de moins jusqu'à entre près d' environ des la moitié tiers tanks T-72 D-30
    152 mm 8×8 12 1,200 3 000 20-30 ~50 ≥100 <20 + ? % ( ) (12) – convoy unknown number several couple was
    specified
"""
WORDS = st.sampled_from(VOCABULARY.split())


def parsed(text: str, base: Interval | None) -> Quantity | str:
    """Return what a text is read as, or the reason why it is refused; let every other error through."""
    try:
        return parse_quantity(text, base=base)
    except QuantityError as error:
        return words(error.reason)


@given(
    st.text(max_size=60) | st.lists(WORDS, max_size=8).map(" ".join), st.none() | st.just(Interval(10, 90))
)
@example("٫", None)  # a separator alone
def test_any_text_gives_a_sound_quantity_or_a_quantity_error(text: str, base: Interval | None) -> None:
    quantity = parsed(text, base)
    if isinstance(quantity, str):
        assert quantity.endswith(".")
        return
    assert quantity.phrase == text
    interval = quantity.interval
    assert (interval is None) == (quantity.kind is Kind.UNKNOWN)
    if interval is not None:
        assert interval.high is None or 0 <= interval.low <= interval.high <= 2_000_000_000
        assert (interval.high is None) == (quantity.kind in OPEN)
        assert quantity.best is None or interval.contains(Interval(quantity.best, quantity.best))
        assert quantity.kind is not Kind.EXACT or interval.low >= 1
    again = parse_quantity(format_quantity(quantity))
    assert (again.kind, again.interval, again.best) == (quantity.kind, interval, quantity.best)


@given(st.integers(1, 1_000_000))
def test_every_hedge_stands_on_the_right_side_of_its_number(number: int) -> None:
    about = parse_quantity(f"about {number}")
    assert about.best == number
    assert about.interval == Interval(max(1, number * 9 // 10), -(-number * 11 // 10))
    assert parse_quantity(f"at least {number}").interval == Interval(number, None)
    assert parse_quantity(f"more than {number}").interval == Interval(number + 1, None)
    assert parse_quantity(f"up to {number}").interval == Interval(1, number)
    assert parse_quantity(f"{number:,} trucks").interval == Interval(number, number)


@given(st.integers(1, 1_000), st.integers(1, 1_000))
def test_numbers_before_designations_are_read_whatever_the_designation(count: int, figure: int) -> None:
    for designation in (
        f"T-{figure}",
        f"BMP-{figure}M",
        f"{figure} mm guns",
        f"Type {figure}",
        f"KrAZ {figure}",
    ):
        assert parse_quantity(f"{count} {designation}").interval == Interval(count, count)


@given(st.integers(1, 100), st.integers(0, 10_000), st.none() | st.integers(0, 1_000))
def test_a_share_never_leaves_its_base(percent: int, low: int, width: int | None) -> None:
    base = Interval(low, None if width is None else low + width)
    for hedge in ("", "about ", "nearly ", "at least ", "over ", "up to ", "under "):
        share = parse_quantity(f"{hedge}{percent} %", base=base).interval
        assert share is not None
        assert (share.high is None) == (base.high is None)
        assert base.high is None or share.high is None or share.high <= base.high
