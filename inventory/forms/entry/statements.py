"""Check what a report says: in whose voice, its counts, and its other statements."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.domain.dates import DateError, normalise_date
from inventory.forms.deliveries import DeliveryForm, DeliveryFormSet
from inventory.forms.entry.content import MOST_ROWS
from inventory.forms.names import NamedField, NamesMixin
from inventory.forms.readings import NAMED_ONLY
from inventory.forms.reports import VALUE_NAMES, VALUE_OF_KIND, DetailForm, DetailFormSet, ReportForm
from inventory.models import Basis, Report, ReportedDelivery, ReportedDetail, Shipment, Stage
from inventory.models.names import Kind
from inventory.wording.messages import words

OWN = "own"
VOICES = (
    (OWN, gettext_lazy("The publication itself")),
    ("stated", gettext_lazy("Somebody it names")),
    ("inferred", gettext_lazy("Somebody, as follows from the text")),
    ("guessed", gettext_lazy("Somebody, as others credit it")),
    ("unattributed", gettext_lazy("Nobody is named")),
)
NAMED_VOICES = frozenset({"stated", "inferred", "guessed"})


class ReportEntryForm(NamesMixin, ReportForm):
    """Take in whose voice a report speaks, how far the shipment had come, and how sure it is.

    ``shipment`` is set before the form is validated: the report that it is the same as is on it.
    """

    voice = forms.ChoiceField(choices=VOICES, required=False, label=gettext_lazy("In whose voice"))
    asserter = NamedField(Kind.SOURCE, required=False, label=gettext_lazy("Attributed to"))
    same_as = forms.CharField(required=False, max_length=60, label=gettext_lazy("Same as"))
    is_repeat = forms.BooleanField(
        required=False, label=gettext_lazy("It repeats that report, and is no voice of its own")
    )
    repeat_basis = forms.ChoiceField(
        choices=Basis.choices, required=False, label=gettext_lazy("That it repeats is")
    )

    class Meta(ReportForm.Meta):
        fields = (
            "asserter",
            "attribution_phrase",
            "is_first_hand",
            "stage",
            "modality",
            "hedge",
            "credibility",
            "quote",
            "note",
        )
        labels: ClassVar = {
            "attribution_phrase": gettext_lazy("Words that credit the speaker"),
            "is_first_hand": gettext_lazy("Saw the evidence itself"),
            "stage": gettext_lazy("Stage"),
            "modality": gettext_lazy("How sure"),
            "hedge": gettext_lazy("Words of doubt"),
            "credibility": gettext_lazy("Credibility"),
            "quote": gettext_lazy("Quote"),
            "note": gettext_lazy("Note"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shipment: Shipment | None = None
        self.repeated: Report | None = None
        del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        """Hold the speaker to the voice, and find the report that this one is the same as."""
        cleaned = super().clean()
        voice = cleaned.get("voice") or OWN
        asserter = cleaned.get("asserter")
        if voice in NAMED_VOICES and asserter is None and "asserter" not in self.errors:
            self.add_error("asserter", _("Name who says it."))
        elif voice not in NAMED_VOICES and asserter is not None:
            self.add_error("voice", _("Somebody is named as the speaker; choose how that is known."))
        if cleaned.get("same_as"):
            self._find_repeated(cleaned["same_as"])
        return cleaned

    def _find_repeated(self, uid: str) -> None:
        try:
            self.repeated = Report.objects.get(uid=uid, shipment=self.shipment)
        except (Report.DoesNotExist, ValidationError):
            self.add_error("same_as", _("That report is not on this shipment."))

    def _post_clean(self) -> None:
        """Put the attribution on the report before its constraints are tried."""
        voice = self.cleaned_data.get("voice") or OWN
        self.instance.attribution = Report.Attribution.STATED if voice == OWN else voice
        super()._post_clean()


class LineEntryForm(NamesMixin, DeliveryForm):
    """Take one count: type and words, names in place of keys.

    A line without words of count names its type in passing, and is read as a plural.
    """

    equipment_type = NamedField(Kind.EQUIPMENT_TYPE, label=gettext_lazy("Type"))
    label_type = NamedField(
        Kind.EQUIPMENT_TYPE, required=False, label=gettext_lazy("Class that these words name")
    )
    cited_source = NamedField(Kind.SOURCE, required=False, label=gettext_lazy("Borrowed from the source"))
    share_of = NamedField(  # type: ignore[assignment]  # Gives the same rows, found by their names.
        Kind.EQUIPMENT_TYPE, required=False, label=gettext_lazy("Share of")
    )

    def _read_words(self) -> None:
        if self.cleaned_data.get("phrase", "").strip():
            super()._read_words()
        else:
            self.quantity = NAMED_ONLY

    def _check_share(self) -> None:
        """Leave a share without a base to the list of lines, which may have one total."""
        if not self.is_share or self.cleaned_data.get("share_of") is not None:
            super()._check_share()


class LineEntryFormSet(DeliveryFormSet):
    """Hold the lines of a new report; a share that names no line is one of the report's only total."""

    def clean(self) -> None:
        """Find the base of shares, then check the lines together."""
        totals = [form for form in self.live_forms() if form.cleaned_data.get("scope") == "total"]
        for form in self.live_forms():
            if not form.is_share or form.cleaned_data.get("share_of") or "share_of" in form.errors:
                continue
            bases = [total.cleaned_data.get("equipment_type") for total in totals if total is not form]
            if len(bases) == 1 and bases[0] is not None:
                form.cleaned_data["share_of"] = bases[0]
            else:
                form.add_error(
                    "share_of", _("This count is a share: name the type on the line that it is part of.")
                )
        super().clean()


class DetailEntryForm(NamesMixin, DetailForm):
    """Take one statement as kind and value: what the value is follows from the kind."""

    value = forms.CharField(required=False, max_length=300, label=gettext_lazy("Value"))
    is_partial = forms.ChoiceField(
        choices=[("", ""), ("on", gettext_lazy("A part of the shipment only"))],
        required=False,
        label=gettext_lazy("Speaks of"),
    )

    def clean_is_partial(self) -> bool:
        """Return whether it speaks of a part only."""
        return bool(self.cleaned_data["is_partial"])

    def clean(self) -> dict[str, Any]:
        """Read the value as the kind wants it; every message about it stands at it."""
        kind, text = self.cleaned_data.get("kind"), self.cleaned_data.get("value", "")
        if kind and text:
            wanted = VALUE_OF_KIND[ReportedDetail.Kind(kind)]
            try:
                self.cleaned_data[wanted] = self._read(wanted, text)
            except ValidationError as error:
                self.add_error("value", error)
                return self.cleaned_data
        cleaned = super().clean()
        for name in VALUE_NAMES:
            if name in self.errors:
                self.add_error("value", ValidationError(self.errors.pop(name).as_data()))
        return cleaned

    def _read(self, wanted: str, text: str) -> Any:
        """Return the value. Raises ValidationError where it cannot be one."""
        if wanted in ("party", "place"):
            field = NamedField(Kind.PARTY if wanted == "party" else Kind.PLACE)
            field.names = self.names
            return field.row_of(text)
        if wanted == "date":
            try:
                return normalise_date(text)
            except DateError as error:
                raise ValidationError(words(error.reason), code="edtf") from error
        return stage_of(text) if wanted == "stage" else text


def stage_of(text: str) -> str:
    """Return the stage that a word names: its label in any language of the site, or its key.

    Raises ValidationError with all stages.
    """
    plain = text.strip().casefold()
    for stage in Stage:
        if plain in {str(stage.label).casefold(), stage.value, stage.value.replace("_", " ")}:
            return stage.value
    labels = ", ".join(str(stage.label).lower() for stage in Stage)
    raise ValidationError(_("This is no stage; stages are %(stages)s.") % {"stages": labels})


class DetailEntryFormSet(DetailFormSet):
    """Hold the statements of a new report, each once."""

    def clean(self) -> None:
        """Refuse a statement that is made twice."""
        seen = set()
        for form in self.live_forms():
            stated = tuple(form.cleaned_data.get(name) for name in ("kind", *VALUE_NAMES))
            if stated in seen and not form.errors:
                form.add_error("value", _("This report says that already."))
            seen.add(stated)


LINES: Any = forms.inlineformset_factory(
    Report,
    ReportedDelivery,
    form=LineEntryForm,
    formset=LineEntryFormSet,
    exclude=("kind", "quantity", "best", "base", "same_as"),
    can_delete=False,
    extra=0,
    max_num=MOST_ROWS,
)
DETAILS: Any = forms.inlineformset_factory(
    Report,
    ReportedDetail,
    form=DetailEntryForm,
    formset=DetailEntryFormSet,
    exclude=(),
    can_delete=False,
    extra=0,
    max_num=MOST_ROWS,
)
