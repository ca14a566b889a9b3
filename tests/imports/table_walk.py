"""Walk a table through the pages of an import as a person does: bring, map, apply, undo."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inventory.models import ImportBatch, ReportedDelivery, Shipment
from tests import factories

EDITIONS = Path(__file__).resolve().parent.parent / "data" / "editions"
STATES = (
    "Mali",
    "Niger",
    "Zambia",
    "Zimbabwe",
    "Botswana",
    "Lesotho",
    "Madagascar",
    "Tunisia",
    "Algeria",
    "Morocco",
    "Togo",
    "Benin",
    "Chad",
    "Russia",
    "China",
)
# What the columns of the tables say; a person chooses so, also the number of the row.
COLUMNS = {
    "Recipient": "recipient",
    "Supplier": "supplier",
    "Weapon": "equipment_type",
    "Quantity": "phrase",
    "Delivered": "date",
    "Year": "date",
    "Source": "publication_source",
    "Note": "note",
    "Quote": "quote",
    "Link": "publication_url",
    "Deal ID": "group",
    "Contract number": "group",
    "Row ID": "key",
}


def make_names() -> None:
    """Make the states, types and the source that the tables name."""
    for name in STATES:
        slug = name.lower()
        country = factories.CountryFactory(name=name)
        factories.PlaceFactory(slug=f"country-{slug}", name=name, country=country, kind="country")
        factories.PartyFactory(slug=f"state-{slug}", name=name, country=country, kind="state")
    for name in ("T-72", "BTR-82A", "T-54", "D-30"):
        factories.EquipmentTypeFactory(slug=name.lower(), name=name)
    factories.SourceFactory(slug="raids", name="RAIDS")


@dataclass
class Walk:
    """Take files through the pages with a browser's client."""

    client: Any

    def bring(self, stem: str, content: bytes | None = None, name: str = "") -> ImportBatch:
        """Bring a file: one of the folder, or the given bytes."""
        content = (EDITIONS / f"{stem}.csv").read_bytes() if content is None else content
        file = SimpleUploadedFile(name or f"{stem}.csv", content)
        answer = self.client.post(reverse("import-add"), {"import-file": file})
        return ImportBatch.objects.get(uid=answer.url.rstrip("/").rpartition("/")[2])

    def guess(self, batch: ImportBatch) -> dict[str, str]:
        """Return which columns the mapping's page proposes, by field."""
        form = self.client.get(reverse("import-mapping", args=[batch.uid])).context["form"]
        return {
            name.removesuffix("-column"): form[name].value()
            for name in form.fields
            if name.endswith("-column") and form[name].value()
        }

    def map(self, batch: ImportBatch, columns: dict[str, str] = COLUMNS, **also: str) -> ImportBatch:
        """Say what the columns of the table hold that are known."""
        page = self.client.get(reverse("import-mapping", args=[batch.uid]))
        fields = {field: name for name, field in columns.items() if name in page.context["header"]}
        values = {f"{field}-column": name for field, name in fields.items()} | also
        return self._post(batch, "import-mapping", values)

    def read(self, batch: ImportBatch, **reading: str) -> ImportBatch:
        """Say how the file is read."""
        return self._post(batch, "import-reading", reading)

    def say(self, batch: ImportBatch, earlier: ImportBatch | None, **also: str) -> ImportBatch:
        """Say of which earlier table the file is a new edition; of none, it is a table of its own."""
        values = {"edition_of": "own" if earlier is None else str(earlier.uid), **also}
        return self._post(batch, "import-edition", values)

    def apply(self, batch: ImportBatch) -> ImportBatch:
        """Apply the plan as it is shown."""
        return self._post(batch, "import-act", {"action": "apply", "fingerprint": batch.fingerprint})

    def undo(self, batch: ImportBatch) -> ImportBatch:
        """Take it back."""
        return self._post(batch, "import-act", {"action": "undo"})

    def enter(
        self, name: str, content: bytes | None = None, columns: dict[str, str] = COLUMNS, **also: str
    ) -> ImportBatch:
        """Bring, map and apply a file, nothing else being said of it."""
        batch = self.apply(self.map(self.bring(name, content), columns, **also))
        assert batch.state == "applied", self.told(batch)
        return batch

    def told(self, batch: ImportBatch) -> list[str]:
        """Return what the plan says, a line each, as the page has it."""
        page = self.client.get(batch.get_absolute_url())
        return [
            " ".join(
                part
                for part in (
                    f"{found.line}:" if found.line else "",
                    f"{found.column}:" if found.column else "",
                    found.text or (f"{found.old} → {found.new}" if found.kind == "c" else found.subject),
                )
                if part
            )
            for found in page.context["table"].data
        ]

    def _post(self, batch: ImportBatch, page: str, values: dict[str, str]) -> ImportBatch:
        answer = self.client.post(reverse(page, args=[batch.uid]), values)
        assert answer.status_code == 302, answer.content.decode()
        batch.refresh_from_db()
        return batch


def counts() -> list[str]:
    """Return what the record says, in words: each count with its shipment, in alphabetical order."""
    lines = ReportedDelivery.objects.select_related("shipment__destination", "equipment_type")
    return sorted(
        f"{line.shipment.destination} {line.shipment.period} {line.equipment_type}: {line.interval}"
        for line in lines
    )


def destinations() -> list[str]:
    """Return where the shipments that are listed went, in alphabetical order."""
    return sorted(str(shipment.destination) for shipment in Shipment.objects.all())
