"""Define what the desk needs besides the record itself: saved views, preferences, drafts."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.models.history import with_history

MOST_VIEWS = 200  # of one person


class ListPage(models.TextChoices):
    """Name the pages whose state can be kept; values are URL names without arguments."""

    SHIPMENTS = "shipment-list", _("Shipments")
    DELIVERIES = "delivery-list", _("Reported deliveries")
    COMPARISON = "comparison", _("Comparison")
    EQUIPMENT = "equipment-list", _("Equipment")
    DESTINATIONS = "destination-list", _("Destinations")
    SOURCES = "source-list", _("Sources")
    PUBLICATIONS = "publication-list", _("Publications")


@with_history()
class SavedView(models.Model):
    """The state of a list or comparison under a title and a permanent address that anybody may open."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    page = models.CharField(max_length=40, choices=ListPage)
    query = models.TextField(
        blank=True,
        max_length=10_000,
        help_text=_("The query string without “?”: filters, order, columns. Empty: the list as it opens."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="saved_views",
        help_text=_("Who may rename or delete it. Empty: it came with the site."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("title", "pk")
        constraints = [
            models.CheckConstraint(
                name="savedview_title_not_blank",
                condition=~models.Q(title__regex=r"^\s*$"),
                violation_error_message=_("Give the view a title."),
            ),
            models.CheckConstraint(name="savedview_page_known", condition=models.Q(page__in=ListPage.values)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the permanent address."""
        return reverse("saved-view", args=[self.uid])

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Return what it keeps as names and values, for people to read."""
        return parse_qsl(self.query)


class ListPreference(models.Model):
    """Which columns one person wants to see in one list, and how densely."""

    class Density(models.TextChoices):
        """Say how much room a row takes."""

        COMFORTABLE = "comfortable", _("Comfortable")
        COMPACT = "compact", _("Compact")

    # A person's preferences mean nothing without the person.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="list_preferences"
    )
    page = models.CharField(max_length=40, choices=ListPage)
    columns = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text=_("Empty: the list's own choice."),
    )
    density = models.CharField(max_length=20, choices=Density, default=Density.COMFORTABLE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "page"), name="listpreference_one_per_page"),
            models.CheckConstraint(
                name="listpreference_page_known", condition=models.Q(page__in=ListPage.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_page_display()}"


class ReportDraft(models.Model):
    """What somebody has typed of a report and not yet recorded; it is no part of the record."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # An unfinished draft means nothing without the person who was writing it.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_drafts"
    )
    content = models.JSONField(default=dict, blank=True, help_text=_("The form's fields as typed, by name."))
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-saved_at", "-pk")

    def __str__(self) -> str:
        return f"{self.owner}, {self.saved_at:%Y-%m-%d %H:%M}"
