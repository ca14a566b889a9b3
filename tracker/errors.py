"""Answer for errors of the site itself, with the number by which the trace is found in the log."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from inventory.api.refusals import failed
from tracker.logs import request_number


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed: on a page, or, in the API, in the shape of its refusals. Runs no query."""
    number = request_number()
    if request.path_info.startswith("/api/"):
        return failed(number)
    # The template is not given the request, so that no context processor can fail again.
    return HttpResponse(render_to_string("500.html", {"request_number": number}), status=500)
