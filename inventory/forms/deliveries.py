"""Read the count lines of a report: the editor types the words, the product reads the interval."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inventory.domain.intervals import EVERYTHING, Interval
from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from inventory.domain.quantities.refusals import CountFault
from inventory.forms.choices import OneOf
from inventory.forms.fields import LARGEST_COUNT, closed_ends, closed_range
from inventory.forms.records import PlacedErrorsForm, RecordForm, ShipmentChildFormSet
from inventory.forms.same_items import SameItems, tell_apart
from inventory.models import EquipmentType, ReportedDelivery
from inventory.wording.messages import words

COUNT_FIELDS = frozenset({"phrase", "share_of", "low", "high", "hand_kind"})
HAND_FIELDS = ("low", "high", "hand_kind")


def quantity_of(line: ReportedDelivery) -> Quantity | None:
    """Return the count that a line holds; None before it has been read.

    Raises QuantityError where kind and interval contradict each other, which SQL alone lets pass.
    """
    if not line.kind:
        return None
    return Quantity(Kind(line.kind), line.interval, line.best, line.phrase)


def reads_as_stored(line: ReportedDelivery, base: Interval | None) -> bool:
    """Tell whether the line's words, read today, give what it holds; else it was given by hand."""
    try:
        return parse_quantity(line.phrase, base=base) == quantity_of(line)
    except QuantityError:
        return False


def hand_quantity(kind: str, low: int | None, high: int | None, phrase: str) -> Quantity:
    """Return the count that an editor gave by hand, with the kind that its ends imply if none was chosen.

    Raises QuantityError when kind and ends contradict each other.

    >>> hand_quantity("", 3, 5, "нескольких").kind, str(hand_quantity("", None, 20, "до 20").interval)
    (<Kind.RANGE: 'range'>, '1–20')
    """
    if kind in {Kind.NONE, Kind.UNKNOWN} and low is None and high is None:
        return Quantity(Kind(kind), Interval(0, 0) if kind == Kind.NONE else None, None, phrase)
    if low is None and high is None:
        raise QuantityError(phrase, CountFault.NO_BOUND)
    least = low if low is not None else min(1, high or 0)
    if kind in {Kind.EXACT, Kind.NONE} and high is None:
        high = least
    return Quantity(
        Kind(kind) if kind else _implied_kind(low, least, high), Interval(least, high), None, phrase
    )


def _implied_kind(low: int | None, least: int, high: int | None) -> Kind:
    if high == 0:
        return Kind.NONE
    if high is None:
        return Kind.AT_LEAST
    if low is None:
        return Kind.AT_MOST
    return Kind.EXACT if least == high else Kind.RANGE


class DeliveryForm(PlacedErrorsForm):
    """Take one count as written; kind, interval and best figure follow from the words, or are given by hand.

    A share ("half the vehicles") names the type of the line that it is a share of, so that both lines can
    be typed at once. Until that line is known, the share is read but not worked out.
    """

    constraint_fields: ClassVar = {
        "reporteddelivery_told_once": "equipment_type",
        "reporteddelivery_same_as_not_itself": "scope",
        "reporteddelivery_same_as_adds_nothing": "scope",
        "reporteddelivery_quantity_sound": "phrase",
        "reporteddelivery_exact_is_one_number": "hand_kind",
        "reporteddelivery_none_is_zero": "hand_kind",
        "reporteddelivery_unknown_is_null": "hand_kind",
        "reporteddelivery_best_inside": "phrase",
        "reporteddelivery_share_names_base": "share_of",
        "reporteddelivery_base_not_itself": "share_of",
    }

    share_of = forms.ModelChoiceField(
        EquipmentType.objects.all(),
        required=False,
        label=_("Share of"),
        help_text=_("For a share: the type on the line that it is part of."),
        widget=OneOf(ReportedDelivery._meta.get_field("equipment_type"), admin.site),
    )
    low = forms.IntegerField(
        required=False,
        label=_("At least"),
        min_value=0,
        max_value=LARGEST_COUNT,
        widget=forms.TextInput({"inputmode": "numeric", "size": 8}),
    )
    high = forms.IntegerField(
        required=False,
        label=_("At most"),
        min_value=0,
        max_value=LARGEST_COUNT,
        widget=forms.TextInput({"inputmode": "numeric", "size": 8}),
        help_text=_("Empty: open."),
    )
    hand_kind = forms.ChoiceField(
        choices=[("", _("As the numbers imply")), *ReportedDelivery.Kind.choices],
        required=False,
        label=_("Kind"),
    )

    same_items = forms.ChoiceField(
        choices=[
            ("", _("Not asked")),
            (SameItems.DIFFERENT, _("Different items: add them")),
            (SameItems.SAME, _("The same items")),
            (SameItems.NOT_SAID, _("Not said")),
        ],
        required=False,
        label=_("Same items as the count above"),
    )

    class Meta:
        model = ReportedDelivery
        help_texts: ClassVar = {"phrase": "As written: about 50."}
        exclude: tuple[str, ...] = ("kind", "quantity", "best", "base", "same_as")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quantity: Quantity | None = None
        self.base_form: DeliveryForm | None = None
        self.same_form: DeliveryForm | None = None
        self.is_reread = False
        self.is_worked_out = False
        line = self.instance
        if not line.pk:
            return
        self.initial.setdefault("share_of", line.base.equipment_type_id if line.base else None)
        if not reads_as_stored(line, line.base.interval if line.base else None):
            low, high = closed_ends(line.quantity)
            self.initial.update(low=low, high=high, hand_kind=line.kind)

    @property
    def is_by_hand(self) -> bool:
        """Tell whether the editor gives the interval, so that the words are not read."""
        return any(self.cleaned_data.get(name) not in (None, "") for name in HAND_FIELDS)

    @property
    def is_share(self) -> bool:
        """Tell whether the count is a share of another line."""
        return self.quantity is not None and self.quantity.kind is Kind.SHARE

    def has_changed(self) -> bool:
        """Tell whether the line must be saved: something was typed, or the line it is a share of changed."""
        return self.is_reread or super().has_changed()

    def clean(self) -> dict[str, Any]:
        """Read the count, with every message at the field that it is about."""
        cleaned = super().clean() or self.cleaned_data
        if COUNT_FIELDS & set(self.errors):
            return cleaned
        if self.instance.pk and not COUNT_FIELDS & set(self.changed_data):
            self._keep()
        elif self.is_by_hand:
            self._read_hand()
        else:
            self._read_words()
        self._check_share()
        return cleaned

    def work_out(self, base: Interval) -> None:
        """Work out a share of the base line's interval; a share given by hand stays as given."""
        if not self.is_by_hand and self.quantity is not None:
            quantity = parse_quantity(self.cleaned_data["phrase"], base=base)
            self.is_reread = self.instance.pk is not None and quantity != quantity_of(self.instance)
            self.quantity = quantity
        self.is_worked_out = True
        self._put_quantity()

    def _keep(self) -> None:
        try:
            self.quantity = quantity_of(self.instance)
        except QuantityError as error:
            self.add_error("hand_kind", words(error.reason))

    def _read_hand(self) -> None:
        low, high = self.cleaned_data.get("low"), self.cleaned_data.get("high")
        if low is not None and high is not None and low > high:
            self.add_error(
                "high", _("At most %(high)s is below at least %(low)s.") % {"high": high, "low": low}
            )
            return
        kind = self.cleaned_data.get("hand_kind", "")
        try:
            self.quantity = hand_quantity(kind, low, high, self.cleaned_data.get("phrase", ""))
        except QuantityError as error:
            self.add_error("hand_kind" if kind else "low", words(error.reason))

    def _read_words(self) -> None:
        try:
            self.quantity = parse_quantity(self.cleaned_data.get("phrase", ""), base=EVERYTHING)
        except QuantityError as error:
            self.add_error("phrase", words(error.reason))

    def _check_share(self) -> None:
        if self.quantity is None:
            return
        share_of = self.cleaned_data.get("share_of")
        if self.is_share and share_of is None:
            self.add_error(
                "share_of", _("This count is a share: name the type on the line that it is part of.")
            )
        elif not self.is_share and share_of is not None:
            self.add_error("share_of", _("This count is no share; leave this empty."))
        elif self.is_share and share_of == self.cleaned_data.get("equipment_type"):
            self.add_error("share_of", _("A line cannot be a share of itself."))

    @property
    def _is_pending(self) -> bool:
        """Tell whether there is no interval yet: nothing was read, or a share waits for its base line."""
        return self.quantity is None or (self.is_share and not self.is_worked_out)

    def _put_quantity(self) -> None:
        if self.quantity is None or self._is_pending:
            return
        interval = self.quantity.interval
        self.instance.kind = self.quantity.kind.value
        self.instance.quantity = None if interval is None else closed_range(interval.low, interval.high)
        self.instance.best = self.quantity.best
        if not self.is_share:
            self.instance.base = None

    def _post_clean(self) -> None:
        """Put the count on the line before the constraints of the database are tried on it."""
        self._put_quantity()
        super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        return excluded if self._is_pending else excluded - {"kind", "quantity", "best"}


type Lines = dict[int, DeliveryForm]  # by the key of the equipment type; the first of several


class DeliveryFormSet(ShipmentChildFormSet):
    """Hold the lines of one report: two on a type told apart, shares worked out on lines of the same form."""

    def clean(self) -> None:
        """Ask what a second line on a type counts, and work out the shares."""
        lines: Lines = {}
        for form in self.live_forms():
            equipment_type = form.cleaned_data.get("equipment_type")
            if equipment_type is None:
                continue
            if equipment_type.pk in lines:
                tell_apart(form, lines[equipment_type.pk])
            lines.setdefault(equipment_type.pk, form)
        for form in lines.values():
            if form.is_share:
                self._resolve(form, lines, ())

    def _resolve(
        self, form: DeliveryForm, lines: dict[int, DeliveryForm], above: tuple[DeliveryForm, ...]
    ) -> None:
        """Find the line that a share is of, which may be a share itself, and work the share out."""
        base = self._base_of(form, lines)
        if base is None or "share_of" in form.errors:
            return
        if base in (*above, form):
            form.add_error("share_of", _("These lines are shares of each other in a circle."))
            return
        if base.is_share:
            self._resolve(base, lines, (*above, form))
        if base.errors or base.quantity is None:
            return  # The base line shows its own message first.
        form.base_form = base
        if base.quantity.interval is None and not form.is_by_hand:
            form.add_error("share_of", _("That count is unknown; give at least and at most by hand."))
        else:
            form.work_out(base.quantity.interval or EVERYTHING)

    def _base_of(self, form: DeliveryForm, lines: Lines) -> DeliveryForm | None:
        share_of = form.cleaned_data.get("share_of")
        if share_of is None:
            return None
        if "share_of" not in form.changed_data:
            for other in lines.values():
                if other.instance.pk and other.instance.pk == form.instance.base_id:
                    return other
        if share_of.pk not in lines:
            form.add_error(
                "share_of",
                _("No line of this report is on %(share_of)s; add one, or choose another.")
                % {"share_of": share_of},
            )
        return lines.get(share_of.pk)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a new line, after the line that it is a share of."""
        if form.instance.pk:
            return form.instance  # It was saved as the base of an earlier line.
        self._put_base(form, commit)
        return super().save_new(form, commit=commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Save a changed line, after the line that it is a share of."""
        self._put_base(form, commit)
        return super().save_existing(form, obj, commit=commit)

    def _put_base(self, form: DeliveryForm, commit: bool) -> None:
        if form.same_form is not None:
            form.instance.same_as = form.same_form.instance  # It stands above, so that it is saved already.
        if form.base_form is None:
            return
        if not form.base_form.instance.pk:
            self.save_new(form.base_form, commit=commit)
        form.instance.base = form.base_form.instance


class SingleDeliveryForm(RecordForm, DeliveryForm):
    """Edit one line by itself; a share, and a line on the same items, name a saved line of its report."""

    class Meta(DeliveryForm.Meta):
        exclude = ("kind", "quantity", "best", "base")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "same_as" in self.fields:
            lines = ReportedDelivery.objects.filter(report=self.instance.report_id or 0)
            others = lines.exclude(pk=self.instance.pk).select_related("equipment_type")
            cast("forms.ModelChoiceField[ReportedDelivery]", self.fields["same_as"]).queryset = others

    def clean(self) -> dict[str, Any]:
        """Read the count, and work a share out on the saved line that it names."""
        cleaned = super().clean()
        share_of = cleaned.get("share_of")
        report = cleaned.get("report") or getattr(self.instance, "report", None)
        if not self.is_share or share_of is None or report is None or "share_of" in self.errors:
            return cleaned
        base = report.deliveries.filter(equipment_type=share_of).exclude(pk=self.instance.pk).first()
        if base is None:
            self.add_error(
                "share_of", _("No line of this report is on %(share_of)s.") % {"share_of": share_of}
            )
        elif base.interval is None and not self.is_by_hand:
            self.add_error("share_of", _("That count is unknown; give at least and at most by hand."))
        else:
            self.instance.base = base
            self.work_out(base.interval or EVERYTHING)
        return cleaned


def reread_shares(line: ReportedDelivery, former: Interval | None) -> None:
    """Work out anew the shares of a line whose interval was ``former``, and the shares of those.

    A share whose words did not give its interval was given by hand and stays as it is.
    Runs one query per level of shares and one per changed line.
    """
    if line.interval is None:
        return
    for share in line.shares.all():
        if not reads_as_stored(share, former):
            continue
        before, now = share.interval, parse_quantity(share.phrase, base=line.interval)
        if now != quantity_of(share) and now.interval is not None:
            share.quantity, share.best = closed_range(now.interval.low, now.interval.high), now.best
            share.save(update_fields=["quantity", "best"])
            reread_shares(share, before)
