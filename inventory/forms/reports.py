"""Check a report, its details and what it repeats."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.forms.paths import circle_through
from inventory.forms.records import PlacedErrorsForm, RecordForm, ShipmentChildFormSet
from inventory.models import Party, Place, Report, ReportedDetail, ReportRepeat, Shipment

type Edge = tuple[int, int]

VALUE_OF_KIND = {
    **dict.fromkeys(ReportedDetail.PARTY_KINDS, "party"),
    **dict.fromkeys(ReportedDetail.PLACE_KINDS, "place"),
    **dict.fromkeys(ReportedDetail.DATE_KINDS, "date"),
    **dict.fromkeys(ReportedDetail.TEXT_KINDS, "text"),
    ReportedDetail.Kind.STAGE: "stage",
}
VALUE_NAMES = {
    "party": _("a party"),
    "place": _("a place"),
    "date": _("a date"),
    "text": _("words in the text field"),
    "stage": _("a stage"),
}


class ReportForm(RecordForm):
    """Edit one report. Validate it inside a transaction: the shipments that it touches are locked.

    The lock makes two editors of one shipment wait for each other, so that together they cannot close a
    circle of repetitions or take away the second voice under a grade of 1.
    """

    constraint_fields: ClassVar = {
        "report_not_superseded_by_itself": "superseded_by",
        "report_unattributed_names_nobody": "asserter",
        "report_credibility_range": "credibility",
    }

    class Meta:
        model = Report
        exclude = ("repeats",)

    def clean(self) -> dict[str, Any]:
        """Refuse to move a report away from reports that repeat it, and a replacement on another shipment."""
        cleaned = super().clean()
        shipment = cleaned.get("shipment")
        if shipment is None:
            return cleaned
        touched = {shipment.pk, self.initial.get("shipment") or shipment.pk}
        list(Shipment.objects.select_for_update().filter(pk__in=touched).order_by("pk").values_list("pk"))
        newer = cleaned.get("superseded_by")
        if newer is not None and newer.shipment_id != shipment.pk:
            self.add_error(
                "superseded_by",
                _("That report is on another shipment, %(reference)s.")
                % {"reference": newer.shipment.reference},
            )
        if self.instance.pk and "shipment" in self.changed_data:
            copies = self.instance.repeated_edges.select_related(
                "report__publication__source", "report__shipment"
            )
            if names := ", ".join(sorted(report_name(edge.report) for edge in copies)):
                self.add_error(
                    "shipment",
                    _("Reports on the former shipment repeat this one: %(names)s.") % {"names": names},
                )
        return cleaned


class DetailForm(PlacedErrorsForm):
    """Take one statement of a report, and exactly the value that its kind takes."""

    constraint_fields: ClassVar = {
        "reporteddetail_value_fits_kind": "kind",
        "reporteddetail_unique": "kind",
    }

    class Meta:
        model = ReportedDetail
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        """Say at its field which value is missing, and which does not belong."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if not kind:
            return cleaned
        wanted = VALUE_OF_KIND[ReportedDetail.Kind(kind)]
        label = ReportedDetail.Kind(kind).label.lower()
        if wanted not in self.errors and not cleaned.get(wanted):
            self.add_error(
                wanted, _("The %(label)s takes %(value)s.") % {"label": label, "value": VALUE_NAMES[wanted]}
            )
        for name in VALUE_NAMES.keys() - {wanted}:
            if cleaned.get(name):
                self.add_error(
                    name,
                    _("The %(label)s takes %(value)s; leave this empty.")
                    % {"label": label, "value": VALUE_NAMES[wanted]},
                )
        self._check_role(kind, cleaned)
        return cleaned

    def _check_role(self, kind: str, cleaned: dict[str, Any]) -> None:
        """Hold roles to what can fill them, as the database does."""
        place, party = cleaned.get("place"), cleaned.get("party")
        too_wide = (Place.Kind.COUNTRY, Place.Kind.REGION)
        if kind == ReportedDetail.Kind.DELIVERY_POINT and place and place.kind in too_wide:
            self.add_error("place", _("A delivery point is a city, port or base."))
        if kind == ReportedDetail.Kind.CARRIER and party and party.kind == Party.Kind.ARMED_GROUP:
            self.add_error("party", _("A carrier is a company, a force or a state."))


class SingleDetailForm(RecordForm, DetailForm):
    """Edit one statement by itself."""


class DetailFormSet(ShipmentChildFormSet):
    """Hold the statements of one report."""


class RepeatForm(PlacedErrorsForm):
    """Take one report that another repeats."""

    constraint_fields: ClassVar = {
        "reportrepeat_unique": "repeated",
        "reportrepeat_not_of_itself": "repeated",
    }

    class Meta:
        model = ReportRepeat
        fields = "__all__"


class SingleRepeatForm(RecordForm, RepeatForm):
    """Edit one repetition by itself."""

    def clean(self) -> dict[str, Any]:
        """Refuse a report of another shipment, and a circle."""
        cleaned = super().clean()
        report = cleaned.get("report") or getattr(self.instance, "report", None)
        if report is not None and cleaned.get("repeated") is not None:
            edges = repeat_edges(report.shipment_id).exclude(pk=self.instance.pk)
            refuse_repeat(self, report, list(edges.values_list("report_id", "repeated_id")))
        return cleaned


class RepeatFormSet(ShipmentChildFormSet):
    """Hold what one report repeats: reports on its shipment, never in a circle."""

    def clean(self) -> None:
        """Refuse a report of another shipment, and a repetition that closes a circle."""
        super().clean()
        if self.instance.shipment_id is None:
            return
        others = repeat_edges(self.instance.shipment_id).exclude(report=self.instance.pk)
        edges: list[Edge] = list(others.values_list("report_id", "repeated_id"))
        for form in self.live_forms():
            if form.cleaned_data.get("repeated") is not None:
                refuse_repeat(form, self.instance, edges)


def repeat_edges(shipment: int) -> Any:
    """Return the repetitions among the reports on a shipment."""
    return ReportRepeat.objects.filter(shipment=shipment)


def refuse_repeat(form: forms.ModelForm[Any], report: Report, edges: list[Edge]) -> None:
    """Put an error at ``repeated`` where it is on another shipment or closes a circle with the edges."""
    repeated = form.cleaned_data["repeated"]
    if repeated.shipment_id != report.shipment_id:
        form.add_error(
            "repeated",
            _("That report is on another shipment, %(reference)s.")
            % {"reference": repeated.shipment.reference},
        )
    elif report.pk and (path := circle_through((report.pk, repeated.pk), edges)):
        reports = Report.objects.select_related("publication__source", "asserter", "shipment").in_bulk(path)
        names = " → ".join(report_name(reports[key]) for key in path)
        form.add_error(
            "repeated", _("This would make the report repeat itself: %(names)s.") % {"names": names}
        )


def report_name(report: Report) -> str:
    """Name a report in a message: its voice and its number, since one voice may have several."""
    return f"{report.voice} (report {report.pk})"
