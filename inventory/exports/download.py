"""Answer with a file to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from inventory.exports.export import AnyExport
from inventory.exports.for_readers import for_readers
from inventory.exports.formats import FORMATS, FileFormat, formats_of
from inventory.exports.workbook import TooLargeError

SHOWN = "shown"  # asks for CSV of the columns that the list shows
# What stands above the columns: their names, which an import reads, or words for people.
CODES, LABELS = "codes", "labels"


def download(
    request: HttpRequest, export: AnyExport, problems: Sequence[str] = (), name: str = ""
) -> HttpResponseBase:
    """Answer with the export as ``?export=`` and ``?headers=`` ask, or say why there is no file.

    The file is named after its profile, or as ``name`` says.
    """
    asked = request.GET["export"]
    chosen = "csv" if asked == SHOWN else asked
    problems = [*problems, *_problems(request, export, chosen)]
    if problems:
        return refused_download(problems)
    written = replace(export, address=request.build_absolute_uri())
    if request.GET.get("headers") == LABELS:
        written = for_readers(written)
    try:
        return file_of(written, chosen, name)
    except TooLargeError as error:
        return refused_download([str(error)])


def file_of(export: AnyExport, format_name: str, name: str = "") -> StreamingHttpResponse:
    """Stream an export in one of its formats, named after its profile or as ``name`` says.

    Raises TooLargeError for more rows than the format holds.
    """
    file_format = FORMATS[format_name]
    return _attachment(file_format.write(export), name or export.profile, file_format)


def chosen_profile(request: HttpRequest, usual: str, others: Sequence[str]) -> tuple[str, list[str]]:
    """Return the profile that ``?profile=`` asks for, and what could not be understood."""
    asked = request.GET.get("profile") or usual
    if asked in (usual, *others):
        return asked, []
    message = _("There is no profile “%(asked)s” of this list. The profiles are: %(profiles)s.")
    return usual, [message % {"asked": asked, "profiles": ", ".join([usual, *others])}]


def _problems(request: HttpRequest, export: AnyExport, asked: str) -> Iterator[str]:
    """Yield what is asked for and cannot be had."""
    offered = formats_of(export)
    if asked not in offered:
        message = _("There is no format “%(asked)s”. The formats are: %(formats)s.")
        yield message % {"asked": asked, "formats": ", ".join([*offered, SHOWN])}
        return
    headers = request.GET.get("headers") or CODES
    if headers not in (CODES, LABELS):
        message = _("The columns have headers=codes or headers=labels, not “%(asked)s”.")
        yield message % {"asked": headers}
    elif headers == LABELS and not FORMATS[asked].has_head:
        message = _("Only %(formats)s have a head for readers; others keep the names of the columns.")
        yield message % {"formats": ", ".join(name for name, known in FORMATS.items() if known.has_head)}


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
