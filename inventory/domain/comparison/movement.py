"""Follow how the estimate of one type moved as reports came in.

Each step is the comparison of all reports that had appeared by then. A report that was superseded later
still stood until the one that superseded it had appeared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inventory.domain.comparison.accounts import Account, account
from inventory.domain.comparison.case import Case
from inventory.domain.comparison.conclusions import Judgement, judge, seen_on_evidence
from inventory.domain.comparison.words import SILENCE, VoiceKey, words_of
from inventory.domain.independence import Voices, find_voices
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Reconciled, State
from inventory.domain.tree import Taxonomy


@dataclass(frozen=True, slots=True)
class Appearance:
    """Tell when reports appeared, by their keys, and by which report each superseded one was superseded.

    A report without a day is undated. One that was superseded by a report outside the case never stood.
    """

    days: Mapping[int, date]
    superseded_by: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what followed once one more report had appeared; `day` is None for an undated one.

    `said` is that report's own count of the type, None if it gives none.
    """

    report: int
    day: date | None
    said: Interval | None
    reconciled: Reconciled[VoiceKey]
    state: State


def movement(
    case: Case, taxonomy: Taxonomy, key: int, appearance: Appearance, judgement: Judgement | None = None
) -> tuple[Step, ...]:
    """Return a step for every report of a case, in order of appearance, undated ones last.

    The last step is the conclusion of `compare` on the same type. Raises what `compare` raises.
    """
    judgement = judgement or Judgement()
    accounts = _accounts_on(case, taxonomy, key)
    confirmed = seen_on_evidence(case, taxonomy).get(key)  # evidence counts from the beginning
    steps, voices, standing = [], Voices((), 0), set[int]()
    for report in sorted(case.reports, key=lambda report: _order(report.key, appearance)):
        standing.add(report.key)
        voices = _voices(case, standing, appearance)
        words = words_of(case, voices, accounts).get(key, SILENCE)
        reconciled, state = judge(voices, words, confirmed, judgement)
        own = accounts.get(report.key)
        steps.append(
            Step(
                report.key,
                appearance.days.get(report.key),
                own.words[key].interval if own and key in own.words else None,
                reconciled,
                state,
            )
        )
    return tuple(steps)


def _order(report: int, appearance: Appearance) -> tuple[date, int]:
    return appearance.days.get(report, date.max), report


def _voices(case: Case, standing: Collection[int], appearance: Appearance) -> Voices:
    """Return the voices as they stood: a report gives way only to one that has appeared."""
    known = {report.key for report in case.reports}
    reports = (
        replace(report, superseded=False)
        if report.superseded and appearance.superseded_by.get(report.key) in known - set(standing)
        else report
        for report in case.reports
        if report.key in standing
    )
    return find_voices(reports, case.citations, case.publication_sources)


def _accounts_on(case: Case, taxonomy: Taxonomy, key: int) -> dict[int, Account]:
    """Return what the reports say on a type that speak of it or of something below it."""
    near = {
        line.report for line in case.lines if line.type == key or key in taxonomy.ancestors(line.type)
    } - case.excluded_reports
    return {
        report: account(taxonomy, report, [line for line in case.lines if line.report == report]).on(key)
        for report in near
    }
