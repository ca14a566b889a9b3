"""Answer for how a batch's file is read, and for what the columns of a foreign table say."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from inventory.forms.imports import MappedField, MappingForm, ReadingForm
from inventory.imports.files import FileError
from inventory.imports.mapping import Field, TableMapping, columns_that_count, suggest
from inventory.imports.mapping.fields import HELP, REQUIRED
from inventory.imports.pipeline import contents_of
from inventory.imports.requests import batch_of, person, posted, read_again_and_show
from inventory.imports.tables import Table, guess_table
from inventory.imports.texts import ENCODINGS
from inventory.models import MappingProfile
from inventory.wording.messages import words

LOOKED_AT = 200  # rows by which columns are guessed
SHOWN_ROWS = 5  # of the table, for people
DELIMITER_LABELS = [
    (",", gettext_lazy("comma")),
    (";", gettext_lazy("semicolon")),
    ("\t", gettext_lazy("tab")),
    ("|", gettext_lazy("vertical bar")),
]
FIELDS = [MappedField(field.value, field.label, HELP.get(field, "")) for field in Field]
# What is asked for first: what every table must say, and what most say.
FIRST = frozenset(
    {field.value for fields in REQUIRED for field in fields}
    | {Field.LABEL.value, Field.DATE.value, Field.PUBLICATION_URL.value, Field.PUBLISHED_ON.value}
)


@require_http_methods(["GET", "HEAD", "POST"])
def import_reading(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Show how a file was read, and have it read otherwise."""
    batch = batch_of(uid)
    try:
        contents = contents_of(batch)
        sheets, found = contents.sheets, contents.encoding
    except FileError:
        sheets, found = (), ""
    form = ReadingForm(
        *posted(request),
        initial=batch.reading,
        encodings=ENCODINGS,
        delimiters=DELIMITER_LABELS,
        sheets=sheets,
    )
    if request.method == "POST" and form.is_valid():
        return read_again_and_show(request, batch, reading=form.stated())
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"section": "imports", "batch": batch, "form": form, "found": found}
    return render(request, "inventory/imports/reading.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def import_mapping(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Say which column of a table holds what: guessed, as it was saved before, or as a person chooses."""
    batch = batch_of(uid)
    try:
        contents = contents_of(batch)
        table = guess_table(contents)
    except FileError as error:
        messages.error(request, str(error))
        return redirect(batch)
    profile = MappingProfile.objects.filter(pk=_number(request.GET.get("profile", ""))).first()
    stated = profile.mapping if profile else batch.mapping or _guess(table).to_json()
    form = MappingForm(
        *posted(request),
        initial=MappingForm.initial_of(stated),
        fields=FIELDS,
        header=table.header,
        owner=request.user,
    )
    if form.is_valid():
        mapping = TableMapping.from_json(form.stated())
        for problem in mapping.problems(table.header):
            form.add_error(None, problem)
    if not form.is_valid():
        context = {
            **_mapping_context(form, table),
            "section": "imports",
            "batch": batch,
            "profile": profile,
            "notes": [words(note) for note in (*contents.notes, *table.notes)],
        }
        status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
        return render(request, "inventory/imports/mapping.html", context, status=status)
    if title := form.cleaned_data["title"]:
        MappingProfile.objects.update_or_create(
            title=title, defaults={"mapping": form.stated(), "owner": person(request)}
        )
        messages.success(request, _("The mapping is saved as “%(title)s”.") % {"title": title})
    return read_again_and_show(request, batch, mapping=form.stated())


def _mapping_context(form: MappingForm, table: Table) -> dict[str, Any]:
    """Return the fields as they are asked for, what a saved mapping lacks here, and the table's beginning."""
    rows = list(zip(FIELDS, form.rows(), strict=True))
    columns = {value for name, value in form.initial.items() if name.endswith("-column")}
    named = {name.rpartition("-")[0] for name in form.initial if "-" in name}
    return {
        "form": form,
        "first_rows": [bound for field, bound in rows if field.key in FIRST],
        "other_rows": [bound for field, bound in rows if field.key not in FIRST],
        "has_others": form.is_bound or bool(named - FIRST),
        "profiles": MappingProfile.objects.select_related("owner"),
        "lost": sorted(columns.difference(table.header)),
        "counting": columns_that_count(table.header, [line.cells for line in table.lines[:LOOKED_AT]]),
        "header": table.header,
        "lines": [(line.number, line.cells) for line in table.lines[:SHOWN_ROWS]],
        "row_count": len(table.lines),
        "header_line": table.header_line,
    }


def _guess(table: Table) -> TableMapping:
    return suggest(table.header, [line.cells for line in table.lines[:LOOKED_AT]])


def _number(text: str) -> int:
    """Return the key that an address names; zero, which no row has, where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
