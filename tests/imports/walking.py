"""Take a file the way that a person takes it: bring it, accept the guess of its columns, apply its plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inventory.models import ImportBatch, ReportedDelivery

State = ImportBatch.State


class Walk:
    """Follow one file through the pages of its import, as whoever is signed in on the client."""

    def __init__(
        self, client, name: str, content: bytes, *, mapping: Mapping[str, str] | None = None
    ) -> None:
        """Bring a file, and take the guess of its columns if they are asked for, changed by ``mapping``."""
        self.client = client
        file = SimpleUploadedFile(name, content)
        page = client.post(reverse("import-add"), {"import-file": file}, follow=True)
        assert page.status_code == 200, page.content.decode()
        self.batch = ImportBatch.objects.latest("pk")
        self.asked: dict[str, Any] = {}
        if self.batch.state == State.UNMAPPED:
            self.map(**(mapping or {}))

    def page(self, name: str = "import-detail", **query: Any):
        """Return a page of the batch."""
        return self.client.get(reverse(name, args=[self.batch.uid]), query)

    def post(self, name: str, values: Mapping[str, Any]):
        """Send a form of the batch's pages."""
        answer = self.client.post(reverse(name, args=[self.batch.uid]), values, follow=True)
        self.batch.refresh_from_db()
        return answer

    def map(self, **changed: str):
        """Send the form of columns with what it shows, changed: a field's key names its column."""
        page = self.page("import-mapping")
        if page.status_code != 200:  # There is no table, and the batch says why.
            return page
        form = page.context["form"]
        shown = {name: form[name].value() for name in form.fields if form[name].value()}
        self.asked = shown | {
            (name if name in form.fields else f"{name}-column"): value for name, value in changed.items()
        }
        return self.post("import-mapping", self.asked)

    def decide(self, **decisions: Mapping[str, str]):
        """Decide names; those that are not named are left for later."""
        values: dict[str, Any] = {}
        for question in self.questions():
            prefix, name = question.form.prefix, question.undecided.name
            given = decisions.get(name, {"choice": "later"})
            values |= {f"{prefix}-{field}": value for field, value in given.items()}
        return self.post("import-names", values)

    def questions(self) -> list[Any]:
        """Return the questions about names, those of all pages."""
        found: list[Any] = []
        for number in range(1, 100):
            page = self.page("import-names", page=number)
            found += page.context["questions"]
            if not page.context["page"].has_next():
                return found
        raise AssertionError("There is no end of the questions.")

    def apply(self) -> Walk:
        """Apply the plan, which has to be ready for it."""
        assert self.batch.state == State.PLANNED, (self.batch.get_state_display(), self.told())
        self.post("import-act", {"action": "apply", "fingerprint": self.batch.fingerprint})
        assert self.batch.state == State.APPLIED, self.batch.message
        return self

    def told(self) -> list[str]:
        """Return the message of the batch and its findings as the page tells them."""
        message = [self.batch.message] if self.batch.message else []
        return message + [self._words(one) for one in self.batch.findings.all()]

    def refusals(self) -> dict[int, str]:
        """Return what is wrong by line, several faults of a line in one text."""
        found: dict[int, str] = {}
        for one in self.batch.findings.filter(kind="p"):
            found[one.line] = "; ".join(filter(None, (found.get(one.line), self._words(one))))
        return found

    def notes(self) -> list[str]:
        """Return the notes."""
        return [one.text for one in self.batch.findings.filter(kind="n")]

    def left_out(self) -> list[int]:
        """Return the lines that are left out."""
        return [one.line for one in self.batch.findings.filter(kind="s")]

    @staticmethod
    def _words(one: Any) -> str:
        where = f"line {one.line}, " if one.line else ""
        column = f"{one.column}: " if one.column else ""
        change = f": {one.old} → {one.new}" if one.old or one.new else ""
        return f"{where}{column}{one.subject or one.text}{change}"

    def lines(self) -> list[ReportedDelivery]:
        """Return the lines that the batch wrote, in the file's order."""
        lines = ReportedDelivery.objects.select_related(
            "report__shipment__destination",
            "report__shipment__supplier",
            "equipment_type",
            "report__publication",
        )
        return list(lines.order_by("pk"))

    def counts(self) -> list[str]:
        """Return the interval of each line that was written, and "unknown" where there is none."""
        return [str(line.interval) if line.interval else "unknown" for line in self.lines()]

    def periods(self) -> list[str]:
        """Return the period of each line's shipment."""
        return [line.report.shipment.period for line in self.lines()]

    def recipients(self) -> list[str]:
        """Return the destination of each line's shipment."""
        return [
            line.report.shipment.destination.name if line.report.shipment.destination else ""
            for line in self.lines()
        ]
