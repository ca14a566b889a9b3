"""Hold what is said of a total that leaves something open."""

import pytest
from django.utils.translation import override

from inventory.domain.arithmetic import Sum
from inventory.domain.intervals import Interval
from inventory.domain.totals.records import EVENTS, Silence
from inventory.domain.totals.totals import ReportedTotal
from inventory.wording.totals import (
    compared_words,
    may_belong_words,
    nothing_words,
    open_words,
    overlap_words,
    silence_words,
)

DATASETS = {"events": Sum.of([Interval(15, 21)]), "SIPRI": Sum.of([Interval(14, 18)])}


@pytest.mark.parametrize(
    ("language", "expected"), [("en-gb", "SIPRI 14–18, press 15–21"), ("fr", "presse 15–21")]
)
def test_registers_come_before_the_press(language, expected):
    with override(language):
        assert expected in compared_words(DATASETS)
        assert compared_words({"events": DATASETS["events"]}) == ""


def test_what_is_left_to_decide_is_told_and_nothing_where_all_is_decided():
    assert overlap_words(ReportedTotal(twice=18, to_decide=7)) == (
        "up to 18 may be counted twice; 7 links to decide"
    )
    assert overlap_words(ReportedTotal(twice=None, to_decide=1)).startswith("an open number may be")
    assert overlap_words(ReportedTotal()) == ""


def test_open_and_unknown_counts_are_told():
    assert open_words(Sum.of([Interval(9, None), None, Interval(1, 1)])) == "1 open, 1 unknown"
    assert open_words(Sum.of([Interval(1, 1)])) == ""


def test_neither_what_is_not_covered_nor_what_has_no_record_reads_as_zero():
    silent = {EVENTS: Silence.NO_RECORD, "SIPRI": Silence.NOT_COVERED}
    assert silence_words(silent) == "SIPRI: not covered; press: no record"
    assert nothing_words(silent) == "press: no record"
    assert nothing_words({"SIPRI": Silence.NOT_COVERED}) == "not covered"
    assert nothing_words({"SIPRI": Silence.NO_RECORD, EVENTS: Silence.NO_RECORD}) == "no record"
    assert nothing_words({}) == silence_words({}) == ""


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([], ""),
        ([Interval(2, 5)], "may belong: 1 record, up to 5"),
        ([Interval(2, 5), Interval(1_000, 1_000)], "may belong: 2 records, up to 1,005"),
        ([Interval(2, 5), None], "may belong: 2 records, number open"),
        ([Interval(2, None)], "may belong: 1 record, number open"),
    ],
)
def test_what_may_belong_is_told_beside_the_total(counts, words):
    found = Sum.of(counts)
    assert may_belong_words(found, found) == words


def test_the_total_with_what_may_belong_is_told_where_there_is_another():
    one, both = Sum.of([Interval(0, 5)]), Sum.of([Interval(14, 18), Interval(0, 5)])
    assert may_belong_words(one, both) == "may belong: 1 record, up to 5; with it 14–23"
    assert may_belong_words(Sum(), Sum.of([Interval(14, 18)])) == ""
