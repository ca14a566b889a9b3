"""Say what is wrong with rows and cells of a file; the place stands before it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS: dict[str, Any] = {
    "row.differs": _("differs from line %(line)s."),
    "row.stands_already": _("stands on line %(line)s already."),
    "row.says_the_same": _(
        "says just what line %(line)s says. If both count, name a column that tells them apart."
    ),
    "row.wrong_width": ngettext_lazy(
        "has %(count)s cell; the header has %(width)s.",
        "has %(count)s cells; the header has %(width)s.",
        "count",
    ),
    "row.empty": _("holds nothing."),
    "row.head": _("repeats the head of the table."),
    "row.total": _("is a total: “%(text)s”."),
    "row.one_cell": _("holds nothing but “%(text)s”."),
    "cell.empty": _("is empty."),
    "cell.none_of": _("“%(text)s” is none of %(allowed)s."),
    "cell.no_flag": _("“%(text)s” is neither true nor false."),
    "cell.negative": _("“%(text)s”: a count cannot be negative."),
    "cell.no_number": _("“%(text)s” is not a whole number written with the digits 0–9."),
    "cell.too_large": _("%(text)s is above %(number)s, the largest number accepted."),
    "cell.no_uid": _("“%(text)s” is no identifier such as 0a1b2c3d-…"),
    "cell.spreadsheet_error": _("holds %(text)s, a spreadsheet’s error, instead of a value."),
    "row.no_shipment": _("is empty, so that it is not known what shipment the row is about."),
    "row.nobody_named": _(
        "“%(text)s” names nobody, and nothing else says what shipment the row is about: a supplier, a "
        "recipient, a place or a group."
    ),
    "row.circle": _("runs in a circle over the lines %(lines)s."),
    "row.no_record": _("the %(concept)s %(uid)s is neither in the file nor in the database."),
    "row.itself_cited": _("a publication cannot cite itself."),
    "row.itself_repeated": _("a report cannot repeat itself."),
    "row.itself_superseded": _("a report cannot supersede itself."),
    "row.itself_shared": _("a delivery cannot be a share of itself."),
    "row.itself_same": _("a delivery cannot count the same items as itself."),
    "row.of_another_report": _("the %(concept)s %(uid)s is of another report."),
    "row.taken_in_file": _("line %(line)s has the same for another %(concept)s."),
    "row.taken_in_record": _("the database has the same for the %(concept)s %(uid)s."),
    "cell.no_year": _("“%(text)s” is no year."),
    "cell.too_long": _("Ensure this value has at most %(limit)s characters (it has %(count)s)."),
    "cell.no_url": _("Enter a valid URL."),
    "cell.no_dataset": _("“%(text)s” is not the short name of a known dataset."),
    "cell.no_grade": _("%(number)s is no grade from 1 to 6."),
    "cell.unattributed": _("is given, though attribution is unattributed."),
    "cell.no_share": _("names the line that a share is of: for a share, and only for one."),
    "cell.additional": _("is given, though scope is additional: those are other items."),
    "cell.no_basis": _("“%(text)s” is neither stated nor inferred."),
    "cell.no_citation": _("“%(text)s” is not like stated:source:afp or inferred:publication:…."),
    "cell.low_above_high": _("%(low)s is above high, %(high)s."),
    "cell.no_low_beside_high": _("is empty, though high is %(high)s."),
    "cell.no_low_of_kind": _("is empty, which only an unknown count may be, not kind “%(kind)s”."),
    "cell.date_of_count": _("“%(text)s” is a date that a spreadsheet made of the count %(count)s."),
    "cell.zero_is_none": _("a count of zero is a denial: kind none."),
    "cell.date_for_count": _(
        "“%(text)s”: a date stands where a count should: spreadsheets make dates of counts such as "
        "10-12. Type the count, or unknown."
    ),
    "cell.day_for_count": _(
        "“%(text)s”: a date stands where a count should: this looks like a spreadsheet’s number of a "
        "day, as other cells of the column are dates. Type the count, or unknown."
    ),
    "cell.best_outside": _("%(number)s is outside %(interval)s."),
    "cell.no_exporter_or_importer": _("“%(text)s” is neither the exporter nor the importer."),
    "cell.no_category": _("“%(text)s” is none of the categories I to VIII."),
    "row.differs_in_case": _("differs from line %(line)s, which is on the same case."),
    "cell.no_years": _("“%(text)s” is no list of years such as 1987; 1988; 1989."),
    "cell.no_figure_of_wording": _("is empty or bad, which does not fit the wording “%(wording)s”."),
    "cell.exact_differs": _("“%(text)s” differs from the least, %(low)s, though the count is exact."),
    "cell.no_date_of_precision": _("is empty, which does not fit date_precision “%(precision)s”."),
    "cell.precision_unfit": _("“%(precision)s” does not fit event_date “%(text)s”."),
    "cell.blank": _("This field cannot be blank."),
    "cell.no_choice": _("Value '%(text)s' is not a valid choice."),
    "cell.no_other_row": _("“%(text)s” is not the report_id of another row."),
    "cell.negative_of_count": _("“%(text)s” is a negative number that a spreadsheet made of (%(count)s)."),
}
