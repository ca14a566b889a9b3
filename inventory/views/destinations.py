"""Stub, replaced by its owner."""

from uuid import UUID  # noqa: F401

from django.http import Http404, HttpRequest, HttpResponse


def destination_list(request: HttpRequest) -> HttpResponse:
    raise Http404


def destination_detail(request: HttpRequest, code: str) -> HttpResponse:
    raise Http404


def destination_group(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404
