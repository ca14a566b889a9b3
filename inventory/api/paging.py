"""Give long lists in pages, and bound what may be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

MOST_ITEMS = 500  # on a page
FARTHEST = 10_000_000  # items; more than any file has rows


class Span(Schema):
    """Ask for part of a list."""

    limit: int = Field(default=100, ge=1, le=MOST_ITEMS, description="Items at most.")
    offset: int = Field(default=0, ge=0, le=FARTHEST, description="Items to pass over.")


AskedSpan = Annotated[Span, Query()]


class Page(Schema):
    """Part of a list: `count` is of the whole list, `next` the address of the next page, if there is one."""

    count: int
    next: str | None


def cut(rows: QuerySet[Any], span: Span) -> tuple[int, Sequence[Any]]:
    """Return how many rows there are, and those of a span. Runs two queries."""
    return rows.count(), list(rows[span.offset : span.offset + span.limit])


def next_page(request: HttpRequest, span: Span, count: int) -> str | None:
    """Return the address of the next page; None after the last."""
    offset = span.offset + span.limit
    if offset >= count:
        return None
    asked = request.GET.copy()
    asked["offset"] = str(offset)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
