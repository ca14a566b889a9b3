"""Define the root voice: whose statement it is that a report repeats, cites or passes on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.reports import Report
from inventory.models.sources import Source


class RootVoice(models.Model):
    """A source behind what a report has a speaker say; computed with the estimates, never edited.

    There are rows only where what is said goes back to another than the speaker, and several where sources
    that draw on each other in a circle are one voice. A million lines of registers have none.
    """

    report = models.ForeignKey(
        Report,
        on_delete=models.CASCADE,  # Computed from it.
        related_name="root_voices",
        editable=False,
        db_index=False,
    )
    speaker = models.ForeignKey(
        Source,
        on_delete=models.CASCADE,  # Computed from what names it.
        related_name="+",
        editable=False,
        help_text=_(
            "Who is said to say it: the report's voice, or the source that a count is borrowed from."
        ),
    )
    root = models.ForeignKey(
        Source,
        on_delete=models.CASCADE,  # Computed from what leads to it.
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ("report", "speaker", "root")
        constraints = (
            models.UniqueConstraint(fields=("report", "speaker", "root"), name="rootvoice_told_once"),
        )

    def __str__(self) -> str:
        return f"{self.speaker}: {self.root}"
