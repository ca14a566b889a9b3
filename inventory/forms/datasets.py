"""Edit what registers, and voices with tallies, count and cover."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from inventory.forms.records import PlacedErrorsForm, RecordForm
from inventory.models import Dataset

HELP: dict[str, object] = {
    "name": _("As totals name it: “SIPRI 14–18, press 15–21”."),
    "slug": _("Short name in files and addresses."),
    "kind": _(
        "A register lists deliveries and replaces its earlier editions; tallies of one voice are sums that "
        "it gives now and then. Either counts nothing twice, so that its tallies are added up."
    ),
    "source": _("Who counts. A source has one dataset at most."),
}


class DatasetForm(RecordForm):
    """Edit a dataset."""

    class Meta:
        model = Dataset
        fields: ClassVar = [
            *("name", "slug", "kind", "source", "scheme", "first_year", "last_year"),
            *("recipients", "suppliers"),
        ]
        help_texts: ClassVar = HELP


class SourceDatasetForm(PlacedErrorsForm):
    """Give a source its dataset, so that shipments can be tallies of it."""

    class Meta:
        model = Dataset
        fields: ClassVar = ["name", "slug", "kind", "scheme", "first_year", "last_year"]
        help_texts: ClassVar = HELP
