"""Say what becomes of an import: how far it came, what its plan does, and why it cannot be undone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS: dict[str, Any] = {
    "batch.stopped": _("Stopped, as somebody asked. Nothing of it was applied."),
    "batch.overtaken": _("The record had changed since the plan was made. Here is what it would do now."),
    "batch.broken": _("A fault of the program stopped it; nothing of it was done."),
    "batch.interrupted": _("It was interrupted, and nothing of it was done. Try again."),
    "undo.worked_on": _("It cannot be undone, since others have worked on its rows:"),
    "undo.more": ngettext_lazy("and %(count)s more.", "and %(count)s more.", "count"),
    "undo.unfit": _("It cannot be undone: %(reason)s"),
    "undo.merged": _("%(shipment)s was merged into %(into)s on %(day)s by %(who)s."),
    "undo.merged_for_a_while": _(
        "%(shipment)s was merged into %(into)s on %(day)s by %(who)s, and taken apart again."
    ),
    "undo.added": _("%(thing)s: added on %(day)s by %(who)s."),
    "undo.changed": _("%(thing)s: changed on %(day)s by %(who)s."),
    "undo.removed": _("%(thing)s: removed on %(day)s by %(who)s."),
    "undo.a_command": _("a command"),
    "undo.refers": _("%(thing)s refers to %(other)s."),
    "undo.thing": _("%(kind)s “%(name)s”"),
    "concept.shipment": _("shipment"),
    "concept.publication": _("publication"),
    "concept.citation": _("citation"),
    "concept.report": _("report"),
    "concept.repeat": _("repeat"),
    "concept.delivery": _("delivery"),
    "concept.detail": _("detail"),
    "plan.at_line": _("line %(line)s: %(reason)s"),
    "plan.at_cell": _("line %(line)s, column %(column)s: %(reason)s"),
    "plan.change": _("%(subject)s: %(old)s → %(new)s"),
    "plan.change_at": _("line %(line)s: %(subject)s: %(column)s: %(old)s → %(new)s"),
    "plan.added": _("%(subject)s: %(read)s"),
    "plan.nothing": _("nothing"),
    "plan.or_more": _("%(number)s or more"),
    "plan.quoted": _("“%(text)s”"),
    "plan.of_concept": _("%(concept)s “%(name)s”"),
    "plan.not_stated": _("not stated"),
    "plan.own_report": _("a report of its own"),
    "plan.new_shipment": _("a new shipment"),
    "plan.the_shipment": _("the shipment %(shipment)s"),
    "plan.shipment": _("“%(title)s” (%(reference)s)"),
    "plan.to_shipment": _("%(value)s, %(shipment)s"),
    "plan.read": _("%(type)s; %(count)s; %(around)s"),
    "plan.read_alone": _("%(type)s; %(count)s"),
    "note.merged_shipment": _(
        "The shipment “%(reference)s” was merged into “%(into)s”: what the file reports on it is kept "
        "on that one, and its headline is left as it is."
    ),
    "note.told_twice": _(
        "line %(line)s: the report of line %(before)s counts “%(name)s” a second time, and does not "
        "say whether the same items: taken as %(not_said)s. Give same_as_id for the same items "
        "(%(same)s), or scope additional to add them (%(added)s); or say it on the report once this is "
        "applied."
    ),
    "note.blanks_kept": _("Blank cells change nothing: %(columns)s."),
    "note.blank_count": _("%(column)s %(number)s"),
    "note.blanks_cleared": ngettext_lazy(
        "%(count)s cell of %(column)s would be cleared.",
        "%(count)s cells of %(column)s would be cleared.",
        "count",
    ),
    "note.not_again": ngettext_lazy(
        "%(count)s row says just what the record has already, and is not added again.",
        "%(count)s rows say just what the record has already, and are not added again.",
        "count",
    ),
    "note.counted_again": _(
        "line %(line)s: “%(name)s” is counted again in the same words by the same voice on one "
        "shipment; it is kept as a report of its own, beside the first. If it is another delivery, name "
        "a column that tells shipments apart."
    ),
    "note.dangling": _(
        "line %(line)s, column %(column)s: the %(concept)s %(uid)s is neither in the file nor in the "
        "database; the reference is left out."
    ),
    "note.words_stand": _(
        "line %(line)s: “%(phrase)s” says %(read)s, the columns beside it say %(beside)s; the words stand."
    ),
    "note.time_dropped": ngettext_lazy(
        "column %(column)s: the time of day is dropped in %(count)s row, in line %(line)s: %(text)s → "
        "%(edtf)s.",
        "column %(column)s: the time of day is dropped in %(count)s rows, first in line %(line)s: "
        "%(text)s → %(edtf)s.",
        "count",
    ),
    "note.day_number": ngettext_lazy(
        "column %(column)s: a spreadsheet’s number of a day is read as a date in %(count)s row, in "
        "line %(line)s: %(text)s → %(edtf)s.",
        "column %(column)s: a spreadsheet’s number of a day is read as a date in %(count)s rows, "
        "first in line %(line)s: %(text)s → %(edtf)s.",
        "count",
    ),
    "note.seconds": ngettext_lazy(
        "column %(column)s: seconds since 1970 are read as a date in %(count)s row, in line %(line)s: "
        "%(text)s → %(edtf)s.",
        "column %(column)s: seconds since 1970 are read as a date in %(count)s rows, first in line "
        "%(line)s: %(text)s → %(edtf)s.",
        "count",
    ),
    "note.month_year": ngettext_lazy(
        "column %(column)s: a month and two digits are read as a month of a year in %(count)s row, in "
        "line %(line)s: %(text)s → %(edtf)s.",
        "column %(column)s: a month and two digits are read as a month of a year in %(count)s rows, "
        "first in line %(line)s: %(text)s → %(edtf)s.",
        "count",
    ),
    "note.gone": ngettext_lazy(
        "%(count)s row of “%(earlier)s” is not in this file and is removed: %(rows)s.",
        "%(count)s rows of “%(earlier)s” are not in this file and are removed: %(rows)s.",
        "count",
    ),
    "note.gone_stays": ngettext_lazy(
        "%(count)s row of “%(earlier)s” is not in this file and stays: %(rows)s.",
        "%(count)s rows of “%(earlier)s” are not in this file and stay: %(rows)s.",
        "count",
    ),
    "note.empty_publication": _("The publication “%(title)s” has no report left, and is removed."),
    "note.empty_shipment": _("The shipment “%(title)s” (%(reference)s) has no report left, and is removed."),
    "note.empty_shipment_stays": _(
        "The shipment “%(title)s” (%(reference)s) has no report left; it stays, since people have "
        "worked on it."
    ),
    "note.short_rows": ngettext_lazy(
        "%(count)s row has fewer cells than the header’s %(width)s (line %(line)s): what it lacks at "
        "its end is read as empty.",
        "%(count)s rows have fewer cells than the header’s %(width)s (first line %(line)s): what they "
        "lack at their end is read as empty.",
        "count",
    ),
    "counted.unknown": _("unknown"),
    "counted.none": _("none"),
    "counted.number": _("%(number)s"),
    "counted.least": _("≥ %(number)s"),
    "counted.range": _("%(low)s–%(high)s"),
    "counted.or_more": _("%(number)s or more"),
    "counted.at_least": _("at least %(number)s"),
    "counted.more_than": _("more than %(number)s"),
    "counted.up_to": _("up to %(number)s"),
    "counted.fewer_than": _("fewer than %(number)s"),
    "counted.about": _("about %(number)s (%(bounds)s)"),
    "counted.nearly": _("nearly %(number)s (%(bounds)s)"),
    "counted.of_kind": _("%(bounds)s (%(kind)s)"),
    "kind.exact": _("exact"),
    "kind.at_least": _("at least"),
    "kind.more_than": _("more than"),
    "kind.at_most": _("at most"),
    "kind.fewer_than": _("fewer than"),
    "kind.range": _("range"),
    "kind.approximate": _("approximate"),
    "kind.vague": _("vague"),
    "kind.bare_plural": _("bare plural"),
    "kind.share": _("share"),
    "kind.none": _("none"),
    "kind.unknown": _("unknown"),
    "note.deals_missing": ngettext_lazy(
        "%(count)s deal of earlier editions is no longer listed: kept, but not counted.",
        "%(count)s deals of earlier editions are no longer listed: kept, but not counted.",
        "count",
    ),
    "note.deals_after_end": ngettext_lazy(
        "“%(name)s” ended on %(day)s: %(count)s deal delivered later names it, on line %(line)s; kept as the "
        "register has it.",
        "“%(name)s” ended on %(day)s: %(count)s deals delivered later name it, first on line %(line)s; kept "
        "as the register has it.",
        "count",
    ),
    "note.deals_outside": ngettext_lazy(
        "%(count)s deal of earlier editions is outside what this file covers.",
        "%(count)s deals of earlier editions are outside what this file covers.",
        "count",
    ),
    "note.deals_changed": _(
        "Changed deals: %(numbers)s in numbers, %(wording)s in wording alone, %(flags)s in flags alone."
    ),
    "plan.listed": _("listed"),
    "plan.not_listed": _("no longer listed"),
    "note.reference_elsewhere": _(
        "The record has a shipment to another country under the reference “%(reference)s”: the file’s "
        "case of that number is kept under a reference of its own."
    ),
    "note.shipment_known": _(
        "The record has the shipment “%(reference)s” already: what the file reports on it is added to "
        "that one."
    ),
    "note.rewritten": ngettext_lazy(
        "%(count)s cell of %(column)s kept as recorded: a program has rewritten it, on line %(line)s, "
        "“%(written)s” for “%(recorded)s”.",
        "%(count)s cells of %(column)s kept as recorded: a program has rewritten them, first on line "
        "%(line)s, “%(written)s” for “%(recorded)s”.",
        "count",
    ),
    "note.told_apart": _(
        "line %(lines)s: the report of line %(before)s counts “%(name)s” a second time, under another "
        "designation: taken as other items, %(added)s. Give same_as_id for the same items (%(same)s), "
        "or scope additional to add them (%(added)s); or say it on the report once this is applied."
    ),
    "note.told_as_total": _(
        "line %(lines)s: the report of line %(before)s counts “%(name)s” a second time, as a total "
        "too: taken as the same items. Give same_as_id for the same items (%(same)s), or scope "
        "additional to add them (%(added)s); or say it on the report once this is applied."
    ),
}
