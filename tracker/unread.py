"""Take all that a visitor sends, even where the answer is known before: else the answer may not arrive."""

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase

CHUNK = 256 * 1024  # bytes
MOST = 256 * 1024 * 1024  # bytes; more than any file that is taken. Whoever sends more is cut off


class UnreadBodyMiddleware:
    """Read what is left of a request's body before the answer is sent.

    The server closes a connection on which something is unread, and a proxy that still passes on an upload,
    as Caddy does, then tells the visitor 502 instead of the refusal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response = self._get_response(request)
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdecimal() and int(size) <= MOST:
            # Who breaks off while sending gets no answer anyway.
            with suppress(UnreadablePostError):
                while request.read(CHUNK):
                    pass
        return response
