"""Check the refusal of what is not one count: each with its reason, at little cost, and by no other error."""

import contextlib
import pickle

import pytest

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message
from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from inventory.domain.quantities.refusals import CountFault
from inventory.wording.messages import words
from tests.effort import calls_of


@pytest.mark.parametrize(
    "phrase",
    ["D-30", "BMP-3", "T-72B3M", "8×8", "8x8", "S-60", "Su-24", "Mi-17", "152 mm", "122mm", "Type 59", "TB2"],
)
def test_refuses_a_designation_without_a_count(phrase: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(phrase)
    assert caught.value.reason.code == CountFault.DESIGNATION
    assert caught.value.phrase == phrase


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "The phrase is empty; write “unknown” if the source gives no count."),
        (" \n ", "The phrase is empty; write “unknown” if the source gives no count."),
        ("-5", CountFault.NEGATIVE),
        ("−5", CountFault.NEGATIVE),
        ("minus 5", CountFault.MISPLACED),
        ("1e9", CountFault.EXPONENT),
        ("3.5", CountFault.NOT_WHOLE),
        ("first of six", CountFault.NO_COUNT),
        ("the last of 18", CountFault.MISPLACED),
        (
            "a cargo of arms",
            "The word “cargo” does not say how many items it holds. Type their number, or unknown.",
        ),
        ("1.200", CountFault.SEPARATOR),
        ("1,20", CountFault.NOT_WHOLE),
        ("½", "Write numbers with digits, such as 12; “½” is VULGAR FRACTION ONE HALF."),
        ("12\x00", "The phrase holds a control character (code 0)."),
        ("2000000001", "A count above 2,000,000,000 is not accepted."),
        ("more than 2000000000", "A count above 2,000,000,000 is not accepted."),
        ("30-20", "The range runs backwards: 30 is above 20. Type the lower number first."),
        ("between 30 and 20", "The range runs backwards: 30 is above 20. Type the lower number first."),
        ("range (30–20)", "The range runs backwards: 30 is above 20. Type the lower number first."),
        ("at least 20-30", CountFault.BOUND_RANGE),
        ("at least 20 at most", CountFault.TWO_BOUNDS),
        ("at least", CountFault.NO_NUMBER),
        ("over tanks", CountFault.NO_NUMBER),
        ("between tanks and trucks", CountFault.NO_COUNT),
        ("fewer than 1", "No positive count fits this; write “none” for a denial."),
        ("up to 0", "No positive count fits this; write “none” for a denial."),
        ("nearly 1", "No positive count fits this; write “none” for a denial."),
        ("nearly several", CountFault.NEARLY_ONE),
        ("about 0", "Zero cannot be approximate; write “none” for a denial."),
        ("12 tanks and 3 trucks", "A second number follows the count: “3”. Give one count per line."),
        ("three tanks, six guns", "A second number follows the count: “six”. Give one count per line."),
        ("20-30-40", CountFault.MISPLACED),
        ("none of the 12 tanks", CountFault.MISPLACED),
        ("12 tanks and a truck", CountFault.SECOND_COUNT),
        (
            "three fewer tanks",
            "The word “fewer” after the number leaves the count unclear. Type the number alone.",
        ),
        ("20 per year", CountFault.RATE),
        (
            "a convoy",
            "The word “convoy” does not say how many items it holds. Type their number, or unknown.",
        ),
        ("half the vehicles", CountFault.NO_BASE),
        ("130 %", "A share lies between 1 and 100 %."),
        ("0 %", "A share lies between 1 and 100 %."),
        ("12/20", CountFault.MISPLACED),
        ("not 12 tanks", CountFault.MISPLACED),
        ("few tanks", CountFault.NO_COUNT),
        ("without tanks", CountFault.NO_COUNT),
        ("tank", CountFault.NO_COUNT),
        ("Albatros", CountFault.NO_COUNT),
        ("trucks and a tank", CountFault.SECOND_COUNT),
        (
            "arms shipment",
            "The word “shipment” does not say how many items it holds. Type their number, or unknown.",
        ),
        ("17 January", CountFault.DATE),
        ("in 2023", CountFault.DATE),
        ("2019-2021", CountFault.DATE),
        ("the 3rd battalion's T-72", CountFault.ORDINAL),
        ("$5 million worth of ammunition", CountFault.MONEY),
        ("3 a month", CountFault.RATE),
        ("40ish vehicles", CountFault.MISPLACED),
        ("12 (thirteen)", "The number is told twice, as 12 and as 13. Type one of them."),
        ("ten (11)", "The number is told twice, as 10 and as 11. Type one of them."),
        ("12 T-72 3 BMP-2", "A second number follows the count: “3”. Give one count per line."),
        (
            "12 tanks in 2000 and 4 in 2001",
            "A second number follows the count: “4”. Give one count per line.",
        ),
        (
            "ein Panzer und zwei Haubitzen",
            "A second number follows the count: “zwei”. Give one count per line.",
        ),
        ("не 12 танков", CountFault.MISPLACED),
        ("не подтверждено", CountFault.NO_COUNT),
        ("no confirmado", CountFault.NO_COUNT),
    ],
)
def test_refuses_what_is_not_one_count_and_says_why(phrase: str, reason: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(phrase)
    assert words(caught.value.reason) == (words(Message(reason)) if reason in CountFault else reason)
    assert caught.value.phrase == phrase


def read_or_refuse(phrase: str) -> None:
    with contextlib.suppress(QuantityError):
        parse_quantity(phrase)


def test_refuses_five_megabytes_without_reading_them() -> None:
    phrase = "9" * 5_000_000
    assert calls_of(lambda: read_or_refuse(phrase)) == calls_of(lambda: read_or_refuse("9" * 501))
    with pytest.raises(QuantityError) as caught:
        parse_quantity(phrase)
    assert words(caught.value.reason) == "A count phrase has at most 500 characters."
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
    error = QuantityError("D-30", CountFault.SECOND_NUMBER, word="3")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.phrase, copy.reason, str(copy)) == (
        "D-30",
        Message(CountFault.SECOND_NUMBER, word="3"),
        "“D-30”: count.second_number(word='3')",
    )


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
    assert words(caught.value.reason) == reason
