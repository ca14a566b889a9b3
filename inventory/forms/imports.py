"""Take a file in: the file or what was pasted, how it is to be read, and what its columns say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inventory.forms.names import NamedField, NamesMixin
from inventory.models import MappingProfile
from inventory.models.names import Kind, Names

PASTED_NAME = "pasted.tsv"
TOO_LARGE = "too_large"  # code of the refusal of a file that is not read for its size
SWITCHES = ("is_packed", "clears_blanks")
LONGEST_CONSTANT = 500  # characters; as much as a mapping takes


class UploadForm(NamesMixin, forms.Form):
    """Take a file, or a table that was pasted, and whose table it is."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV, TSV, an Excel or OpenDocument workbook, or JSON lines."),
    )
    pasted = forms.CharField(
        label=_("Or cells pasted from a spreadsheet"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "wrap": "off"}),
        help_text=_("With the row of column names."),
    )
    source = NamedField(
        Kind.SOURCE,
        label=_("Whose table is it?"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "data-names": Kind.SOURCE.value}),
        help_text=_(
            "What you decide of its names is remembered for this source's next table. May stay empty."
        ),
    )

    def __init__(self, *args: Any, names: Names, largest: int, **kwargs: Any) -> None:
        """Take the register of names, and how many bytes a file may have."""
        super().__init__(*args, names=names, **kwargs)
        self.largest = largest

    def clean_file(self) -> Any:
        """Return the file. Raises ValidationError when it is too large to be read."""
        file = self.cleaned_data["file"]
        if file and file.size > self.largest:
            raise ValidationError(
                _("The file has %(size)s MB; at most %(most)s MB are read."),
                code=TOO_LARGE,
                params={"size": file.size // 1024**2, "most": self.largest // 1024**2},
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Return the values. Raises ValidationError unless there is either a file or something pasted."""
        cleaned = super().clean() or self.cleaned_data
        if "file" in self.errors:
            return cleaned
        has_paste = bool((cleaned.get("pasted") or "").strip())
        if bool(cleaned.get("file")) == has_paste:
            self.add_error(
                "pasted" if has_paste else "file",
                _("Give a file or paste cells, not both.")
                if has_paste
                else _("Choose a file, or paste cells."),
            )
        return cleaned

    def brought(self) -> tuple[str, bytes]:
        """Return the name and the bytes of what was brought; the form is valid."""
        if file := self.cleaned_data["file"]:
            return file.name, file.read()
        return PASTED_NAME, self.cleaned_data["pasted"].encode()


class ReadingForm(forms.Form):
    """Say how a file is to be read, where what was found out is wrong."""

    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Between cells"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header_line = forms.IntegerField(
        label=_("Line of the column names"), required=False, min_value=1, max_value=100_000
    )

    edition = forms.DateField(
        label=_("Day of the edition"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Of a register whose lines above the column names do not say when it was made."),
    )

    def __init__(
        self,
        *args: Any,
        encodings: Iterable[str],
        delimiters: Iterable[tuple[str, Any]],
        sheets: Sequence[str],
        **kwargs: Any,
    ) -> None:
        """Take what may be chosen; without ``sheets`` the file is text, with them a workbook."""
        super().__init__(*args, **kwargs)
        found_out = [("", _("Found out"))]
        if sheets:
            del self.fields["encoding"], self.fields["delimiter"]
            self.fields["sheet"].choices = [*found_out, *((name, name) for name in sheets)]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]
            self.fields["encoding"].choices = [*found_out, *((name, name) for name in encodings)]  # type: ignore[attr-defined]
            self.fields["delimiter"].choices = [*found_out, *delimiters]  # type: ignore[attr-defined]

    def stated(self) -> dict[str, str | int]:
        """Return what is stated, without what is left to be found out; the form is valid."""
        stated = {name: value for name, value in self.cleaned_data.items() if value}
        if edition := stated.get("edition"):
            stated["edition"] = edition.isoformat()
        return stated


class MappedField(NamedTuple):
    """Name a thing that a column may say: its key, its name and its explanation for people."""

    key: str
    label: Any
    help_text: Any = ""


class MappingForm(forms.Form):
    """Say of each thing which column of the table holds it, or what it is in all rows."""

    day_order = forms.ChoiceField(
        label=_("How 03/04/2025 is meant"),
        required=False,
        choices=[
            ("", _("as the other dates of the column tell, or refused")),
            ("day_first", _("3 April")),
            ("month_first", _("4 March")),
        ],
    )
    short_years = forms.ChoiceField(
        label=_("How 2009-10 is meant"),
        required=False,
        choices=[
            ("", _("as the other dates of the column tell, or refused")),
            ("months", _("October 2009")),
            ("spans", _("2009 to 2010")),
        ],
    )
    is_packed = forms.BooleanField(
        label=_("A cell lists several types with their counts, as in “CAESAR (19); Bohdana (18)”"),
        required=False,
    )
    clears_blanks = forms.BooleanField(
        label=_("Blank cells clear recorded values"),
        required=False,
        help_text=_("For rows found again in a new edition. If not ticked, blank cells change nothing."),
    )
    title = forms.CharField(
        label=_("Save this mapping as"),
        required=False,
        max_length=200,
        help_text=_("Under this title it can be used for the next table of this shape. May stay empty."),
    )

    def __init__(
        self, *args: Any, fields: Sequence[MappedField], header: Sequence[str], owner: Any, **kwargs: Any
    ) -> None:
        """Take what there is to say, the columns of the table, and the person."""
        super().__init__(*args, **kwargs)
        self.keys = [field.key for field in fields]
        self.owner = owner
        columns = [("", _("— no column —")), *((name, name) for name in header)]
        for field in fields:
            self.fields[f"{field.key}-column"] = forms.ChoiceField(
                label=field.label, required=False, choices=columns, help_text=field.help_text
            )
            self.fields[f"{field.key}-constant"] = forms.CharField(
                label=_("the same in all rows"), required=False, max_length=LONGEST_CONSTANT
            )

    def rows(self) -> list[tuple[Any, Any]]:
        """Return the two bound fields of each thing, in order."""
        return [(self[f"{key}-column"], self[f"{key}-constant"]) for key in self.keys]

    def clean_title(self) -> str:
        """Return the title. Raises ValidationError when somebody else's mapping has it."""
        title: str = self.cleaned_data["title"].strip()
        if MappingProfile.objects.filter(title=title).exclude(owner=self.owner).exists():
            raise ValidationError(_("Somebody else has saved a mapping under this title."))
        return title

    def clean(self) -> dict[str, Any]:
        """Return the values. Raises ValidationError for a thing that has a column and a constant."""
        cleaned = super().clean() or self.cleaned_data
        for key in self.keys:
            if cleaned.get(f"{key}-column") and cleaned.get(f"{key}-constant"):
                self.add_error(
                    f"{key}-constant", _("Choose the column, or type what is the same in all rows.")
                )
        return cleaned

    def stated(self) -> dict[str, Any]:
        """Return the mapping as JSON keeps it; the form is valid."""
        fields: dict[str, dict[str, str]] = {}
        for key in self.keys:
            if column := self.cleaned_data[f"{key}-column"]:
                fields[key] = {"column": column}
            elif constant := self.cleaned_data[f"{key}-constant"]:
                fields[key] = {"constant": constant}
        stated: dict[str, Any] = {"fields": fields}
        for name in ("day_order", "short_years"):
            if self.cleaned_data[name]:
                stated[name] = self.cleaned_data[name]
        stated.update({name: True for name in SWITCHES if self.cleaned_data[name]})
        return stated

    @staticmethod
    def initial_of(stated: dict[str, Any]) -> dict[str, Any]:
        """Return the initial values that show a mapping as JSON keeps it."""
        initial: dict[str, Any] = {name: value for name, value in stated.items() if name != "fields"}
        for key, given in stated.get("fields", {}).items():
            for name, value in given.items():
                initial[f"{key}-{name}"] = value
        return initial


OWN_TABLE = "own"


class EditionForm(forms.Form):
    """Say which table a file is: a new edition of one that was imported, or one of its own."""

    edition_of = forms.ChoiceField(label=_("Which earlier file does it replace?"), widget=forms.RadioSelect)
    removes_gone = forms.BooleanField(
        label=_("Remove rows missing from the new edition"),
        required=False,
        help_text=_("If not ticked, they stay and the plan lists them."),
    )

    def __init__(self, *args: Any, earlier: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        """Take the earlier tables of which it may be a new edition, by identifier."""
        super().__init__(*args, **kwargs)
        own = (OWN_TABLE, _("None: a separate table. Its rows are added, and recorded data stays unchanged"))
        self.fields["edition_of"].choices = [own, *earlier]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the values. Raises ValidationError for a table of its own from which rows could be gone."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("edition_of") == OWN_TABLE and cleaned.get("removes_gone"):
            self.add_error("removes_gone", _("Choose the earlier file whose rows are to be removed."))
        return cleaned
