"""Check what a publication draws on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from inventory.forms.paths import Edges, circle_through, edges_below
from inventory.forms.records import InlineFormSet, PlacedErrorsForm, RecordForm
from inventory.models import Citation, Publication


class PublicationForm(RecordForm):
    """Edit one publication."""

    constraint_fields: ClassVar = {
        "publication_url_unique": "url",
        "publication_public_text_exists": "is_text_public",
    }

    class Meta:
        model = Publication
        fields = "__all__"


class CitationForm(PlacedErrorsForm):
    """Take one publication or source that a publication draws on."""

    constraint_fields: ClassVar = {
        "citation_one_target": "cited_publication",
        "citation_not_of_itself": "cited_publication",
        "citation_unique": "cited_publication",
    }

    class Meta:
        model = Citation
        fields = "__all__"


class SingleCitationForm(RecordForm, CitationForm):
    """Edit one citation by itself."""

    def clean(self) -> dict[str, Any]:
        """Refuse a circle."""
        cleaned = super().clean()
        citing = cleaned.get("publication") or getattr(self.instance, "publication", None)
        if citing is not None:
            refuse_citation(self, citing, self.instance.pk)
        return cleaned


class CitationFormSet(InlineFormSet):
    """Hold what one publication draws on, never in a circle."""

    def clean(self) -> None:
        """Refuse a citation that closes a circle."""
        super().clean()
        for form in self.forms:
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE"):
                refuse_citation(form, self.instance, None)


def refuse_citation(form: Any, citing: Publication, replaced: int | None) -> None:
    """Put an error at ``cited_publication`` where it would make the publication draw on itself.

    Runs one query per level of citations below the cited publication.
    """
    cited = form.cleaned_data.get("cited_publication")
    if cited is None or citing.pk is None:
        return

    def fetch(keys: Collection[int]) -> Edges:
        found = Citation.objects.filter(publication__in=keys, cited_publication__isnull=False)
        kept = found if replaced is None else found.exclude(pk=replaced)
        pairs = kept.values_list("publication_id", "cited_publication_id")
        # The column is typed as nullable; the filter leaves no null.
        return [(start, end) for start, end in pairs if end]

    path = circle_through((citing.pk, cited.pk), edges_below({cited.pk}, fetch))
    if path and cited.pk != citing.pk:
        publications = Publication.objects.in_bulk(path)
        names = " → ".join(f"“{publications[key]}”" for key in path)
        form.add_error(
            "cited_publication",
            _("This would make the publication draw on itself: %(names)s.") % {"names": names},
        )
