"""Write one line for each request, and give each the number by which its errors are found."""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, cast

from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from tracker.logs import current, event

HEADER = "X-Request-ID"

_logger = logging.getLogger("tracker.request")


class RequestLogMiddleware:
    """Number each request, count its queries, and write its line when the answer is sent whole."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        note = RequestNote(request)
        with note:
            response = self._get_response(request)
        response[HEADER] = note.number
        note.status = response.status_code
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _NotedStream(
                cast("Iterator[bytes]", response.streaming_content), note
            )
        else:
            note.write()
        return response


class RequestNote:
    """Know a request while it is answered: as a context, in which its queries count as its own."""

    def __init__(self, request: HttpRequest) -> None:
        self.number = secrets.token_hex(6)
        self.status = 0
        self._request = request
        self._path = f"{request.method} {escape_uri_path(request.path)}"
        self._queries = 0
        self._start = time.perf_counter()

    @property
    def user(self) -> int | None:
        """Return the account's key; None for visitors, and where nobody has asked who it is."""
        user = vars(self._request).get("user")
        if isinstance(user, SimpleLazyObject):
            # To ask would cost two queries. Django keeps the answer here once somebody has.
            user = getattr(self._request, "_cached_user", None)
        return user.pk if user else None

    def write(self) -> None:
        """Write the line, without what stands behind the path: it may hold what others should not read."""
        event(
            _logger,
            logging.INFO,
            self._path,
            status=self.status,
            ms=round((time.perf_counter() - self._start) * 1_000),
            queries=self._queries,
            user=self.user,
            request=self.number,
        )

    def __enter__(self) -> Self:
        self._token = current.set(self)
        self._counting = connection.execute_wrapper(self._count)
        self._counting.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error and not isinstance(error, StopIteration):
            # Only what is made while it is sent fails here, where no page of an error can follow.
            _logger.error("%s broke off", self._path, exc_info=error)
        self._counting.__exit__(None, None, None)
        current.reset(self._token)

    def _count(self, execute: Callable[..., Any], *query: Any) -> Any:
        self._queries += 1
        return execute(*query)


class _NotedStream:
    """Be the chunks of an answer that is made while it is sent, and write its line at the end of all."""

    def __init__(self, chunks: Iterator[bytes], note: RequestNote) -> None:
        self._chunks = chunks
        self._note = note

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        with self._note:
            return next(self._chunks)

    def close(self) -> None:
        """Be told by the server that nothing more is sent."""
        self._note.write()
