"""Post forms of the admin as a browser does: everything that the page holds, with some values typed anew."""

from django.forms import BaseModelForm


def _values(form):
    """Return what a browser would send of a form as it stands."""
    values = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        names = getattr(bound.field.widget, "widgets_names", None)
        if names and isinstance(value, (list, tuple)):
            for suffix, part in zip(names, value, strict=True):
                values[f"{bound.html_name}{suffix}"] = "" if part is None else part
        elif isinstance(value, (list, tuple)):
            values[bound.html_name] = [getattr(item, "pk", item) for item in value]
        else:
            values[bound.html_name] = bound.field.prepare_value(value)
    return values


def page_data(response):
    """Return the data of a rendered form page, its inlines included."""
    form: BaseModelForm = response.context["adminform"].form
    data = _values(form)
    for inline in response.context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for row in inline.formset.forms:
            data |= _values(row)
    return data


def errors_of(response):
    """Return every error on a form page: ``{field or prefixed field: [messages]}``."""
    form = response.context["adminform"].form
    found = {name: list(messages) for name, messages in form.errors.items()}
    for inline in response.context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            found |= {f"{row.prefix}-{name}": list(messages) for name, messages in row.errors.items()}
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return found
