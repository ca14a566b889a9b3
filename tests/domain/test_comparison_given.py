"""Hold the conclusions to cases that were worked out by hand from the rules."""

from typing import Any

import pytest

from inventory.domain.comparison import MarkCode, TypeEstimate, conclude
from inventory.domain.reconciliation import State
from tests.domain.given_cases import Reading, load_cases, types

CASES = load_cases()
# Marks that only say how a report was entered, and of which the cases say nothing.
BESIDE = {MarkCode.STAGE_NOT_SAID}


def told(found: TypeEstimate | None) -> dict[str, Any]:
    """Return what is concluded on a type, in the words of the cases."""
    if found is None:
        return {"state": "silent", "stated_by": 0}
    shown = found.named if found.state is State.CONFLICT_BELOW else found.estimate
    return {
        "state": found.state.value,
        "low": shown.low if shown else None,
        "high": shown.high if shown else None,
        "stated_by": len(found.stated_by),
        "compatible": len(found.compatible),
        "against": len(found.incompatible),
        "bases": found.bases,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_worked_out_cases_come_out(case):
    tree, keys = types()
    by_type = {one.type: one for one in conclude(Reading(case).input, tree).counts}
    concluded = {slug: told(by_type.get(keys[slug])) for slug in case["expected"]}
    assert {
        slug: {key: concluded[slug].get(key) for key in expected}
        for slug, expected in case["expected"].items()
    } == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_worked_out_marks_come_out(case):
    tree, keys = types()
    reading = Reading(case)
    found = [mark for mark in conclude(reading.input, tree).marks if mark.code not in BESIDE]
    names = {number: name for name, number in reading.sources.items()}
    publishers = {node.key: names[node.source] for node in reading.input.reports}
    labels = {
        line.type: [one.label for one in reading.lines if one.type == line.type] for line in reading.lines
    }
    expected = {mark["mark"] for mark in case["expected_marks"]}
    assert {
        mark.code.value for mark in found if mark.report is not None or mark.type or mark.voice
    } >= expected
    for mark in case["expected_marks"]:
        (same,) = [
            one
            for one in found
            if one.code == mark["mark"] and ("type" not in mark or one.type == keys[mark["type"]])
        ]
        if "report" in mark:
            assert same.report == reading.reports[mark["report"]]
        if "voice" in mark:
            assert same.voice == (reading.sources[mark["voice"]],)
        if "by" in mark:
            assert sorted(publishers[one] for one in same.reports) == sorted(mark["by"])
        if "labels" in mark and same.type:
            assert labels[same.type] == mark["labels"]
    # Drift is told for every type that a copy changes or adds; the cases name one of them.
    assert {mark.code.value for mark in found} == expected


@pytest.mark.parametrize(
    "case", [case for case in CASES if "expected_details" in case], ids=lambda case: case["id"]
)
def test_the_worked_out_details_come_out(case):
    tree, _ = types()
    rows = {row.kind: row for row in conclude(Reading(case).input, tree).details}
    for expected in case["expected_details"]:
        row = rows[expected["kind"]]
        assert (row.state is State.CONFLICT) == (expected["state"] == "disputed")
        assert row.days is expected["winner"]
        told = {
            value.value: {
                "affirmed": len(value.affirmed_by),
                "suspected": value.count("suspected"),
                "observed": value.count("observed"),
                "in_part": len(value.partial_by),
                "denied": len(value.denied_by),
                "denied_on_observation": value.count("observed", is_affirmed=False),
            }
            for value in row.values
        }
        assert told == {
            value: dict.fromkeys(told[value], 0) | counts for value, counts in expected["values"].items()
        }
