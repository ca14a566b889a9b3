"""Tie publication, shipment, report, lines and details together: check them all, record them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.access import Right, may
from inventory.domain.provenance import CycleError
from inventory.forms.entry.content import Content
from inventory.forms.entry.fields import empty_row, shown_fields, shown_rows
from inventory.forms.entry.statements import DETAILS, LINES, ReportEntryForm
from inventory.forms.entry.subject import PublicationEntryForm, ShipmentEntryForm
from inventory.forms.refusals import message_of
from inventory.models import Estimate, Report, ReportRepeat
from inventory.models.names import Kind, Names
from inventory.wording.messages import words

ADD_PAGES = {
    Kind.SOURCE: "admin:inventory_source_add",
    Kind.PLACE: "admin:inventory_place_add",
    Kind.PARTY: "admin:inventory_party_add",
    Kind.EQUIPMENT_TYPE: "admin:inventory_equipmenttype_add",
}
# The element to which a problem leads, where the field has none of its own.
ANCHORS = {"publication-existing": "id_publication-url", "shipment-choice": "shipments"}


class RefusedError(Exception):
    """Tell that the database refused what the forms let pass, in words for the editor."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what keeps the entry from being recorded, and at which field.

    ``proposals`` are values that may have been meant; ``add_url`` leads to where a new thing is made.
    """

    field: str  # the id of its element
    place: str
    message: str
    proposals: tuple[str, ...] = ()
    add_url: str = ""


class Entry:
    """Hold everything typed about one report; ``is_valid`` checks it, ``record`` writes it."""

    def __init__(self, content: Content, user: User | AnonymousUser) -> None:
        self.content = content
        self._user = user
        self._refused: list[str] = []
        names, report = Names(), Report()
        self.names = names
        self.publication = PublicationEntryForm(content, prefix="publication", names=names)
        self.shipment = ShipmentEntryForm(content, prefix="shipment", names=names)
        self.report = ReportEntryForm(content, prefix="report", instance=report, names=names)
        rows: dict[str, Any] = {"instance": report, "form_kwargs": {"names": names}}
        self.lines = LINES(content, prefix="lines", **rows)
        self.details = DETAILS(content, prefix="details", **rows)
        self.report.shipment = self.shipment.found

    def fields(self, *, is_checked: bool) -> dict[str, Any]:
        """Return what the page shows: fields by name, lines and details by row, and the rows to copy."""
        parts = {"publication": self.publication, "shipment": self.shipment, "report": self.report}
        shown: dict[str, Any] = {
            name: shown_fields(form, self.content, is_checked=is_checked) for name, form in parts.items()
        }
        shown["lines"] = shown_rows(self.lines, self.content, is_checked=is_checked)
        shown["details"] = shown_rows(self.details, self.content, is_checked=is_checked)
        return shown | {"empty_line": empty_row("lines"), "empty_detail": empty_row("details")}

    def is_valid(self) -> bool:
        """Check everything, so that all problems are told at once."""
        parts = (self.publication, self.shipment, self.report, self.lines, self.details)
        is_sound = [part.is_valid() for part in parts]
        return all(is_sound) and self._is_allowed() and self._says_something()

    def _is_allowed(self) -> bool:
        """Hold the person to the rights for what would be made besides the report."""
        if self.publication.found is None and not may(self._user, Right.ADD_PUBLICATION):
            self.publication.add_error(None, _("You may not add publications."))
        if self.shipment.is_new and not may(self._user, Right.ADD_SHIPMENT):
            self.shipment.add_error(None, _("You may not add shipments."))
        return not self.publication.errors and not self.shipment.errors

    def _says_something(self) -> bool:
        if self.lines.live_forms() or self.details.live_forms() or self.content.get("report-quote"):
            return True
        self.report.add_error(None, _("The report says nothing yet: give a count, a detail or a quote."))
        return False

    def record(self) -> Report:
        """Write a valid entry in one transaction, with the shipment's estimates, and return the report.

        Raises RefusedError where the database refuses it.
        """
        try:
            with transaction.atomic():
                report = self.write()
                Estimate.objects.recompute([report.shipment_id])
                connection.check_constraints()
        except (IntegrityError, CycleError) as error:
            message = message_of(error) if isinstance(error, IntegrityError) else words(error.message)
            raise RefusedError(message) from error
        return report

    def write(self) -> Report:
        """Write the rows, in the caller's transaction; their estimates are the caller's to compute."""
        report: Report = self.report.instance
        report.publication = self.publication.record()
        report.shipment = self.shipment.record()
        report.save()
        self.lines.save()
        self.details.save()
        repeated = self.report.repeated
        if repeated is not None and self.report.cleaned_data.get("is_repeat"):
            basis = self.report.cleaned_data.get("repeat_basis") or "stated"
            ReportRepeat.objects.create(
                shipment=report.shipment, report=report, repeated=repeated, basis=basis
            )
        return report

    def refuse(self, message: str) -> None:
        """Add what the database said to the problems."""
        self._refused.append(message)

    def problems(self) -> list[Problem]:
        """Return everything that keeps the entry from being recorded, in the order of the page."""
        found = [Problem("entry", "", message) for message in self._refused]
        for part, place in (
            (self.publication, _("Publication")),
            (self.shipment, _("Shipment")),
            (self.report, _("Report")),
        ):
            found += _problems_of(part, place)
        for forms, row_place in (
            (self.lines, gettext_lazy("Count %(number)s")),
            (self.details, gettext_lazy("Detail %(number)s")),
        ):
            for number, form in enumerate(forms.forms, start=1):
                found += _problems_of(form, str(row_place) % {"number": number})
            found += [Problem("entry", "", message) for message in forms.non_form_errors()]
        return found


def _problems_of(form: Any, place: str) -> Iterator[Problem]:
    for name, errors in form.errors.as_data().items():
        field = "" if name == NON_FIELD_ERRORS else name
        for error in errors:
            params = error.params if error.code == "unknown_name" else {}
            element = form.add_prefix(field) if field else "entry"
            yield Problem(
                field=ANCHORS.get(element, f"id_{element}" if field else element),
                place=place,
                message=" ".join(error.messages),
                proposals=tuple(params.get("proposals", ())),
                add_url=reverse(ADD_PAGES[params["kind"]], query={"name": params["name"]}) if params else "",
            )
