"""Say what is compared, what stands in rows and cells, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.domain.dates import DayInterval
from inventory.filters.base import FilterForm, ListFilter
from inventory.filters.comparison.things import FIELDS, MissError, Offer, ThingsField, ThingsFilter, typed
from inventory.filters.fields import DayFilter
from inventory.models import Estimate
from inventory.models.comparisons import Selection
from inventory.models.totals import (
    EVERY_TYPE,
    NEAR_ROOT,
    ROOT,
    Dimension,
    Thing,
    load_members,
)
from inventory.models.totals import Measure as Measures
from inventory.models.totals.belonging import EVERYTHING, belonging_to_any, load_divided, within_days

type Label = str | Promise
type Choices = Sequence[tuple[str, Label]]

SPARE_THINGS = 4  # fields; one more appears when they are full
SPARE_OTHERS = 1  # fields, of what only narrows the comparison down
# What is compared, where the address does not say so: the first of these with two things.
PRECEDENCE = (
    Dimension.SHIPMENT,
    Dimension.EDITION,
    Dimension.SOURCE,
    Dimension.SUPPLIER,
    Dimension.DESTINATION,
    Dimension.PERIOD,
    Dimension.EQUIPMENT,
)
COMPARED = [(one.value, one.label) for one in FIELDS]
ROWS = [
    (one.value, one.label)
    for one in (
        Dimension.EQUIPMENT,
        Dimension.YEAR,
        Dimension.DESTINATION,
        Dimension.SUPPLIER,
        Dimension.SHIPMENT,
    )
]
LEVELS: Choices = (
    (NEAR_ROOT, gettext_lazy("Categories")),
    (EVERY_TYPE, gettext_lazy("Every type reported")),
)
DAYS = ("period_from", "period_to", "group_on")
# Of one thing alone, what it is: a source's own counts before those to a destination, and so on.
ALONE = (
    Dimension.SHIPMENT,
    Dimension.EDITION,
    Dimension.SOURCE,
    Dimension.DESTINATION,
    Dimension.SUPPLIER,
    Dimension.PERIOD,
    Dimension.EQUIPMENT,
)
# Measures that need no type: every shipment has an estimate at the root of the tree.
NEEDS_NO_TYPE = frozenset({Measures.SHIPMENTS, Measures.REPORTS})


def with_defaults(data: QueryDict) -> QueryDict:
    """Return what an address asks for, with what it leaves open filled in, so that the form shows it too.

    What is compared is what has several things, else what stands alone. Rows are types, or years where types
    are compared. Where types stand nowhere and none is named, they split the rows: their counts are never
    added up.
    """
    filled = data.copy()
    for name in ("compare", "rows", "split", "measure", "level"):
        if not filled.get(name):
            filled.pop(name, None)
    filled.setdefault("compare", _compared(data))
    filled.setdefault("measure", Measures.BEST.value)
    filled.setdefault("level", NEAR_ROOT)
    is_equipment = filled["compare"] == Dimension.EQUIPMENT
    filled.setdefault("rows", Dimension.YEAR.value if is_equipment else Dimension.EQUIPMENT.value)
    types = typed(data.getlist("equipment"))
    needs_no_type = not types and filled["measure"] in NEEDS_NO_TYPE
    if (
        Dimension.EQUIPMENT not in (filled["compare"], filled["rows"])
        and len(types) != 1
        and not needs_no_type
    ):
        filled.setdefault("split", Dimension.EQUIPMENT.value)
    return filled


def _compared(data: QueryDict) -> str:
    for least, order in ((2, PRECEDENCE), (1, ALONE)):
        for dimension in order:
            if len(typed(data.getlist(dimension.value))) >= least:
                return str(dimension.value)
    return str(Dimension.DESTINATION.value)


class ComparisonForm(FilterForm):
    """Check what only makes sense together."""

    parameters: ClassVar[frozenset[str]] = frozenset({"export", "changes"})

    def clean(self) -> dict[str, Any]:
        """Add an error, at its field, for whatever leaves nothing to compare."""
        cleaned = super().clean()
        compared = Dimension(cleaned.get("compare") or Dimension.DESTINATION)
        for name, kind in (
            ("compare", Dimension),
            ("rows", Dimension),
            ("split", Dimension),
            ("measure", Measures),
        ):
            cleaned[name] = kind(cleaned[name]) if cleaned.get(name) else None
        if compared not in self.errors:
            self._check_things(cleaned, compared)
        self._check_rows(cleaned, compared)
        self._check_types(cleaned)
        self._check_days(cleaned)
        self._check_narrowing(cleaned, compared)
        return cleaned

    def _check_things(self, cleaned: dict[str, Any], compared: Dimension) -> None:
        if not cleaned.get(compared):
            self.add_error(compared, _("Choose one or more."))

    def _check_rows(self, cleaned: dict[str, Any], compared: Dimension) -> None:
        if cleaned.get("rows") == compared:
            self.add_error("rows", _("This is what is compared. Choose something else for the rows."))
        if cleaned.get("split") and cleaned["split"] in (cleaned.get("rows"), compared):
            self.add_error("split", _("This is in the table already. Choose something else."))

    def _check_types(self, cleaned: dict[str, Any]) -> None:
        """Refuse to add up counts of different types."""
        stands = tuple(cleaned.get(name) for name in ("compare", "rows", "split"))
        if self.errors.keys() & {"equipment", "rows", "split"} or Dimension.EQUIPMENT in stands:
            return
        types = cleaned.get("equipment") or ()
        if len(types) > 1 or (not types and cleaned.get("measure") not in NEEDS_NO_TYPE):
            message = _(
                "Choose one type, or put equipment in rows: counts of different types are never added up."
            )
            self.add_error("equipment", message)

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first.first > last.last:
            self.add_error("period_to", _("The period ends before it begins."))
        destinations = cleaned.get("destination") or ()
        if (
            cleaned.get("group_on")
            and "destination" not in self.errors
            and not any(one.is_group for one in destinations)
        ):
            self.add_error("group_on", _("None of the destinations is a group."))

    def _check_narrowing(self, cleaned: dict[str, Any], compared: Dimension) -> None:
        """Refuse to narrow down by what no list of lines can be narrowed to."""
        destinations = cleaned.get("destination") or ()
        has_group = any(one.is_group for one in destinations)
        if compared != Dimension.DESTINATION and has_group and len(destinations) > 1:
            self.add_error("destination", _("Choose countries only, or one group."))
        if compared != Dimension.EDITION and cleaned.get("edition"):
            self.add_error("edition", _("Editions are no filter. Choose “Editions of a register” above."))
        if compared != Dimension.SOURCE and any(one.kinds for one in cleaned.get("source") or ()):
            self.add_error("source", _("Choose single sources; classes can only be compared."))
        if compared == Dimension.EDITION and cleaned.get("source"):
            self.add_error("source", _("An edition is of one source already; leave this empty."))
        if compared != Dimension.PERIOD and len(cleaned.get("period") or ()) > 1:
            self.add_error("period", _("Choose one period."))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Propose what a text may mean, with the query that asks for it in the text's place."""

    name: str
    words: str
    query: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong with a text, and what it may mean."""

    message: str
    lead: str = ""  # before the suggestions
    suggestions: Sequence[Suggestion] = ()


@dataclass(frozen=True, slots=True)
class ThingsInput:
    """Show the fields for things of one dimension: what was typed, blank ones, errors and what is offered."""

    dimension: Dimension
    texts: Sequence[str]
    errors: Sequence[Problem]
    offered: Sequence[Offer]

    @property
    def name(self) -> str:
        """Return the parameter's name."""
        return str(self.dimension.value)

    @property
    def label(self) -> str:
        """Return what the things are called."""
        return str(self.dimension.label)


class ComparisonFilter(ListFilter):
    """Read what is compared; it selects no rows itself, since sources are not compared by their estimates."""

    destination = ThingsFilter(Dimension.DESTINATION)
    shipment = ThingsFilter(Dimension.SHIPMENT)
    supplier = ThingsFilter(Dimension.SUPPLIER)
    source = ThingsFilter(Dimension.SOURCE)
    edition = ThingsFilter(Dimension.EDITION)
    equipment = ThingsFilter(Dimension.EQUIPMENT)
    period = ThingsFilter(Dimension.PERIOD)
    compare = django_filters.ChoiceFilter(label=gettext_lazy("Compare"), choices=COMPARED, empty_label=None)
    rows = django_filters.ChoiceFilter(label=gettext_lazy("Rows"), choices=ROWS, empty_label=None)
    split = django_filters.ChoiceFilter(
        label=gettext_lazy("Break down by"),
        choices=ROWS,
        empty_label=gettext_lazy("Nothing more"),
    )
    level = django_filters.ChoiceFilter(label=gettext_lazy("Types in rows"), choices=LEVELS, empty_label=None)
    measure = django_filters.ChoiceFilter(
        label=gettext_lazy("Values"), choices=Measures.choices, empty_label=None
    )
    period_from = DayFilter(label=gettext_lazy("Period from"))
    period_to = DayFilter(label=gettext_lazy("Period to"))
    group_on = DayFilter(label=gettext_lazy("Groups as of"))

    class Meta:
        form = ComparisonForm

    def __init__(self, data: QueryDict, *, kind: str = "") -> None:
        """Read ``data``; with ``kind`` only show the form for that kind, and what was typed."""
        is_asked = bool(data) and not kind
        super().__init__(with_defaults(data) if is_asked else None, Estimate.objects.none())
        self._kind = kind
        self._typed = data
        if not is_asked:
            self.form.initial = {name: data[name] for name in ("measure", "level", *DAYS) if data.get(name)}

    @property
    def wish(self) -> dict[str, Any]:
        """Return the cleaned values; only where nothing is wrong."""
        self.form.is_valid()
        return self.form.cleaned_data  # type: ignore[no-any-return]  # The library publishes no types.

    @cached_property
    def compared(self) -> Dimension:
        """Return what is compared, also where something was not understood."""
        if self.is_bound:
            self.form.is_valid()  # Fills in what follows, field by field.
            return Dimension(self.form.cleaned_data.get("compare") or Dimension.DESTINATION)
        return Dimension(self._kind) if self._kind in FIELDS else Dimension.DESTINATION

    @cached_property
    def things_input(self) -> ThingsInput:
        """Return the fields for what is compared."""
        return self._input(self.compared, SPARE_THINGS)

    @cached_property
    def narrowing_inputs(self) -> list[ThingsInput]:
        """Return the fields for what leaves shipments and types out."""
        order = (
            Dimension.EQUIPMENT,
            Dimension.DESTINATION,
            Dimension.SUPPLIER,
            Dimension.SOURCE,
            Dimension.SHIPMENT,
            Dimension.PERIOD,
        )
        hidden = {self.compared}
        if self.compared == Dimension.EDITION:
            hidden.add(Dimension.SOURCE)
        wrong = [Dimension.EDITION] if self.is_bound and "edition" in self.form.errors else []
        return [self._input(one, SPARE_OTHERS) for one in (*order, *wrong) if one not in hidden]

    @property
    def things_hint(self) -> str:
        """Return how to write what is compared."""
        hints = {
            Dimension.DESTINATION: _("Countries or groups."),
            Dimension.SHIPMENT: _("References or titles, such as ML-2025-01-17."),
            Dimension.SUPPLIER: _("States, forces or companies."),
            Dimension.SOURCE: _("A class such as “All press” counts as one."),
            Dimension.EDITION: _("Such as “SIPRI October 2024”."),
            Dimension.EQUIPMENT: _("Categories, families or variants."),
            Dimension.PERIOD: _("2025, 2025-01 or 2022–2024."),
        }
        return hints[self.compared]

    @property
    def row_fields(self) -> list[BoundField]:
        """Return the fields that say what stands in rows."""
        return [self.form[name] for name in ("rows", "split", "level")]

    @property
    def day_fields(self) -> list[BoundField]:
        """Return the fields that hold days."""
        return [self.form[name] for name in DAYS]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is left out, or wrong where it says what is left out."""
        names = [one.name for one in self.narrowing_inputs] + list(DAYS)
        return any(typed(self._typed.getlist(name)) for name in names)

    def _input(self, dimension: Dimension, spare: int) -> ThingsInput:
        field: ThingsField = self.form.fields[dimension.value]
        texts, errors = typed(self._typed.getlist(dimension.value)), []
        if self.is_bound:
            self.form.is_valid()
            understood = self.form.cleaned_data.get(dimension.value)
            texts = [_as_typed(one) for one in understood] if understood else texts
            errors = [self._problem(dimension.value, error) for error in self._errors(dimension.value)]
        return ThingsInput(dimension, [*texts, *[""] * max(1, spare - len(texts))], errors, field.offered)

    def _errors(self, name: str) -> list[ValidationError]:
        errors = self.form.errors.get(name)
        return errors.as_data() if errors else []

    def _problem(self, name: str, error: ValidationError) -> Problem:
        if not isinstance(error, MissError):
            return Problem(" ".join(error.messages))
        suggestions = []
        for value, words in error.offers:
            query = self._typed.copy()
            texts = [value if text.strip() == error.text else text for text in query.getlist(name)]
            query.setlist(name, [text for text in texts if text.strip()])
            query["compare"] = str(self.compared.value)
            query.pop("export", None)
            suggestions.append(Suggestion(value, words, query.urlencode()))
        return Problem(error.head, error.lead, suggestions)

    @cached_property
    def selection(self) -> Selection:
        """Return which shipments and types the narrowing filters leave.

        Runs two queries for what has several destinations or suppliers, and one more if there is a group.
        """
        wish = self.wish
        members = load_members(wish["destination"], self._days_of_groups)
        divided = load_divided()
        belonging = EVERYTHING
        for dimension in (Dimension.DESTINATION, Dimension.SUPPLIER, Dimension.SHIPMENT, Dimension.PERIOD):
            if dimension != wish["compare"]:
                belonging &= belonging_to_any(wish[dimension], members, divided)
        first, last = wish["period_from"], wish["period_to"]
        if first or last:
            belonging &= within_days(first.first if first else None, last.last if last else None)
        stands = (wish["compare"], wish["rows"], wish["split"])
        level = wish["level"] if Dimension.EQUIPMENT in stands else ROOT
        sources = () if wish["compare"] == Dimension.SOURCE else wish["source"]
        return Selection(belonging, members, divided, wish["equipment"], level, sources)

    @property
    def _days_of_groups(self) -> DateRange | None:
        on: DayInterval | None = self.wish["group_on"]
        return DateRange(on.first, on.last, "[]") if on else None


def _as_typed(thing: Any) -> str:
    """Return how a field shows a thing that was understood."""
    if isinstance(thing, Thing) and thing.dimension == Dimension.PERIOD:
        return thing.key
    return str(thing.name)
