"""Express in SQL what several exports write: permalinks, bounds, years and joined lists."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, DateField, F, Func, IntegerField, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils.translation import get_language


def low(column: str) -> Func:
    """Return the lower bound of a range of items, which belongs to it; null where unknown."""
    return Func(F(column), function="lower", output_field=IntegerField())


def high(column: str) -> Combinable:
    """Return the upper bound of a range of items, which belongs to it; null where open or unknown."""
    return Func(F(column), function="upper", output_field=IntegerField()) - 1


def interval_words(column: str) -> Case:
    """Return the bounds of a range of items as pages write them."""
    least, most = Cast(low(column), TextField()), Cast(high(column), TextField())
    return Case(
        When(**{f"{column}__isnull": True}, then=Value("uncounted", TextField())),
        When(**{f"{column}__upper_inf": True}, then=words(Value("≥ "), least)),
        When(**{f"{column}__endswith": F(f"{column}__startswith") + 1}, then=least),
        default=words(least, Value("–"), most),
        output_field=TextField(),
    )


def words(*parts: Combinable) -> Concat:
    """Return texts one after the other; null is nothing."""
    return Concat(*parts, output_field=TextField())


def first_year(days: Combinable) -> Func:
    """Return the year in which a range of days begins; null where it is unknown."""
    template = "extract(year FROM lower(%(expressions)s))::integer"
    return Func(days, template=template, output_field=IntegerField())


def last_year(days: Combinable) -> Func:
    """Return the year in which a range of days ends; null where it is unknown."""
    template = "extract(year FROM upper(%(expressions)s) - 1)::integer"
    return Func(days, template=template, output_field=IntegerField())


def first_day(days: Combinable) -> Func:
    """Return the day on which a range of days begins; null where it is unknown."""
    return Func(days, template="lower(%(expressions)s)", output_field=DateField())


def last_day(days: Combinable) -> Func:
    """Return the day on which a range of days ends; null where it is unknown."""
    return Func(days, template="(upper(%(expressions)s) - 1)", output_field=DateField())


def as_text(column: str) -> Cast:
    """Return a column of another type as PostgreSQL writes it: identifiers, true and false."""
    return Cast(F(column), TextField())


def country_name(path: str = "") -> Combinable:
    """Return the name of the country that a path leads to, in the language of who asks now.

    Where none is known in French, the English one stands.
    """
    name = F(f"{path}name")
    if not (get_language() or "").startswith("fr"):
        return name
    return Coalesce(NullIf(F(f"{path}name_fr"), Value("")), name)


def permalink(list_address: str, key: str) -> Concat:
    """Return the absolute address of a row whose page lies below its list's."""
    return Concat(Value(list_address), as_text(key), Value("/"), output_field=TextField())


def joined(rows: QuerySet[Any], separator: str) -> Coalesce:
    """Return the one text column of a subquery as a list; empty where it has no rows."""
    array = ArraySubquery(rows, output_field=ArrayField(TextField()))
    text = Func(array, Value(separator), function="array_to_string", output_field=TextField())
    return Coalesce(text, Value(""), output_field=TextField())
