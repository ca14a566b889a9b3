"""Check which document speaks, and which shipment it is about: known ones, or new ones."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.forms.fields import ReportedDateField
from inventory.forms.names import NamedField, NamesMixin
from inventory.forms.records import PlacedErrorsForm
from inventory.models import Dataset, Language, Publication, Shipment
from inventory.models.names import Kind
from inventory.models.recognition import Recognition, recognise

NEW = "new"
OTHER = "other"
NOWHERE = "XX"  # the code of a country that is not known, as ISO 3166-1 leaves it to its users


class PublicationEntryForm(NamesMixin, PlacedErrorsForm):
    """Take a document that is new, or choose one that is recorded already.

    ``recognition`` is what the address tells. A source that is left out is the one that it tells of.
    """

    constraint_fields: ClassVar = {"publication_url_unique": "url"}

    existing = forms.CharField(required=False, max_length=60)
    source = NamedField(Kind.SOURCE, required=False, label=gettext_lazy("Source"))
    published_on = ReportedDateField(required=False, label=gettext_lazy("Published"), max_length=100)
    language = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("As its source")), *Language.choices],
    )

    class Meta:
        model = Publication
        fields = ("url", "title", "source", "published_on", "language", "archived_url")
        labels: ClassVar = {
            "url": gettext_lazy("Address"),
            "title": gettext_lazy("Title"),
            "archived_url": gettext_lazy("Archived copy"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Publication | None = None
        self.recognition: Recognition = recognise(self.data.get(self.add_prefix("url"), ""))
        chosen = self.data.get(self.add_prefix("existing"), "")
        self.found = next((one for one in self.recognition.publications if str(one.uid) == chosen), None)
        if self.found is not None:
            self.fields = {"existing": self.fields["existing"]}

    def clean(self) -> dict[str, Any]:
        """Ask which document it is where the address is known; take over what the address tells."""
        cleaned = super().clean() or self.cleaned_data
        if self.found is not None:
            return cleaned
        if self.recognition.publications and cleaned.get("existing") != NEW:
            self.add_error(
                "existing",
                _("This address is recorded already: choose the publication, or say that this is another."),
            )
        if cleaned.get("source") is None and "source" not in self.errors:
            if self.recognition.source is None:
                self.add_error("source", _("Who published it? No source is known by this address."))
            cleaned["source"] = self.recognition.source
        if not cleaned.get("language"):
            source = cleaned.get("source")
            cleaned["language"] = source.language if source else Language.UNDETERMINED
        return cleaned

    def _post_clean(self) -> None:
        if self.found is None:
            super()._post_clean()

    def record(self) -> Publication:
        """Return the chosen publication, or save the new one."""
        if self.found is not None:
            return self.found
        publication: Publication = self.save()
        return publication


def kinds_of_shipment() -> list[tuple[str, str]]:
    """Return what a new shipment can be: an event, or a tally of one of the datasets. Runs one query."""
    datasets = Dataset.objects.values_list("slug", "name")
    tallies = [(slug, _("A tally: %(dataset)s") % {"dataset": name}) for slug, name in datasets]
    return [("", _("An event: one delivery")), *tallies]


class ShipmentEntryForm(NamesMixin, PlacedErrorsForm):
    """Choose a shipment, or take the headline of a new one; nothing is chosen by itself."""

    choice = forms.CharField(required=False, max_length=100)
    other = forms.CharField(required=False, max_length=100, label=gettext_lazy("Reference"))
    reference = forms.CharField(required=False, max_length=60, label=gettext_lazy("Reference"))
    supplier = NamedField(Kind.PARTY, required=False, label=gettext_lazy("Supplier"))
    destination = NamedField(Kind.PLACE, required=False, label=gettext_lazy("Destination"))
    period = ReportedDateField(required=False, label=gettext_lazy("Period"), max_length=100)
    dataset = forms.ChoiceField(required=False, label=gettext_lazy("What is it?"), choices=kinds_of_shipment)

    class Meta:
        model = Shipment
        fields = ("title", "destination", "period", "supplier", "dataset", "reference")
        labels: ClassVar = {"title": gettext_lazy("Title")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Shipment | None = None
        self.typed_choice = self.data.get(self.add_prefix("choice"), "")
        if self.typed_choice != NEW:
            self.found = self._find()
            self.fields = {name: self.fields[name] for name in ("choice", "other")}

    def _find(self) -> Shipment | None:
        typed = self.typed_choice
        if typed == OTHER:
            typed = self.data.get(self.add_prefix("other"), "").strip()
        if not typed or "\0" in typed:
            return None
        known = Shipment.everything.select_related("merged_into")
        found = known.filter(reference__iexact=typed).first()
        return found.standing if found else None

    @property
    def is_new(self) -> bool:
        """Tell whether a shipment is to be made."""
        return bool(self.typed_choice == NEW)

    def clean(self) -> dict[str, Any]:
        """Refuse to go on without a shipment; give a new one a reference."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_new:
            if not cleaned.get("reference") and not self.errors:
                cleaned["reference"] = free_reference(cleaned.get("destination"), cleaned.get("period", ""))
        elif self.typed_choice == OTHER and self.found is None:
            self.add_error("other", _("There is no shipment with this reference."))
        elif self.found is None:
            self.add_error("choice", _("Choose the shipment that it is about, or make a new one."))
        return cleaned

    def _post_clean(self) -> None:
        if self.is_new:
            super()._post_clean()

    def clean_dataset(self) -> Dataset | None:
        """Return the dataset of a tally, which needs the period that it counts over; None for an event."""
        slug = self.cleaned_data["dataset"]
        if slug and not self.data.get(self.add_prefix("period"), "").strip():
            self.add_error("period", _("Enter the period that the tally counts over, such as 2024."))
        return Dataset.objects.filter(slug=slug).first() if slug else None

    def clean_reference(self) -> str:
        """Refuse a reference that an address cannot hold."""
        reference = str(self.cleaned_data["reference"]).strip()
        if "/" in reference:
            raise ValidationError(_("A reference has no slash."))
        return reference

    def record(self) -> Shipment:
        """Return the chosen shipment, or save the new one."""
        if self.found is not None:
            return self.found
        shipment: Shipment = self.save()
        return shipment


def free_reference(destination: Any, period: str) -> str:
    """Return a reference that is not taken, such as ``ML-2025-01`` or ``ML-2025-01-B``. Runs one query."""
    country = destination.country.code if destination is not None and destination.country_id else NOWHERE
    days = re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}", re.sub(r"[?~%]", "", period))
    stem = f"{country}-{days.group()}" if days else country
    taken = set(Shipment.everything.filter(reference__startswith=stem).values_list("reference", flat=True))
    endings = ["", *(f"-{letter}" for letter in "BCDEFGHIJKLMNOPQRSTUVWXYZ")]
    free = (f"{stem}{ending}" for ending in endings if f"{stem}{ending}" not in taken)
    return next(free, f"{stem}-{len(taken) + 1}")
