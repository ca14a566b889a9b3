"""Define what the desk needs besides the record itself: import batches."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ImportBatch(models.Model):
    """One file that was applied: who, which file, and what became of its rows."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, help_text="Checksum of the file.")
    file_format = models.CharField(max_length=40)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_batches",
        help_text="Empty: a command did it.",
    )
    imported_at = models.DateTimeField(auto_now_add=True)
    rows_read = models.PositiveIntegerField()
    rows_new = models.PositiveIntegerField()
    rows_changed = models.PositiveIntegerField()
    rows_unchanged = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "import batches"
        ordering = ("-imported_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="importbatch_every_row_counted",
                condition=models.Q(
                    rows_read=models.F("rows_new") + models.F("rows_changed") + models.F("rows_unchanged")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.imported_at:%Y-%m-%d})"
