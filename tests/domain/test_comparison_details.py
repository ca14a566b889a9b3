"""Compare what voices say on places, parties and dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.comparison import CaseError, Detail, DetailRow, Polarity, ShipmentInput, compare
from inventory.domain.independence import Attribution, Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy

EMPTY_TREE = Taxonomy([])
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))


def on(day: int, last: int | None = None) -> tuple[date, date]:
    """Return a span of days in January 2025."""
    return date(2025, 1, day), date(2025, 1, last or day)


def is_in(report: int, kind: str, value: str, *containers: str) -> Detail:
    """Affirm a value, named with what it lies in."""
    return Detail(0, report, kind, value, contained_in=containers)


def is_not(report: int, kind: str, value: str) -> Detail:
    """Deny a value."""
    return Detail(0, report, kind, value, Polarity.DENIED)


def at(
    report: int, kind: str, days: tuple[date, date] | None, polarity: Polarity = Polarity.AFFIRMED
) -> Detail:
    """State a date."""
    return Detail(0, report, kind, str(days), polarity, days)


def rows(*details: Detail) -> dict[str, DetailRow]:
    """Compare details of reports that are each a voice of its own; keys follow the order given."""
    numbered = tuple(
        Detail(key, d.report, d.kind, d.value, d.polarity, d.day_interval, d.contained_in)
        for key, d in enumerate(details, 1)
    )
    reports = tuple(ReportNode(key, key, 100 + key) for key in {detail.report for detail in details})
    return {row.kind: row for row in compare(ShipmentInput(reports, details=numbered), EMPTY_TREE).details}


def test_reference_case_origin_is_in_conflict() -> None:
    found = rows(
        is_in(1, "origin", "Syria"),
        is_in(2, "origin", "Syria"),
        is_in(2, "origin", "Russia"),
        is_not(3, "origin", "Syria"),
        is_in(3, "origin", "Murmansk", "Russia"),
    )["origin"]
    assert found.state is State.CONFLICT
    assert [value.value for value in found.values] == ["Syria", "Murmansk", "Russia"]
    syria = found.values[0]
    assert (syria.affirmed_by, syria.denied_by, syria.details) == (((102,), (101,)), ((103,),), (1, 2, 4))


def test_reference_case_transit_and_arrival_are_different_kinds() -> None:
    found = rows(at(1, "arrival", on(17)), at(2, "observed", on(14)), at(3, "arrival", on(17)))
    assert {kind: row.state for kind, row in found.items()} == {
        "arrival": State.AGREED,
        "observed": State.SINGLE,
    }
    assert (found["arrival"].days, found["observed"].days) == (on(17), None)


@pytest.mark.parametrize(
    ("details", "state"),
    [
        ([is_in(1, "destination", "Mali")], State.SINGLE),
        ([is_in(1, "destination", "Mali"), is_in(2, "destination", "Mali")], State.AGREED),
        ([is_in(1, "destination", "Bamako", "Mali"), is_in(2, "destination", "Mali")], State.AGREED),
        ([is_in(1, "destination", "Mali"), is_in(2, "destination", "Bamako", "Mali")], State.AGREED),
        (
            [is_in(1, "destination", "Bamako", "Mali"), is_in(2, "destination", "Gao", "Mali")],
            State.CONFLICT,
        ),
        (
            [is_in(1, "supplier", "Russia"), is_in(2, "supplier", "Russia"), is_in(2, "supplier", "Belarus")],
            State.AGREED,
        ),
        ([is_in(1, "supplier", "Russia"), is_not(2, "supplier", "Russia")], State.CONFLICT),
        ([is_not(1, "supplier", "Russia"), is_in(2, "supplier", "Russia")], State.CONFLICT),
        ([is_in(1, "supplier", "Russia"), is_not(2, "supplier", "China")], State.SINGLE),
        ([is_not(1, "supplier", "China"), is_not(2, "supplier", "China")], State.AGREED),
        ([is_in(1, "origin", "Damascus", "Syria"), is_not(2, "origin", "Syria")], State.CONFLICT),
        ([is_in(1, "origin", "Syria"), is_not(2, "origin", "Damascus")], State.SINGLE),
        ([is_in(1, "origin", "Syria"), is_in(2, "origin", "Russia")], State.CONFLICT),
        (
            [is_in(1, "origin", "Syria"), is_in(2, "origin", "Syria"), is_in(2, "origin", "Russia")],
            State.AGREED,
        ),
        ([is_in(1, "recipient", "army"), is_in(2, "recipient", "Africa Corps")], State.CONFLICT),
        ([is_in(1, "end_user", "army"), is_in(2, "end_user", "army")], State.AGREED),
        ([is_in(1, "transit", "Guinea"), is_in(2, "transit", "Senegal")], State.SINGLE),
        ([is_in(1, "transit", "Conakry", "Guinea"), is_in(2, "transit", "Guinea")], State.AGREED),
        ([is_in(1, "transit", "Guinea"), is_not(2, "transit", "Guinea")], State.CONFLICT),
        ([is_in(1, "stage", "in_transit"), is_in(2, "stage", "arrived")], State.SINGLE),
        ([is_in(1, "purpose", "escort"), is_in(2, "purpose", "training")], State.SINGLE),
    ],
)
def test_state_follows_the_rule_of_the_kind(details: list[Detail], state: State) -> None:
    (found,) = rows(*details).values()
    assert found.state is state
    (reverse,) = rows(*details[::-1]).values()
    assert reverse.state is state


@pytest.mark.parametrize(
    ("details", "state", "days"),
    [
        ([at(1, "arrival", on(17)), at(2, "arrival", JANUARY)], State.AGREED, on(17)),
        ([at(1, "arrival", on(17)), at(2, "arrival", on(18))], State.CONFLICT, None),
        ([at(1, "arrival", on(10, 18)), at(2, "arrival", on(16, 20))], State.AGREED, on(16, 18)),
        ([at(1, "departure", on(3)), at(1, "departure", JANUARY)], State.SINGLE, on(3)),
        ([at(1, "departure", on(3)), at(1, "departure", on(9))], State.SINGLE, on(3, 9)),
        ([at(1, "arrival", None)], State.SINGLE, None),
        ([at(1, "arrival", None), at(2, "arrival", on(17))], State.SINGLE, on(17)),
        ([at(1, "arrival", on(17)), at(2, "arrival", on(17), Polarity.DENIED)], State.CONFLICT, None),
        ([at(1, "arrival", on(17)), at(2, "arrival", JANUARY, Polarity.DENIED)], State.CONFLICT, None),
        ([at(1, "arrival", JANUARY), at(2, "arrival", on(17), Polarity.DENIED)], State.SINGLE, JANUARY),
        ([at(1, "observed", on(14)), at(2, "observed", on(20))], State.SINGLE, None),
        ([at(1, "observed", on(14)), at(2, "observed", on(14))], State.AGREED, None),
    ],
)
def test_dates_reconcile_over_days(
    details: list[Detail], state: State, days: tuple[date, date] | None
) -> None:
    (found,) = rows(*details).values()
    assert (found.state, found.days) == (state, days)


def test_best_supported_day_names_its_voices() -> None:
    found = rows(at(1, "arrival", on(17)), at(2, "arrival", JANUARY), at(3, "arrival", on(20)))["arrival"]
    assert found.reconciled is not None
    assert (found.reconciled.support, found.reconciled.total, found.reconciled.is_tied) == (2, 3, True)
    assert found.reconciled.interval == Interval(date(2025, 1, 17).toordinal(), date(2025, 1, 17).toordinal())


def test_the_root_speaks_and_all_statements_are_shown() -> None:
    reports = (
        ReportNode(1, 1, 10, published=date(2025, 1, 1)),
        ReportNode(2, 2, 20, repeats=(Edge(1),), published=date(2025, 1, 5)),
        ReportNode(3, 3, 30, 40, Attribution.STATED),
    )
    details = (
        Detail(1, 1, "origin", "Syria", hedge="likely"),
        Detail(2, 2, "origin", "Russia"),
        Detail(3, 1, "recipient", "army"),
        Detail(4, 2, "origin", "Syria", hedge="most likely"),
    )
    origin, recipient = compare(ShipmentInput(reports, details=details), EMPTY_TREE).details
    assert [(cell.details, cell.speaker) for cell in origin.cells] == [((2, 4, 1), 1), ((), None)]
    assert [(value.value, value.affirmed_by) for value in origin.values] == [
        ("Syria", ((10,),)),
        ("Russia", ()),
    ]
    assert [cell.speaker for cell in recipient.cells] == [1, None]
    # The copy added one value, and made another surer.
    assert [(drift.detail, drift.root_detail) for drift in origin.drift] == [(2, None), (4, 1)]


def test_copies_speak_for_a_root_without_a_report_and_may_divide_it() -> None:
    reports = tuple(ReportNode(key, key, 20 + key, 10, Attribution.STATED) for key in (1, 2))
    details = (Detail(1, 1, "destination", "Bamako"), Detail(2, 2, "destination", "Gao"))
    (row,) = compare(ShipmentInput(reports, details=details), EMPTY_TREE).details
    assert (row.state, row.cells[0].counted, row.drift) == (State.CONFLICT, (2, 1), ())


@pytest.mark.parametrize(("older", "state"), [("Gao", State.SINGLE), ("Bamako", State.SINGLE)])
def test_a_later_answer_overtakes_what_it_excludes(older: str, state: State) -> None:
    reports = tuple(ReportNode(key, key, 10, published=date(2025, 1, key)) for key in (1, 2))
    details = (Detail(1, 1, "destination", older), Detail(2, 2, "destination", "Bamako"))
    (row,) = compare(ShipmentInput(reports, details=details), EMPTY_TREE).details
    assert row.state is state
    assert row.cells[0].overtaken == ((1,) if older == "Gao" else ())


def test_a_statement_on_a_part_excludes_no_other_answer() -> None:
    reports = tuple(ReportNode(key, key, key) for key in (1, 2))
    part = Detail(1, 1, "origin", "Syria", is_partial=True)
    (row,) = compare(
        ShipmentInput(reports, details=(part, Detail(2, 2, "origin", "Murmansk"))), EMPTY_TREE
    ).details
    assert row.state is not State.CONFLICT


def test_a_statement_without_a_speaker_leaves_the_row_silent() -> None:
    reports = (ReportNode(1, 1, 10, superseded=True),)
    (origin,) = compare(
        ShipmentInput(reports, details=(Detail(1, 1, "origin", "Syria"),)), EMPTY_TREE
    ).details
    assert (origin.state, origin.values[0].affirmed_by, origin.values[0].details) == (State.SILENT, (), (1,))


def test_details_must_belong_to_a_report_of_the_case() -> None:
    with pytest.raises(CaseError, match=r"^Detail 5 belongs to unknown report 9\.$"):
        ShipmentInput(details=(Detail(5, 9, "origin", "Syria"),))


statements = st.builds(
    Detail,
    st.just(0),
    st.integers(1, 4),
    st.sampled_from(["supplier", "origin", "transit"]),
    st.sampled_from("abc"),
    st.sampled_from(Polarity),
)


@given(st.lists(statements, min_size=1, max_size=6), st.data())
def test_the_order_of_statements_never_matters(details: list[Detail], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(details))
    states = {kind: row.state for kind, row in rows(*details).items()}
    assert {kind: row.state for kind, row in rows(*shuffled).items()} == states
    for row in rows(*details).values():
        disputed = any(
            set(value.affirmed_by) - set(value.denied_by) and set(value.denied_by) - set(value.affirmed_by)
            for value in row.values
        )
        assert row.state is State.CONFLICT or not disputed
