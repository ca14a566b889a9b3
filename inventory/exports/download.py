"""Answer with a file to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from inventory.exports.export import Export
from inventory.exports.formats import FORMATS, FileFormat
from inventory.exports.workbook import TooLargeError

SHOWN = "shown"  # asks for CSV of the columns that the list shows


def download(request: HttpRequest, export: Export, problems: Sequence[str] = ()) -> HttpResponseBase:
    """Answer with the export in the format that ``?export=`` names, or say why there is no file."""
    asked = request.GET["export"]
    file_format = FORMATS.get("csv" if asked == SHOWN else asked)
    if file_format is None:
        message = _("There is no format “%(asked)s”. The formats are: %(formats)s.")
        problems = [*problems, message % {"asked": asked, "formats": ", ".join([*FORMATS, SHOWN])}]
    if problems or file_format is None:
        return refused_download(problems)
    try:
        chunks = file_format.write(replace(export, address=request.build_absolute_uri()))
    except TooLargeError as error:
        return refused_download([str(error)])
    return _attachment(chunks, export.profile, file_format)


def csv_download(lines: Iterator[bytes], name: str) -> StreamingHttpResponse:
    """Stream lines of CSV as a file that is named after what it holds and the day."""
    return _attachment(lines, name, FORMATS["csv"])


def refused_download(messages: Sequence[str]) -> HttpResponse:
    """Say why there is no file; an empty one would look like an answer."""
    return HttpResponse(
        "\n".join([_("Nothing was exported."), *messages, ""]),
        content_type="text/plain; charset=utf-8",
        status=400,
    )


def _attachment(chunks: Iterator[bytes], name: str, file_format: FileFormat) -> StreamingHttpResponse:
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.{file_format.suffix}"
    return file_response(chunks, file_name, file_format.content_type)


def file_response(chunks: Iterator[bytes], file_name: str, content_type: str) -> StreamingHttpResponse:
    """Stream a file to keep under a name, which is plain ASCII."""
    return StreamingHttpResponse(
        chunks,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )
