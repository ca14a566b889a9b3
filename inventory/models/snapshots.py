"""Freeze results under permanent addresses, so that what was cited stays what it was."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inventory.models.fields import public_id

MOST_SNAPSHOTS = 100  # of one person; withdrawn ones do not count
MOST_CONTENT = 256 * 1024**2  # bytes of one person's snapshots together

# What a withdrawal may change; everything else is part of what was cited.
WITHDRAWN = "ARRAY['content', 'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason']"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Ask for snapshots."""

    def standing(self) -> SnapshotQuerySet:
        """Return those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def sizes_of(self, person: Any) -> tuple[int, int]:
        """Return how many snapshots of a person stand, and the bytes of their contents. Runs one query."""
        size = models.Func("content", function="octet_length", output_field=models.BigIntegerField())
        mine = self.standing().filter(taken_by=person).order_by()
        counted = mine.aggregate(number=models.Count("pk"), size=models.Sum(size))
        return counted["number"], counted["size"] or 0


class Snapshot(models.Model):
    """A frozen, citable copy of a filtered result. Nothing of it ever changes; the database sees to it.

    It can be withdrawn once: then its content is gone for good, and its address tells when, why and with
    which checksum it was.
    """

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
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text=_("Empty: it stands."))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn_snapshots",
        help_text=_("Empty: it stands."),
    )
    withdrawal_reason = models.CharField(
        max_length=500, blank=True, help_text=_("Public: it stands at the address from then on.")
    )

    objects = SnapshotQuerySet.as_manager()

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
            models.CheckConstraint(
                name="snapshot_withdrawal_whole",
                condition=models.Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (
                    models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, content="")
                    & ~models.Q(withdrawal_reason__regex=r"^\s*$")
                ),
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]
        triggers = (
            pgtrigger.Trigger(
                name="snapshot_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
                        AND to_jsonb(NEW) - {WITHDRAWN} = to_jsonb(OLD) - {WITHDRAWN}
                    THEN RETURN NEW; END IF;
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

    def withdraw(self, person: Any, reason: str) -> None:
        """Remove the content for good and say why; address, title, rows and checksum stay.

        Raises IntegrityError where it was withdrawn before, or no reason is given.
        """
        self.content, self.withdrawn_at = "", timezone.now()
        self.withdrawn_by, self.withdrawal_reason = person, reason
        self.save(update_fields=["content", "withdrawn_at", "withdrawn_by", "withdrawal_reason"])

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Return the filters and order of what it froze as names and values, for people to read."""
        return parse_qsl(urlsplit(self.path).query)

    @property
    def is_sound(self) -> bool:
        """Tell whether the content still has its checksum; what was withdrawn has none to compare."""
        return (
            self.withdrawn_at is not None or hashlib.sha256(self.content.encode()).hexdigest() == self.sha256
        )
