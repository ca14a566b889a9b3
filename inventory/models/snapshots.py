"""Freeze results under permanent addresses, so that what was cited stays what it was."""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl, urlsplit

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.models.fields import public_id


class Snapshot(models.Model):
    """A frozen, citable copy of a filtered result. Nothing of it ever changes; the database sees to it."""

    uid = public_id()
    title = models.CharField(max_length=200)
    profile = models.CharField(
        max_length=40, help_text=_("What kind of file it is; the codebook says what its columns mean.")
    )
    path = models.TextField(help_text=_("The list and filter that it froze."))
    content = models.TextField(help_text=_("The result, as CSV."))
    sha256 = models.CharField(max_length=64, help_text=_("Checksum of the content in UTF-8."))
    row_count = models.PositiveIntegerField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="snapshots",
        help_text=_("Empty: taken by a command."),
    )
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-taken_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="snapshot_sha256_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="snapshot_title_not_blank",
                condition=~models.Q(title__regex=r"^\s*$"),
                violation_error_message=_("Give the snapshot a title."),
            ),
        ]
        triggers = (
            pgtrigger.Trigger(
                name="snapshot_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    RAISE EXCEPTION 'A snapshot never changes: it may have been cited.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_never_changes';
                """,
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its permanent address."""
        return reverse("snapshot-detail", args=[self.uid])

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Return the filters and order of what it froze as names and values, for people to read."""
        return parse_qsl(urlsplit(self.path).query)

    @property
    def is_sound(self) -> bool:
        """Tell whether the content still has its checksum."""
        return hashlib.sha256(self.content.encode()).hexdigest() == self.sha256
