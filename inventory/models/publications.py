"""Define publications and what they draw on."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.models.catalogues import PublicationQuerySet
from inventory.models.fields import EdtfField, edtf_days, public_id
from inventory.models.history import with_history
from inventory.models.indexing import words_index
from inventory.models.languages import Language
from inventory.models.sources import Source


class Basis(models.TextChoices):
    """Say whether a text states that it draws on another, or somebody inferred it."""

    STATED = "stated", _("Stated")
    INFERRED = "inferred", _("Inferred")


@with_history(exclude=("published_days",))
class Publication(models.Model):
    """One document by a source: an article, a post, one edition of a register."""

    uid = public_id()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=1000, blank=True, help_text=_("Empty: no address is known."))
    archived_url = models.URLField(
        max_length=1000, blank=True, help_text=_("A copy in a web archive. Empty: none is known.")
    )
    published_on = EdtfField(help_text=_("EDTF, such as 2025-01-26 or 2025-01. Empty: unknown."))
    published_days = edtf_days("published_on")
    language = models.CharField(max_length=3, choices=Language, default=Language.UNDETERMINED)
    text = models.TextField(
        blank=True,
        help_text=_("Working copy of the text, for those with the right to read it unless marked public."),
    )
    is_text_public = models.BooleanField(default=False, help_text=_("Only where the licence allows it."))
    note = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-published_days", "-pk")
        permissions = (("read_private_text", "Can read texts that are not public"),)
        constraints = [
            models.UniqueConstraint(
                fields=("source", "url", "published_on"),
                condition=~models.Q(url=""),
                name="publication_url_unique",
                violation_error_message=_(
                    "This source already has a publication with that address and date."
                ),
            ),
            models.CheckConstraint(
                name="publication_public_text_exists",
                condition=models.Q(is_text_public=False) | ~models.Q(text=""),
                violation_error_message=_("There is no text to make public."),
            ),
        ]
        indexes = (
            GistIndex(fields=("published_days",), name="publication_published_days"),
            GinIndex(fields=("title",), opclasses=("gin_trgm_ops",), name="publication_title_trigram"),
            words_index("publication_words", "title", "url"),
            # A text that is not public is nobody's to find.
            words_index("publication_text_words", "text", condition=models.Q(is_text_public=True)),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the publication's page."""
        return reverse("publication-detail", args=[self.uid])


@with_history()
class Citation(models.Model):
    """A publication that draws on another publication, or on a source that is not further known."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="citations"
    )  # Part of its publication.
    cited_publication = models.ForeignKey(
        Publication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations_received",
        help_text=_("Empty: a source is cited."),
    )
    cited_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations_received",
        help_text=_("Empty: a publication is cited."),
    )
    basis = models.CharField(
        max_length=10, choices=Basis, default=Basis.STATED, help_text=_("Inferred: text reuse, or a guess.")
    )
    phrase = models.CharField(max_length=300, blank=True, help_text=_("The words that say so, as written."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citation_one_target",
                condition=models.Q(cited_publication__isnull=True, cited_source__isnull=False)
                | models.Q(cited_publication__isnull=False, cited_source__isnull=True),
                violation_error_message=_(
                    "Name either the publication or the source that is cited, not both."
                ),
            ),
            models.CheckConstraint(
                name="citation_not_of_itself",
                condition=models.Q(cited_publication__isnull=True)
                | ~models.Q(cited_publication=models.F("publication")),
                violation_error_message=_("A publication cannot cite itself."),
            ),
            models.UniqueConstraint(
                fields=("publication", "cited_publication", "cited_source"),
                nulls_distinct=False,
                name="citation_unique",
                violation_error_message=_("This citation is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} cites {self.cited_publication or self.cited_source}"
