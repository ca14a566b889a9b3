"""Check the refusal of what is not one count: each with its reason, at little cost, and by no other error."""

import contextlib
import pickle

import pytest

from inventory.domain.intervals import Interval
from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from tests.effort import calls_of


@pytest.mark.parametrize(
    "phrase",
    ["D-30", "BMP-3", "T-72B3M", "8×8", "8x8", "S-60", "Su-24", "Mi-17", "152 mm", "122mm", "Type 59", "TB2"],
)
def test_refuses_a_designation_without_a_count(phrase: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(phrase)
    assert caught.value.reason == "The digits belong to a designation or a measure; no count is stated."
    assert caught.value.phrase == phrase


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "The phrase is empty; write “unknown” if the source gives no count."),
        (" \n ", "The phrase is empty; write “unknown” if the source gives no count."),
        ("-5", "A count cannot be negative."),
        ("−5", "A count cannot be negative."),
        ("minus 5", "A count cannot be negative."),
        ("1e9", "Write the number out, without scientific notation."),
        ("3.5", "A count is a whole number; write thousands as 1,200 or 1 200."),
        ("1.200", "A count is a whole number; write thousands as 1,200 or 1 200."),
        ("1,20", "A count is a whole number; write thousands as 1,200 or 1 200."),
        ("٣", "Write numbers with the digits 0–9; “٣” is ARABIC-INDIC DIGIT THREE."),
        ("½", "Write numbers with the digits 0–9; “½” is VULGAR FRACTION ONE HALF."),
        ("12\x00", "The phrase holds a control character (code 0)."),
        ("2000000001", "A count above 2,000,000,000 is not accepted."),
        ("more than 2000000000", "A count above 2,000,000,000 is not accepted."),
        ("30-20", "The range runs backwards: 30 is above 20."),
        ("between 30 and 20", "The range runs backwards: 30 is above 20."),
        ("range (30–20)", "The range runs backwards: 30 is above 20."),
        ("at least 20-30", "A range has two ends already; leave out the words that bound it again."),
        ("two to three dozen", "Only the second end of the range names its scale; write both numbers out."),
        ("at least 20 at most", "The phrase bounds its number twice; keep one bound."),
        ("at least", "No number follows the words that bound it."),
        ("over tanks", "No number follows the words that bound it."),
        ("between tanks and trucks", "No count is stated in these words."),
        ("fewer than 1", "No positive count fits this; write “none” for a denial."),
        ("up to 0", "No positive count fits this; write “none” for a denial."),
        ("nearly 1", "No positive count fits this; write “none” for a denial."),
        ("nearly several", "“Nearly” needs one number after it."),
        ("about 0", "Zero cannot be approximate; write “none” for a denial."),
        ("12 tanks and 3 trucks", "A second number follows the count: “3”. Give one count per line."),
        ("three tanks, six guns", "A second number follows the count: “six”. Give one count per line."),
        ("20-30-40", "A second number follows the count: “-40”. Give one count per line."),
        ("none of the 12 tanks", "A second number follows the count: “12”. Give one count per line."),
        ("12 tanks and a truck", "A second count follows the first. Give one count per line."),
        ("three fewer tanks", "The word “fewer” after the number leaves the count unclear."),
        ("20 per year", "The word “per” after the number leaves the count unclear."),
        ("a convoy", "The word “convoy” does not say how many items it holds."),
        ("two batches of tanks", "The word “batches” does not say how many items it holds."),
        ("half the vehicles", "A share needs a base line: say which count it is a part of."),
        ("130 %", "A share lies between 1 and 100 %."),
        ("0 %", "A share lies between 1 and 100 %."),
        ("tanks: 12", "The number does not stand where a count is expected: before what it counts."),
        ("12/20", "The number does not stand where a count is expected: before what it counts."),
        ("not 12 tanks", "The number does not stand where a count is expected: before what it counts."),
        ("few tanks", "No count is stated in these words."),
        ("without tanks", "No count is stated in these words."),
        ("tank", "No count is stated in these words."),
        ("Albatros", "No count is stated in these words."),
        ("arms shipment", "No count is stated in these words."),
        ("trucks and a tank", "No count is stated in these words."),
        ("...,", "No count is stated in these words."),
    ],
)
def test_refuses_what_is_not_one_count_and_says_why(phrase: str, reason: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(phrase)
    assert caught.value.reason == reason
    assert caught.value.phrase == phrase


def read_or_refuse(phrase: str) -> None:
    with contextlib.suppress(QuantityError):
        parse_quantity(phrase)


def test_refuses_five_megabytes_without_reading_them() -> None:
    phrase = "9" * 5_000_000
    assert calls_of(lambda: read_or_refuse(phrase)) == calls_of(lambda: read_or_refuse("9" * 501))
    with pytest.raises(QuantityError) as caught:
        parse_quantity(phrase)
    assert caught.value.reason == "A count phrase has at most 500 characters."
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "unit", ["1 ", "one ", "a ", "and ", "about ", "the ", "- ", "(", "? ", "unknown ", "d'", "x8"]
)
def test_the_effort_of_reading_grows_with_the_phrase_and_no_faster(unit: str) -> None:
    half, longest = (
        calls_of(lambda length=length: read_or_refuse((unit * 500)[: length - 1] + "!"))
        for length in (250, 500)
    )
    assert longest < 2.2 * half


def test_an_error_can_be_sent_between_processes() -> None:
    error = QuantityError("D-30", "No.")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.phrase, copy.reason, str(copy)) == ("D-30", "No.", "“D-30”: No.")


@pytest.mark.parametrize(
    ("kind", "interval", "best", "reason"),
    [
        (Kind.EXACT, None, None, "A count of kind exact needs an interval."),
        (Kind.UNKNOWN, Interval(1, 1), None, "An unknown count has no interval."),
        (Kind.UNKNOWN, None, 3, "An unknown count has no best figure."),
        (Kind.RANGE, Interval(1, 2), 3, "The best figure 3 is outside 1–2."),
        (Kind.EXACT, Interval(1, 2), None, "A count of kind exact is one number, not 1–2."),
        (Kind.NONE, Interval(1, 1), None, "A count of kind none is 0, not 1."),
        (Kind.AT_LEAST, Interval(1, 2), None, "A count of kind at_least has no upper end, unlike 1–2."),
    ],
)
def test_a_quantity_cannot_contradict_itself(
    kind: Kind, interval: Interval | None, best: int | None, reason: str
) -> None:
    with pytest.raises(QuantityError) as caught:
        Quantity(kind, interval, best)
    assert caught.value.reason == reason
