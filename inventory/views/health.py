"""Tell a monitor whether the site is alive, and whether all that it needs is there."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from inventory.imports.tasks import has_worker
from tracker.embedded.errors import EmbeddedServerError
from tracker.migrating import missing_migrations

_logger = logging.getLogger("tracker.health")


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process answers at all. Runs no query."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readiness(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, migrations and worker are as they should be, else 503 with what is not."""
    states = {"database": "does not answer", "migrations": "unknown", "worker": "unknown"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        states["database"] = "answers"
        states["migrations"] = "missing" if missing_migrations() else "applied"
        states["worker"] = "works" if has_worker() else "missing"
    except (DatabaseError, EmbeddedServerError, ImproperlyConfigured) as error:
        _logger.warning("Not ready: %s", error)
    is_ready = states == {"database": "answers", "migrations": "applied", "worker": "works"}
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", **states}, status=200 if is_ready else 503
    )
