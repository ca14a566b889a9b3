"""Stand before every view and hold who asks to the table of rights; keep private answers out of caches."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.defaults import bad_request

from inventory.access import NO_STORE, ROUTES, May, Route, may
from inventory.models.sign_ins import SignInPausedError

logger = logging.getLogger(__name__)

READING = ("GET", "HEAD", "OPTIONS")

type Answer = Callable[[HttpRequest], HttpResponseBase]


class AccessMiddleware:
    """Refuse what the table of rights does not give, before any view runs.

    Visitors are led to sign in, others get 403. The admin and the API refuse in their own ways, by the same
    table. An address without a row is a fault of the program, and answered to nobody.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, and say who may keep the answer."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            if _is_private(request):
                response["Cache-Control"] = NO_STORE
            elif settings.SESSION_COOKIE_NAME in request.COOKIES:
                response["Cache-Control"] = "private"
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        """Refuse, or return None to go on. Runs two queries for who is signed in, where a right is needed."""
        name = _name_of(request)
        if name.startswith("admin:"):
            return None
        route = route_of(name)
        need = route.read if request.method in READING else route.write
        if name.startswith("api:") or route.keeps_typed or may(request.user, need):
            return None
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for paused sign-ins and for values that no column can hold; leave other errors to Django."""
        if isinstance(error, DataError):
            logger.warning("A value was refused by the database.", exc_info=error)
            return bad_request(request, error)
        if not isinstance(error, SignInPausedError):
            return None
        context = {"minutes": math.ceil(error.seconds / 60)}
        answer = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(error.seconds)
        return answer


def route_of(name: str) -> Route:
    """Return the row of an address. Raises ImproperlyConfigured where there is none."""
    if name not in ROUTES:
        raise ImproperlyConfigured(f"The address named “{name}” has no row in inventory/access.py.")
    return ROUTES[name]


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match and match.view_name else ""


def _is_private(request: HttpRequest) -> bool:
    """Return whether an answer is not for everybody; where nothing is, there is nothing to keep."""
    name = _name_of(request)
    return name.startswith("admin:") or (name in ROUTES and ROUTES[name].is_private)


def rights(request: HttpRequest) -> dict[str, May]:
    """Offer templates the table of rights as ``may``. Runs no query until it is asked."""
    return {"may": May(request.user)} if hasattr(request, "user") else {}
