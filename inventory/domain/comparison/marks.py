"""Mark what a reader has to know beside a count: codes with values, never sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from inventory.domain.comparison.case import ShipmentInput, StageGroup, stage_group
from inventory.domain.comparison.drift import CountDrift
from inventory.domain.comparison.estimates import TypeEstimate
from inventory.domain.comparison.statements import ShipmentStatements, VoiceKey, VoiceStatements
from inventory.domain.intervals import Interval


class MarkCode(StrEnum):
    """Name what a mark says.

    DRIFT: a copy says otherwise than its root. PASSED_ON: copies speak for a voice. DIVIDED_VOICE: reports of
    one voice exclude each other. OVERTAKEN: a newer statement of the voice excludes it. SELF_CONTRADICTION:
    lines of one report do. ASK_SAME_OR_DIFFERENT: a report does not say whether its lines are the same items.
    TYPE_CONFLICT: sources give the designation classes that exclude each other. CONFLICT_OR_DIFFERENT_ITEMS:
    voices count different variants. STAGE_NOT_SAID: the report does not say how far the shipment had come.
    """

    DRIFT = "drift"
    PASSED_ON = "passed_on"
    DIVIDED_VOICE = "divided_voice"
    OVERTAKEN = "overtaken"
    SELF_CONTRADICTION = "self_contradiction"
    ASK_SAME_OR_DIFFERENT = "ask_same_or_different"
    TYPE_CONFLICT = "type_conflict"
    CONFLICT_OR_DIFFERENT_ITEMS = "conflict_or_different_items"
    STAGE_NOT_SAID = "stage_not_said"


class Mark(NamedTuple):
    """Hold one mark with what it is on; what does not apply is None or empty.

    `interval` is the count in question, `other` the one that it is held against. `reports` are those that
    pass a voice on.
    """

    code: MarkCode
    type: int | None = None
    voice: VoiceKey | None = None
    report: int | None = None
    interval: Interval | None = None
    other: Interval | None = None
    reports: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()


def find_marks(
    case: ShipmentInput,
    statements: ShipmentStatements,
    estimates: Sequence[TypeEstimate],
    drift: Sequence[CountDrift],
) -> tuple[Mark, ...]:
    """Return all marks on the counts of a shipment, those on voices first."""
    found = [mark for voice in statements.by_voice for mark in _on_voice(voice)]
    found += [
        Mark(MarkCode.ASK_SAME_OR_DIFFERENT, key, report=report, interval=bounds.stated.get(key))
        for (report, _), bounds in statements.reports.items()
        for key in sorted(bounds.asked)
    ]
    found += [Mark(MarkCode.DRIFT, one.type, one.voice, one.report, one.interval, one.root) for one in drift]
    for estimate in estimates:
        if estimate.type_conflict:
            found.append(Mark(MarkCode.TYPE_CONFLICT, estimate.type, classes=estimate.type_conflict))
        if estimate.may_be_different:
            found.append(
                Mark(MarkCode.CONFLICT_OR_DIFFERENT_ITEMS, estimate.type, interval=estimate.estimate)
            )
    counting = {report for report, _ in statements.reports}
    found += [
        Mark(MarkCode.STAGE_NOT_SAID, report=report.key)
        for report in case.reports
        if not report.stage and report.key in counting and stage_group(report.stage) is StageGroup.MOVED
    ]
    return tuple(found)


def _on_voice(voice: VoiceStatements) -> Iterator[Mark]:
    if voice.is_passed_on and voice.speakers:
        yield Mark(MarkCode.PASSED_ON, voice=voice.key, reports=voice.speakers)
    for key in sorted(voice.disputed):
        is_divided = key in voice.accounts or len(voice.speakers) > 1
        code = MarkCode.DIVIDED_VOICE if is_divided else MarkCode.SELF_CONTRADICTION
        yield Mark(code, key, voice.key, interval=voice.stated.get(key), reports=voice.told_by.get(key, ()))
    for one in voice.overtaken:
        yield Mark(
            MarkCode.OVERTAKEN, one.type, voice.key, one.report, one.interval, voice.bounds.get(one.type)
        )
