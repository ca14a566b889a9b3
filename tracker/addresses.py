"""Find where a request comes from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest | None) -> str | None:
    """Return the address of the visitor, None where there is no request.

    Behind a proxy it is the last that X-Forwarded-For names: those before it are what the visitor claims.
    """
    if request is None:
        return None
    told: str = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR")
