"""Lay out what changed between two editions of a register: what is new or gone, counts apart from wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.models import Shipment
from inventory.models.edition_changes import EditionChanges, EditionCount, EditionRow
from inventory.models.reports import Stage
from inventory.wording.numbers import interval_words, number_words

MAXIMUM_ROWS = 200  # rows of one kind of change on the page


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
    groups = (
        (_("New"), changes.added),
        (_("Counts changed"), changes.counts_changed),
        (_("Wording changed"), changes.words_changed),
        (_("Gone"), changes.removed),
        (_("Unchanged"), changes.same if has_all else ()),
    )
    for title, keys in groups:
        if keys:
            is_words = keys is changes.words_changed
            rows = tuple(_row(changes, key, has_counts=not is_words) for key in keys[:MAXIMUM_ROWS])
            yield ChangeGroup(title, rows, max(0, len(keys) - MAXIMUM_ROWS))


def _row(changes: EditionChanges, key: int, *, has_counts: bool) -> ChangedRow:
    old, new = changes.old_rows.get(key), changes.new_rows.get(key)
    if has_counts or old is None or new is None:
        return ChangedRow(changes.shipments[key], _counts(old), _counts(new))
    gone, come = sorted(old.words - new.words), sorted(new.words - old.words)
    return ChangedRow(changes.shipments[key], tuple(gone), tuple(come))


def _counts(row: EditionRow | None) -> tuple[str, ...]:
    """Return each count as “T-72, arrived: 7”."""
    return () if row is None else tuple(_count(one) for one in sorted(row.counts))


def _count(count: EditionCount) -> str:
    interval = count.interval
    number = _("number not reported") if interval is None else interval_words(interval)
    stage = str(Stage(count.stage).label) if count.stage else ""
    return f"{count.name}, {stage.lower()}: {number}" if stage else f"{count.name}: {number}"
