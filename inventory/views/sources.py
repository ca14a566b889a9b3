"""Stub, replaced by its owner."""

from uuid import UUID  # noqa: F401

from django.http import Http404, HttpRequest, HttpResponse


def source_list(request: HttpRequest) -> HttpResponse:
    raise Http404


def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404
