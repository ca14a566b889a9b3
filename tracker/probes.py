"""Answer those who ask whether the site is alive and ready before anything else is asked of them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

PROBES = frozenset({"/healthz", "/readyz"})


class ProbeMiddleware:
    """Answer probes at once: by any name of the host, over plain http, without a line in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if request.path_info not in PROBES:
            return self._get_response(request)
        answer: HttpResponseBase = resolve(request.path_info).func(request)
        return answer
