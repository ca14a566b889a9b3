"""A shipment is proposed for what speaks for it, and never over what stands against it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.intervals import Interval
from inventory.domain.likeness import (
    AGAINST,
    CEILING_APART,
    Band,
    Candidate,
    Ground,
    Subject,
    match,
    mentions,
    rank,
)

BAMAKO, MALI, NIGER = 7, 3, 4
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
CONVOY = Candidate(1, JANUARY, BAMAKO, MALI, {1: Interval(101, None), 2: Interval(7, 7), 3: Interval(3, 3)})
ARTICLE = Subject(
    places=frozenset({BAMAKO}),
    countries=frozenset({MALI}),
    published=(date(2025, 1, 17), date(2025, 1, 26)),
    counts={1: Interval(101, None), 2: Interval(5, 5), 3: Interval(3, 3)},
)

spans = st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 90)).map(
    lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
)
keys = st.integers(1, 6)
intervals = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Interval(min(ends), max(ends)))
counts = st.dictionaries(keys, st.none() | intervals, max_size=5)
subjects = st.builds(
    Subject,
    places=st.frozensets(keys, max_size=2),
    countries=st.frozensets(keys, max_size=2),
    days=st.none() | spans,
    published=st.none() | spans,
    counts=counts,
)
candidates = st.builds(
    Candidate,
    key=st.integers(1, 99),
    days=st.none() | spans,
    place=st.none() | keys,
    country=st.none() | keys,
    counts=counts,
)


def grounds(found):
    return [reason.ground for reason in found.reasons]


def test_the_same_destination_days_and_types_make_a_strong_likeness_with_its_reasons():
    found = match(ARTICLE, CONVOY)
    assert grounds(found) == [Ground.SAME_PLACE, Ground.DATES_FIT, Ground.SAME_TYPES, Ground.SAME_COUNTS]
    assert [reason.types for reason in found.reasons] == [(), (), (1, 2, 3), (1, 3)]
    assert (found.score, found.band) == (97, Band.STRONG)


@pytest.mark.parametrize("month", [5, 6, 9])
def test_a_later_convoy_to_the_same_place_with_the_same_types_is_weak(month):
    later = replace(CONVOY, key=2, days=(date(2025, month, 1), date(2025, month, 28)))
    found = match(ARTICLE, later)
    assert (found.score, found.band) == (CEILING_APART, Band.WEAK)
    assert grounds(found)[-1] == Ground.DATES_APART
    assert [one.key for one in rank(ARTICLE, [later, CONVOY])] == [1, 2]


def test_an_article_of_may_does_not_go_to_january():
    of_may = replace(ARTICLE, published=(date(2025, 5, 20), date(2025, 5, 20)))
    assert match(of_may, CONVOY).band is Band.WEAK


@pytest.mark.parametrize(
    ("days", "ground"),
    [
        ((date(2025, 1, 31), date(2025, 2, 9)), Ground.DATES_OVERLAP),
        ((date(2025, 3, 3), date(2025, 3, 3)), Ground.DATES_NEAR),
        ((date(2025, 3, 4), date(2025, 3, 4)), Ground.DATES_APART),
        ((date(2024, 12, 1), date(2024, 12, 1)), Ground.DATES_NEAR),
    ],
)
def test_days_of_the_event_go_before_those_of_the_publication(days, ground):
    found = match(replace(ARTICLE, days=days, counts={}), CONVOY)
    assert grounds(found)[1] == ground


def test_a_year_says_half_as_much_as_a_month():
    year = replace(CONVOY, days=(date(2024, 1, 1), date(2024, 12, 31)), counts={})
    assert match(ARTICLE, year).score == 40 + 15


def test_another_country_is_a_ceiling():
    found = match(replace(ARTICLE, places=frozenset(), countries=frozenset({NIGER})), CONVOY)
    assert found.score == CEILING_APART
    assert grounds(found)[-1] == Ground.OTHER_COUNTRY


def test_nothing_known_is_no_proposal():
    assert rank(Subject(), [CONVOY, Candidate(2)]) == []


@given(subjects, candidates)
def test_the_score_is_the_sum_of_the_reasons_under_the_ceiling(subject, candidate):
    found = match(subject, candidate)
    total = sum(reason.points for reason in found.reasons)
    stands_against = any(reason.ground in AGAINST for reason in found.reasons)
    assert found.score == (min(total, CEILING_APART) if stands_against else total)
    assert 0 <= found.score <= 100


@given(subjects, candidates, spans)
def test_days_apart_are_never_more_than_weak(subject, candidate, days):
    apart = (days[1] + timedelta(days=32), days[1] + timedelta(days=40))
    found = match(replace(subject, days=days), replace(candidate, days=apart))
    assert found.band is Band.WEAK


@given(subjects, candidates, keys)
def test_one_more_shared_place_never_takes_points_away(subject, candidate, place):
    shared = replace(candidate, place=place)
    without = match(replace(subject, places=subject.places - {place}), shared)
    assert match(replace(subject, places=subject.places | {place}), shared).score >= without.score


@given(subjects, st.lists(candidates, max_size=6, unique_by=lambda one: one.key))
def test_the_order_of_the_candidates_does_not_matter(subject, found):
    assert rank(subject, found) == rank(subject, found[::-1])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Large Russian military convoy seen in Mali", {MALI}),
        ("Burkina Faso: nouveaux blindés", {5}),
        ("Malian army", set()),
        ("", set()),
    ],
)
def test_places_are_found_in_titles_as_whole_words(title, expected):
    assert mentions(title, {"mali": MALI, "burkina faso": 5, "bamako": BAMAKO}) == expected
