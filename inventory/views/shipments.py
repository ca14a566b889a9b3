"""Stub, replaced by its owner."""

from uuid import UUID  # noqa: F401

from django.http import Http404, HttpRequest, HttpResponse


def shipment_list(request: HttpRequest) -> HttpResponse:
    raise Http404


def shipment_detail(request: HttpRequest, reference: str) -> HttpResponse:
    raise Http404
