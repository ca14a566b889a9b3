"""Stub, replaced by its owner."""

from uuid import UUID  # noqa: F401

from django.http import Http404, HttpRequest, HttpResponse


def publication_list(request: HttpRequest) -> HttpResponse:
    raise Http404


def publication_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    raise Http404
