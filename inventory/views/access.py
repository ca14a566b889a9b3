"""Stand before every view: refuse what may not be asked for."""

from __future__ import annotations

import math
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from inventory.models.sign_ins import SignInPausedError

type Answer = Callable[[HttpRequest], HttpResponseBase]


class AccessMiddleware:
    """Answer a paused sign-in of the site and the admin with 429; the API tells it in its own shape."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say when a paused sign-in may be tried again; leave every other error to Django."""
        if not isinstance(error, SignInPausedError):
            return None
        context = {"minutes": math.ceil(error.seconds / 60)}
        answer = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(error.seconds)
        return answer
