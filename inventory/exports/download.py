"""Answer with a file to keep."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse


def csv_download(lines: Iterator[bytes], list_name: str, day: datetime.date) -> StreamingHttpResponse:
    """Stream the lines as a file that is named after the list and the day."""
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{list_name}-{day:%Y-%m-%d}.csv"'},
    )


def refused_download(messages: list[str]) -> HttpResponse:
    """Say why there is no file; an empty one would look like an answer."""
    return HttpResponse(
        "\n".join(["Nothing was exported.", *messages, ""]),
        content_type="text/plain; charset=utf-8",
        status=400,
    )
