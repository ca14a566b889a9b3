"""Put the API together: its operations, its description, its addresses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from ninja import NinjaAPI

from inventory.api import import_names, imports, totals
from inventory.api.accounts import Password, Session
from inventory.api.description import SitePage
from inventory.api.refusals import add_handlers, refused, told_as_json

DESCRIPTION = """
Bring files into the record as on the pages under /imports/: each is read, planned and shown before
anything is applied, and can be undone as a whole. Small files are worked on at once. Of others is_waiting
is true, and GET on the import tells how far it is.

First, POST /api/imports brings a file. Its state says what it needs: unmapped columns, unresolved names,
wrong cells to mend in the file, or nothing: planned. Then GET …/findings tells what the plan says, POST
…/names decides names, and POST …/read reads it otherwise. At last, POST …/apply with the fingerprint of
the plan that you read applies it, and POST …/undo takes it back.

Who may: accounts that may import on the site. Scripts send name and password by HTTP Basic, over HTTPS
alone. Whoever is signed in uses the session; what changes something then needs its token as X-CSRFToken.

Refusals have one shape, Refusal: status, message, and faults, each with the field and its message. 400:
the request cannot be read. 401: nobody known. 403: not allowed. 404: not there. 409: it does not fit how
the import stands by now. 413: too large. 422: a value is wrong. 429: too many wrong passwords, with the
seconds to wait as Retry-After. Nothing is done or kept by halves.

GET /api/totals/… gives totals by year, such as /api/totals/destinations/ML, to everybody.

Downloads need no API: every list of the site gives exactly its filtered rows with ?export=csv, or tsv,
xlsx, jsonl, parquet or package, such as /deliveries/?country=ML&export=csv. The codebook at /codebook/
says what the columns mean. Pages of destinations, groups and types give their totals so, too.
"""

api = NinjaAPI(
    title="API of the Military Equipment Tracker",
    version="1",
    description=DESCRIPTION,
    docs=SitePage(),
    urls_namespace="api",
    auth=[Password(), Session()],
)
add_handlers(api)
api.add_router("/imports", imports.router)
api.add_router("/imports", import_names.router)
api.add_router("/totals", totals.router)


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Refuse an address that is none of the API's, in the shape of its refusals."""
    return refused(404, _("There is nothing at this address."))


def addresses() -> list[URLPattern | URLResolver]:
    """Return the routes of the API and of its description, below the address where it is."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = told_as_json(pattern.callback)
    return [
        path("api/", RedirectView.as_view(pattern_name="api:openapi-view"), name="api"),
        path("api/", (patterns, app, namespace)),
        path("api/<path:rest>", nothing, name="api-nothing"),
    ]
