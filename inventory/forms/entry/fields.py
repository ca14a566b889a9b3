"""Show the fields of an entry as typed, with their messages once they have been checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.forms.entry.content import Content
from inventory.forms.entry.statements import DetailEntryForm, LineEntryForm
from inventory.forms.readings import NAMED_ONLY, read_count, read_date, reading_text
from inventory.forms.reports import VALUE_OF_KIND

PREFIX = "__prefix__"  # what the script replaces by a row's number
# What a choice that is left out means.
LEFT_OUT = {
    "stage": gettext_lazy("Not said"),
    "kind": gettext_lazy("Kind …"),
    "hand_kind": gettext_lazy("As the numbers imply"),
    "credibility": gettext_lazy("Not graded"),
    "is_partial": gettext_lazy("All of it"),
    "language": gettext_lazy("As its source"),
    "dataset": gettext_lazy("An event: one delivery"),
}
EXTRAS = {
    "lines": (
        "label", "label_type", "scope", "same_items", "share_of", "cited_source", "hedge",
        "modality", "quote", "low", "high", "hand_kind"
    ),
    "details": ("hedge", "modality", "polarity", "is_partial", "quote"),
}  # fmt: skip
LABELS = {
    "lines": {
        "phrase": gettext_lazy("Count as written"),
        "label": gettext_lazy("What the source calls it"),
        "scope": gettext_lazy("Scope"),
        "modality": gettext_lazy("How sure"),
        "hedge": gettext_lazy("Words of doubt"),
        "quote": gettext_lazy("Quote"),
        "low": gettext_lazy("At least, by hand"),
        "high": gettext_lazy("At most, by hand"),
        "hand_kind": gettext_lazy("Kind, by hand"),
    },
    "details": {
        "kind": gettext_lazy("Kind"),
        "modality": gettext_lazy("How sure"),
        "hedge": gettext_lazy("Words of doubt"),
        "polarity": gettext_lazy("Polarity"),
        "quote": gettext_lazy("Quote"),
    },
}
QUIET = {"unspecified", "affirmed", ""}  # values that need no mention


@dataclass(frozen=True, slots=True)
class Option:
    """Offer one value of a field. ``takes`` tells what value a kind of detail takes; else empty."""

    value: str
    label: str
    takes: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Show one field: as typed, with what it is called, what it offers, and what is wrong with it."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()
    names: str = ""  # the kind of names that are proposed while it is typed

    @property
    def id(self) -> str:
        """Return the id of its element."""
        return f"id_{self.name}"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Show one line or detail: ``main`` are the fields of the grid, ``extras`` those behind More.

    ``reading`` is how its count or date is read, ``told`` what is set among the extras.
    """

    prefix: str
    number: str
    main: dict[str, Field]
    extras: tuple[Field, ...]
    reading: str
    is_refused: bool
    takes: str
    told: str
    is_open: bool


def shown_fields(form: Any, content: Content, *, is_checked: bool) -> dict[str, Field]:
    """Return the fields of a form by name, those that do not apply at the moment too."""
    # Fields that do not apply at the moment were taken off the form, not off its class.
    return _fields(form.prefix, form, content, is_checked)


def shown_rows(formset: Any, content: Content, *, is_checked: bool) -> list[ShownRow]:
    """Return the rows of a list as typed."""
    return [
        _row(formset.prefix, str(number), form, content, is_checked)
        for number, form in enumerate(formset.forms)
    ]


def empty_row(kind: str) -> ShownRow:
    """Return the row that the script copies."""
    return _row(kind, PREFIX, LineEntryForm if kind == "lines" else DetailEntryForm, {}, is_checked=False)


def _row(kind: str, number: str, form: Any, content: Content, is_checked: bool) -> ShownRow:
    prefix = f"{kind}-{number}"
    fields = _fields(prefix, form, content, is_checked)
    extras = tuple(fields[name] for name in EXTRAS[kind])
    takes = value_taken(fields["kind"].value) if kind == "details" else ""
    reading, is_refused = _reading(kind, fields, takes)
    return ShownRow(
        prefix=prefix,
        number=str(int(number) + 1) if number.isdigit() else "__number__",
        main={name: field for name, field in fields.items() if name not in EXTRAS[kind]},
        extras=extras,
        reading=reading,
        is_refused=is_refused,
        takes=takes,
        told=" · ".join(_told(field) for field in extras if field.value not in QUIET),
        is_open=any(field.errors for field in extras),
    )


def _fields(prefix: str, form: Any, content: Content, is_checked: bool) -> dict[str, Field]:
    return {
        name: _shown(
            f"{prefix}-{name}",
            field,
            content.get(f"{prefix}-{name}", ""),
            tuple(form.errors.get(name, ())) if is_checked else (),
        )
        for name, field in form.base_fields.items()
    }


def value_taken(kind: str) -> str:
    """Return what a kind of detail takes: party, place, date, stage or text; empty for no kind."""
    return {str(key): value for key, value in VALUE_OF_KIND.items()}.get(kind, "")


def _told(field: Field) -> str:
    """Return what a field says, as a person reads it."""
    return next((option.label for option in field.options if option.is_chosen), field.value)


def _reading(kind: str, fields: dict[str, Field], takes: str) -> tuple[str, bool]:
    """Return how the words are read, and whether they cannot be."""
    read: dict[str, Any] = {}
    if kind == "lines":
        phrase = fields["phrase"].value.strip()
        if phrase:
            read = read_count(phrase)
        elif fields["equipment_type"].value.strip():
            return named_only_text(), False
    elif takes == "date" and fields["value"].value.strip():
        read = read_date(fields["value"].value)
    if read.get("kind") == "share":
        return share_text(), False
    return read.get("error") or read.get("text", ""), "error" in read


def named_only_text() -> str:
    """Tell how a line without words of count is read."""
    return _("%(reading)s: named without a count") % {"reading": reading_text(NAMED_ONLY)}


def share_text() -> str:
    """Tell of what a share is taken."""
    return _("a share of the report's total, or of the line named under More")


def _shown(full_name: str, field: Any, value: str, errors: tuple[str, ...]) -> Field:
    kind, name = full_name.partition("-")[0], full_name.rpartition("-")[2]
    label: str | Promise = LABELS.get(kind, {}).get(name) or field.label or ""
    choices = () if hasattr(field, "queryset") else getattr(field, "choices", ())
    options = tuple(
        _option(str(key), text, value or str(field.initial or ""), kind, name) for key, text in choices
    )
    return Field(full_name, str(label), value, options, errors, str(getattr(field, "kind", "")))


def _option(key: str, text: Any, chosen: str, kind: str, name: str) -> Option:
    label = text if key else LEFT_OUT.get(name) or _left_out(kind, name)
    return Option(key, str(label), value_taken(key) if name == "kind" else "", is_chosen=key == chosen)


def _left_out(kind: str, name: str) -> str:
    """Return what a choice means that is left out."""
    return _("As the report") if name == "modality" and kind in EXTRAS else "—"
