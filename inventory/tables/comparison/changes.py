"""Lay out what changed between two editions of a register: what is new or gone, counts apart from wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inventory.models import Shipment
from inventory.models.edition_changes import EditionChanges, EditionCount, EditionRow
from inventory.models.reports import Stage
from inventory.wording.numbers import interval_words, number_words

MAXIMUM_ROWS = 200  # rows of one kind of change on the page; a file holds all


class Change(StrEnum):
    """Name what became of a shipment from the older edition to the newer, as a file writes it."""

    NEW = "new"
    COUNTS = "counts"
    WORDING = "wording"
    GONE = "gone"
    NONE = "none"


TITLES: dict[Change, str | Promise] = {
    Change.NEW: gettext_lazy("New"),
    Change.COUNTS: gettext_lazy("Counts changed"),
    Change.WORDING: gettext_lazy("Wording changed"),
    Change.GONE: gettext_lazy("Gone"),
    Change.NONE: gettext_lazy("Unchanged"),
}


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """Show one shipment as the older and the newer edition have it; empty where an edition lacks it."""

    shipment: Shipment
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Hold the shipments that changed in one way, and how many more of them are not shown."""

    title: str
    rows: tuple[ChangedRow, ...]
    left_out: int


def changes_sentence(changes: EditionChanges) -> str:
    """Return the sum of all changes: “3 new, 45 changed (40 in counts, 5 in wording only), 2 gone …”."""
    counts, words = len(changes.counts_changed), len(changes.words_changed)
    changed = ngettext("%(number)s changed", "%(number)s changed", counts + words)
    parts = [_("%(number)s new") % {"number": number_words(len(changes.added))}]
    parts.append(changed % {"number": number_words(counts + words)})
    if counts or words:
        split = _("%(counts)s in counts, %(words)s in wording only")
        parts[-1] += f" ({split % {'counts': number_words(counts), 'words': number_words(words)}})"
    parts.append(_("%(number)s gone") % {"number": number_words(len(changes.removed))})
    parts.append(_("%(number)s unchanged") % {"number": number_words(len(changes.same))})
    return ", ".join(parts)


def change_groups(changes: EditionChanges, *, has_all: bool) -> Iterator[ChangeGroup]:
    """Yield the groups that have shipments; those without any change only where all is asked for."""
    for change, keys in changed_keys(changes, has_all=has_all):
        rows = tuple(_row(changes, key, change) for key in keys[:MAXIMUM_ROWS])
        yield ChangeGroup(str(TITLES[change]), rows, max(0, len(keys) - MAXIMUM_ROWS))


def changed_keys(changes: EditionChanges, *, has_all: bool) -> Iterator[tuple[Change, tuple[int, ...]]]:
    """Yield what became of shipments with their keys, of none without shipments."""
    groups = {
        Change.NEW: changes.added,
        Change.COUNTS: changes.counts_changed,
        Change.WORDING: changes.words_changed,
        Change.GONE: changes.removed,
        Change.NONE: changes.same if has_all else (),
    }
    yield from ((change, keys) for change, keys in groups.items() if keys)


def _row(changes: EditionChanges, key: int, change: Change) -> ChangedRow:
    old, new = changes.old_rows.get(key), changes.new_rows.get(key)
    if change is not Change.WORDING or old is None or new is None:
        return ChangedRow(changes.shipments[key], _counts(old), _counts(new))
    return ChangedRow(changes.shipments[key], changed_words(old, new), changed_words(new, old))


def changed_words(row: EditionRow, other: EditionRow) -> tuple[str, ...]:
    """Return what a row says in words that the other edition's row does not, sorted."""
    return tuple(sorted(row.words - other.words))


def _counts(row: EditionRow | None) -> tuple[str, ...]:
    """Return each count as “T-72, arrived: 7”."""
    return () if row is None else tuple(_count(one) for one in sorted(row.counts))


def _count(count: EditionCount) -> str:
    interval = count.interval
    number = _("number not reported") if interval is None else interval_words(interval)
    stage = str(Stage(count.stage).label) if count.stage else ""
    return f"{count.name}, {stage.lower()}: {number}" if stage else f"{count.name}: {number}"
