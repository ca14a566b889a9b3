"""Say which table a file is: a new edition of an earlier one, whose rows it finds again, or one of its own.

People say so. Where nobody did, a file is a new edition only if it is the very file of an earlier import, or
if by the table's own numbers, which somebody chose, it finds rows that say much the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inventory.imports.claim_records import line_id
from inventory.imports.claims import Claim, report_uid
from inventory.imports.files import FileError
from inventory.imports.held_rows import HeldRow, load_held_rows
from inventory.imports.mapping import Field, TableMapping
from inventory.imports.mapping.cells import MappedRow
from inventory.imports.mapping.reading import read_claims
from inventory.imports.mapping.suggesting import is_running_number
from inventory.imports.press.held import is_same_statement, row_uid
from inventory.imports.press.staging import PRESS_REPORTS, sample_rows
from inventory.imports.records import TableScope, Uid
from inventory.imports.steps import Given
from inventory.imports.tables import Table
from inventory.models import ImportBatch
from inventory.models.analysis import as_range
from inventory.models.names import Names

LOOKED_AT = 100  # rows of the file
MOST_TABLES = 20  # earlier ones with which it is compared


def scope_of(batch: ImportBatch) -> TableScope:
    """Return within what the rows of a batch's file are found again. Runs one query for a new edition."""
    earlier = batch.edition_of
    if earlier is None:
        return TableScope(str(batch.uid), adds_only=True)
    editions = ImportBatch.objects.of_one_table(earlier).exclude(pk=batch.pk)
    contexts = editions.values_list("history_context", flat=True)
    return TableScope(
        earlier.scope,
        edition_of=earlier.file_name,
        contexts=tuple(context for context in contexts if context),
        removes_gone=batch.removes_gone,
    )


def placed(given: Given, batch: ImportBatch) -> Given:
    """Return what a plan is made from, once it is known which table it is; note that on the batch."""
    if not batch.is_edition_stated:
        batch.edition_of = find_edition(given, batch)
    scope = scope_of(batch)
    batch.scope = scope.key
    return replace(given, scope=scope)


def earlier_tables(batch: ImportBatch) -> list[ImportBatch]:
    """Return the newest import of each table of which a batch may be a new edition. Runs one query."""
    found = ImportBatch.objects.earlier_than(batch)[:MOST_TABLES]
    return list({one.scope or one.uid: one for one in reversed(found)}.values())[::-1]


def find_edition(given: Given, batch: ImportBatch) -> ImportBatch | None:
    """Return the import of which a file is a new edition by all that its rows show; None for none.

    Runs three queries at most.
    """
    earlier = ImportBatch.objects.earlier_than(batch)
    # Another sheet of a workbook is another table.
    if same := earlier.filter(sha256=batch.sha256, reading=batch.reading).first():
        return same
    if given.mapping is None:
        return _find_press_edition(given, batch)
    if not given.mapping.fields.keys() & {Field.KEY, Field.GROUP}:
        return None
    try:
        table = given.find_table()[1]
    except FileError:
        return None
    tables = [one for one in earlier_tables(batch) if one.mapping]
    if not tables:
        return None
    sample = replace(table, lines=table.lines[:LOOKED_AT])
    found = [_Likeness(one, _claims(given, sample, one.scope)) for one in tables]
    held = load_held_rows(uid for one in found for uid in one.claims)
    is_running = _is_running(given.mapping, sample)
    best = max(found, key=lambda one: one.count_alike(held, is_running=is_running))
    return best.batch if best.is_edition(held, is_running=is_running) else None


def _find_press_edition(given: Given, batch: ImportBatch) -> ImportBatch | None:
    """Return the press file of which a file is a new edition: it finds rows on the same documents."""
    tables = [one for one in earlier_tables(batch) if one.file_format == PRESS_REPORTS.name]
    try:
        known, table = given.find_table() if tables else (None, None)
    except FileError:
        return None
    if known is not PRESS_REPORTS or table is None:
        return None
    sample = sample_rows(replace(table, lines=table.lines[:LOOKED_AT]), Names(given.decisions))
    best: tuple[int, ImportBatch | None] = (0, None)
    for one in tables:
        uids = {row_uid(TableScope(one.scope), row.row["report_id"]): row for row in sample}
        held = load_held_rows(uids)
        alike = sum(is_same_statement(row, held[uid]) for uid, row in uids.items() if uid in held)
        if alike > best[0] and 2 * alike >= len(held) and 4 * len(held) >= len(uids):
            best = alike, one
    return best[1]


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Hold an earlier table with what the rows of a file claim if they are of it, by line."""

    batch: ImportBatch
    claims: dict[Uid, Claim]

    def count_alike(self, held: dict[Uid, HeldRow], *, is_running: bool) -> int:
        """Return how many rows it finds that say much the same."""
        return sum(
            uid in held and _is_alike(claim, held[uid], is_running=is_running)
            for uid, claim in self.claims.items()
        )

    def is_edition(self, held: dict[Uid, HeldRow], *, is_running: bool) -> bool:
        """Tell whether it finds a quarter of the rows, and at least half of these are alike."""
        found = sum(uid in held for uid in self.claims)
        alike = self.count_alike(held, is_running=is_running)
        return alike > 0 and 2 * alike >= found and 4 * found >= len(self.claims)


def _claims(given: Given, table: Table, key: str) -> dict[Uid, Claim]:
    """Return by line what the rows of a table claim within a scope. Rows that cannot be read are left out."""
    names, mapping, scope = Names(given.decisions), given.mapping or TableMapping(), TableScope(key)
    found: dict[Uid, Claim] = {}
    for row in table.rows([]):
        for claim in read_claims(MappedRow(row, mapping, names, scope=scope), [], {}):
            found[_line(scope, claim)] = claim
    return found


def _line(scope: TableScope, claim: Claim) -> Uid:
    report = report_uid(scope, (claim.event.uid, claim.paper.uid, *claim.voice), 1)
    return line_id(claim, report, scope)


def _is_running(mapping: TableMapping, table: Table) -> bool:
    """Tell whether the rows' number only counts them."""
    column = mapping.fields[Field.KEY].column if Field.KEY in mapping.fields else ""
    place = table.header.index(column) if column in table.header else None
    return place is not None and is_running_number([line.cells[place].strip() for line in table.lines])


def _is_alike(claim: Claim, held: HeldRow, *, is_running: bool) -> bool:
    """Tell whether a row says much the same as one that is recorded under its number.

    A number that only counts rows proves nothing: then document or shipment must be the same.
    """
    if claim.type.pk != held.type:
        return False
    has_address, told = bool(claim.paper.url), claim.event.told.items()
    is_same_document = has_address and claim.paper.url == held.publication.url
    of_shipment = [set(values) == set(held.details.get(kind, ())) for kind, values in told if values]
    is_same_shipment = bool(of_shipment) and all(of_shipment)
    if is_running or is_same_shipment:
        return is_same_document or is_same_shipment
    is_same_count = bool(as_range(claim.quantity.interval) == held.quantity)
    compared = [*of_shipment, is_same_count, *([is_same_document] if has_address else [])]
    return 2 * sum(compared) > len(compared)
