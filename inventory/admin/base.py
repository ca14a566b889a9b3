"""Give every page of the admin the same behaviour: cheap lists, named refusals, versions, history."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters, InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import IntegerRangeField
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext_lazy as _

from inventory.access import ADMIN
from inventory.admin.history import Child, is_tracked, moments_of, version_of
from inventory.admin.paging import CappedPaginator
from inventory.admin.search import matching, nearest_first
from inventory.domain.provenance import CycleError
from inventory.forms.choices import OneOf, SomeOf, key_of
from inventory.forms.fields import ClosedRangeField, ReportedDateField
from inventory.forms.records import RecordForm, Refusal
from inventory.forms.refusals import message_of, rule_of
from inventory.models.fields import EdtfField
from inventory.wording.messages import words

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularBase = admin.TabularInline[Any, Any]
    StackedBase = admin.StackedInline[Any, Any]
    NamedBase = BaseModelAdmin[Any]
    InlineBase = InlineModelAdmin[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularBase = admin.TabularInline
    StackedBase = admin.StackedInline
    NamedBase = InlineBase = object  # The classes that they are mixed into bring the rest.

ROWS_PER_PAGE = 100
MOST_ROWS = 1_000  # of one inline that an outdated form is read for
MOST_NEW_ROWS = 200  # of one inline in one save; a form is made for each before anything is looked at
MOST_CHANGES_SHOWN = 10  # moments in the message to an editor whose form is out of date

logger = logging.getLogger(__name__)

FIELD_OVERRIDES: dict[Any, Any] = {
    EdtfField: {"form_class": ReportedDateField, "widget": AdminTextInputWidget},
    IntegerRangeField: {"form_class": ClosedRangeField},
}


class CheckedChangeList(ChangeList):
    """List rows by what an address asks for, unless no text of the database can be like it."""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """Return what narrows the list; raise IncorrectLookupParameters, at which all of it is shown."""
        asked: dict[str, Any] = super().get_filters_params(params)
        if any("\0" in str(value) for value in (*asked, *asked.values())):
            raise IncorrectLookupParameters
        return asked


class NamedOnly(NamedBase):
    """Offer to add what a row refers to, and nothing that edits or deletes it from a list of choices."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Make the form field of a reference to one row."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneOf(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Make the form field of references to several rows."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SomeOf(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Make the form field of a column."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
        return field


class FewRowsOnly(InlineBase):
    """Take a bounded number of rows at once, whatever number a request claims to send."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Make the class of the rows' forms, with room for ``MOST_NEW_ROWS`` beside those that are saved."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        held = 0 if obj is None else self.model._default_manager.filter(**{formset.fk.name: obj}).count()
        formset.max_num = formset.absolute_max = held + MOST_NEW_ROWS
        return formset


class TabularInline(FewRowsOnly, NamedOnly, TabularBase):
    """Edit small rows in a table under their parent."""

    formfield_overrides: ClassVar = FIELD_OVERRIDES
    extra = 0


class StackedInline(FewRowsOnly, NamedOnly, StackedBase):
    """Edit larger rows one under another under their parent."""

    formfield_overrides: ClassVar = FIELD_OVERRIDES
    extra = 0


class RecordAdmin(NamedOnly, ModelAdmin):
    """Edit one table; an edit of a row that has changed meanwhile is refused and shows what changed.

    ``search_fields`` are paths without lookups; see ``search.matching``. ``children`` are the tables whose
    rows are edited on the same page and belong to the row's version and history. ``refusal_fields`` maps
    rules of the database to the field that shows their message.
    """

    form = RecordForm
    formfield_overrides: ClassVar = FIELD_OVERRIDES
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = ROWS_PER_PAGE
    list_max_show_all = ROWS_PER_PAGE
    save_on_top = False
    list_defer: ClassVar[tuple[str, ...]] = ()
    children: ClassVar[tuple[Child, ...]] = ()
    refusal_fields: ClassVar[dict[str, str]] = {}

    # Rights

    def _is_open(self, verb: str) -> bool:
        return verb in ADMIN[str(self.opts.model_name)]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether somebody may look at the table, or at a row."""
        return self._is_open("view") and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether somebody may add rows."""
        return self._is_open("add") and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether somebody may change rows, or one."""
        return self._is_open("change") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether somebody may delete rows, or one."""
        return self._is_open("delete") and super().has_delete_permission(request, obj)

    # Hostile values

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the class of lists."""
        return CheckedChangeList

    def _drop_what_are_no_keys(self, request: HttpRequest) -> None:
        """Take what is no key of the table out of the rows that somebody chose for an action."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        keys = [value for value in chosen if key_of(self.model, value) is not None]
        if keys != chosen:
            data = request.POST.copy()
            data.setlist(ACTION_CHECKBOX_NAME, keys)
            request.POST = data  # type: ignore[assignment]  # Typed as unchangeable, which a copy is not.

    # Lists and search

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave long texts (``list_defer``) out of lists and autocompletes."""
        found = super().get_queryset(request)
        name = request.resolver_match.url_name if request.resolver_match else ""
        is_list = name in {"autocomplete", f"{self.opts.app_label}_{self.opts.model_name}_changelist"}
        return found.defer(*self.list_defer) if is_list else found

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find rows by all words of the search, nearest names first in autocompletes, without duplicates."""
        paths = tuple(self.get_search_fields(request))
        if not paths or not search_term.strip():
            return queryset, False
        found = queryset.filter(matching(queryset.model, paths, search_term))
        is_autocomplete = "term" in request.GET and "q" not in request.GET
        return (nearest_first(found, paths, search_term) if is_autocomplete else found), False

    # Versions and refusals

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields to show; the version is carried unseen."""
        return [name for name in super().get_fields(request, obj) if name != "version"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put the hidden version into the first group of fields of a row that can be changed."""
        groups = list(super().get_fieldsets(request, obj))
        if not self._carries_version(request, obj):
            return groups
        name, options = groups[0]
        return [(name, {**options, "fields": (*options["fields"], "version")}), *groups[1:]]

    def _carries_version(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and is_tracked(self.model) and self.has_change_permission(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Make the form class of one request, which knows the row's version and why a save was refused."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if change and self._carries_version(request, obj):
            form.version_now = version_of(obj, self.children)
        form.refusals = vars(request).get("refusals", ())
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show or save a form; what the database refuses comes back as a message on the form as typed."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                if object_id is not None:
                    self._refuse_stale(request, object_id)
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, CycleError) as error:
            logger.info("A save of %s was refused.", self.opts.label, exc_info=True)
            _refuse(request, self.refusal_for(request, error))
        # The form is read again: valid or not, it now carries the refusal and shows what was typed.
        return super().changeform_view(request, object_id, form_url, extra_context)

    def refusal_for(self, request: HttpRequest, error: IntegrityError | CycleError) -> Refusal:
        """Return what to tell the editor, and where, when a save failed."""
        if isinstance(error, CycleError):
            return Refusal(None, words(error.message))
        return Refusal(self.refusal_fields.get(rule_of(error)), message_of(error))

    def _refuse_stale(self, request: HttpRequest, object_id: str) -> None:
        """Refuse an edit of an older version; a second save of the same form is made from the new one.

        The row is locked first, so that of two saves at the same moment the second sees the first.
        """
        typed_over = request.POST.get("version", "")
        if not typed_over or "_saveasnew" in request.POST:
            return
        locked = self.model._default_manager.select_for_update(of=("self",)).order_by()
        row = locked.filter(pk=key_of(self.model, unquote(object_id))).first()
        if row is None:
            return
        now = version_of(row, self.children)
        if now == typed_over:
            return
        changed = moments_of(row, self.children, since=typed_over)
        told = "".join(f"\n{moment}." for moment in changed[:MOST_CHANGES_SHOWN])
        _refuse(
            request,
            Refusal(
                None,
                "This was changed while you were editing, so nothing was saved. What you typed is kept; "
                f"save again to write it over these changes:{told}",
            ),
        )
        data = request.POST.copy()
        data["version"] = now
        for formset, inline in self.get_formsets_with_inlines(request, row):
            held = inline.get_queryset(request).filter(**{formset.fk.name: row})
            revive_removed(data, formset.get_default_prefix(), set(held.values_list("pk", flat=True)))
        request.POST = data  # type: ignore[assignment]  # Typed as unchangeable, which a copy is not.

    # Deletions

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Ask before a row is deleted; a rule that would be broken is told on the next page."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            return self._tell(request, error, "../change/")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the list; a rule that an action would break is told on it."""
        self._drop_what_are_no_keys(request)
        try:
            return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            return self._tell(request, error, request.get_full_path())

    def _tell(self, request: HttpRequest, error: IntegrityError, address: str) -> HttpResponse:
        self.message_user(
            request, _("Nothing was deleted. %(error)s") % {"error": message_of(error)}, messages.ERROR
        )
        return HttpResponseRedirect(address)

    # History

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List what the database recorded of the row and its children, whoever or whatever wrote it."""
        row = self.get_object(request, unquote(object_id))
        context = dict(extra_context or {})
        if row is not None and is_tracked(self.model) and self.has_view_or_change_permission(request, row):
            context["moments"] = moments_of(row, self.children)
        return super().history_view(request, object_id, context)


def _refuse(request: HttpRequest, refusal: Refusal) -> None:
    """Leave a refusal for the form of this request, past the request's own rules on attributes."""
    vars(request)["refusals"] = (*vars(request).get("refusals", ()), refusal)


def revive_removed(data: QueryDict, prefix: str, held: Collection[int]) -> None:
    """Turn the rows of a form whose saved row is gone into new rows, so that what was typed stays.

    ``held`` are the keys of the saved rows that are still there. Rows that are still there come first, as
    formsets want it.
    """
    total, initial = (_size(data, f"{prefix}-{name}_FORMS") for name in ("TOTAL", "INITIAL"))
    rows = [_row(data, f"{prefix}-{number}-") for number in range(total)]
    kept = [row for row in rows[:initial] if row.get("id", [""])[0] in map(str, held)]
    gone = [{**row, "id": [""]} for row in rows[:initial] if row not in kept]
    if not gone:
        return
    for number, row in enumerate(rows):
        for name in row:
            del data[f"{prefix}-{number}-{name}"]
    for number, row in enumerate([*kept, *gone, *rows[initial:]]):
        for name, values in row.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))


def _size(data: QueryDict, name: str) -> int:
    typed = data.get(name) or ""
    return min(int(typed), MOST_ROWS) if typed.isascii() and typed.isdigit() else 0


def _row(data: QueryDict, prefix: str) -> dict[str, list[str]]:
    return {key.removeprefix(prefix): data.getlist(key) for key in data if key.startswith(prefix)}


class ReadOnlyAdmin(RecordAdmin):
    """Show a table that only the product writes, as ``access.ADMIN`` says."""

    form: Any = forms.ModelForm
