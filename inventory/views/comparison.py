"""Stub, replaced by its owner."""

from uuid import UUID  # noqa: F401

from django.http import Http404, HttpRequest, HttpResponse


def comparison(request: HttpRequest) -> HttpResponse:
    raise Http404
