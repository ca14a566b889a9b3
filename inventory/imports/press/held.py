"""Find again what the record holds of a press file: rows within their table, cases by reference."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from inventory.domain.messages import Message, cut
from inventory.imports.codes import PlanNote
from inventory.imports.held_rows import HeldRow, load_contents, load_lines_of
from inventory.imports.press.rows import PressRow
from inventory.imports.records import Record, Staged, TableScope, Uid, digits_of, uid_for
from inventory.models import ReportedDelivery, ReportedDetail, Shipment
from inventory.models.analysis import as_range
from inventory.models.arrays import one_of

LONGEST_REFERENCE = 60  # characters


def row_uid(scope: TableScope, report_id: str) -> Uid:
    """Return the identifier of the line that has a number in a table."""
    return uid_for("press", "line", *scope.parts, report_id)


def case_uid(scope: TableScope, case: str) -> Uid:
    """Return the identifier of the shipment that has a number in a table."""
    return uid_for("press", "shipment", *scope.parts, case)


def is_same_statement(row: PressRow, held: HeldRow) -> bool:
    """Tell whether a row says of a type what one in the record does: in the same document, or as many."""
    if row.type.pk != held.type:
        return False
    if row.url or held.publication.url:
        return row.url == held.publication.url
    return bool(as_range(row.quantity.interval) == held.quantity)


class HeldReports:
    """Find the reports of a table of its own that the record has just so; they are not added again."""

    def __init__(self, staged: Staged, references: Mapping[Uid, str]) -> None:
        """Take the references of the shipments. Runs two queries, or none for a new edition."""
        self._contents = load_contents(references) if staged.scope.adds_only else {}
        self._lines: dict[Uid, Uid] = {}
        self._reports: dict[Uid, Uid] = {}

    def find(self, shipment: Uid, publication: Record, report: Record, lines: Sequence[Record]) -> list[Uid]:
        """Return the recorded lines that say what a report's do; nothing unless all of them are there."""
        of, said = publication.values, report.values
        keys = [
            (
                *(shipment, of["url"] or of["title"], of["source"], of["published_on"], said["asserter"]),
                *(said["stage"], *(line.values[name] for name in LINE_FIELDS)),
            )
            for line in lines
        ]
        if any(len(self._contents.get(key, ())) < keys.count(key) for key in keys):
            return []
        return [self._contents[key].pop(0)[0] for key in keys]

    def keep(self, report: Uid, lines: Sequence[Uid]) -> None:
        """Remember that the record has a report, with these lines."""
        self._lines[lines[0]] = report

    def settle(self) -> None:
        """Find under which identifiers the record has the reports. Runs one query, or none."""
        if self._lines:
            held = ReportedDelivery.objects.filter(uid__in=one_of(self._lines, UUID))
            for line, report in held.values_list("uid", "report__uid"):
                self._reports[self._lines[str(line)]] = str(report)

    def known(self, report: Uid) -> Uid:
        """Return the identifier under which the record has a report, or else its own."""
        return self._reports.get(report, report)


LINE_FIELDS = ("equipment_type", "label", "phrase", "kind", "quantity", "quote")


@dataclass(frozen=True, slots=True)
class HeldCases:
    """Hold which references of the record are of other shipments than the file's cases of that number.

    ``kept`` are shipments of which rows stay that the file lacks.
    """

    scope: TableScope
    others: frozenset[str] = frozenset()
    kept: frozenset[Uid] = field(default=frozenset())

    def reference_of(self, case: str) -> str:
        """Return the reference of a case: its number, unless another shipment bears that."""
        if case not in self.others:
            return case
        return f"{case[: LONGEST_REFERENCE - 9]}-{digits_of(case_uid(self.scope, case))[:8]}"


def load_held_cases(
    staged: Staged, by_case: Mapping[str, Sequence[PressRow]], ids: Collection[str]
) -> HeldCases:
    """Return what the record holds under the cases' numbers, and note which rows are gone.

    A shipment that bears a case's number is the case, unless it went to another country: then the number is
    the table's own. ``ids`` are the numbers of all rows of the file. Two queries at most.
    """
    gone = _note_gone(staged, ids)
    own = {case_uid(staged.scope, case) for case in by_case}
    held = Shipment.everything.filter(reference__in=one_of(by_case, str))
    others = set()
    for reference, uid, country in held.values_list("reference", "uid", "destination__country"):
        if str(uid) in own:
            continue
        countries = {row.recipient.country for row in by_case[reference]}
        if country is not None and None not in countries and country not in countries:
            others.add(reference)
            staged.notes.append(Message(PlanNote.REFERENCE_ELSEWHERE, reference=cut(reference)))
        elif staged.scope.adds_only:
            staged.notes.append(Message(PlanNote.SHIPMENT_KNOWN, reference=cut(reference)))
    return HeldCases(staged.scope, frozenset(others), gone)


def _note_gone(staged: Staged, ids: Collection[str]) -> frozenset[Uid]:
    """Keep which rows of earlier editions the file lacks; return their shipments, unless the rows go."""
    scope = staged.scope
    if scope.adds_only:
        return frozenset()
    stated = {row_uid(scope, number) for number in ids}
    staged.gone = [line for line in load_lines_of(scope.contexts) if line.uid not in stated]
    if scope.removes_gone:
        return frozenset()
    kinds = set(ReportedDetail.Kind.values)
    staged.kept_details.update({line.report: set(kinds) for line in staged.gone})
    return frozenset(line.shipment for line in staged.gone)
