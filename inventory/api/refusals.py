"""Tell every refusal in one shape: status, message, and what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from inventory.imports.files import FileError
from inventory.imports.mapping import MappingError
from inventory.imports.pipeline import BatchStateError
from inventory.imports.requests import refusal_of
from inventory.imports.steps import StalePlanError
from inventory.models.sign_ins import SignInPausedError

# Not "Basic": at that word browsers ask for a password and then send it along whichever site asks.
CHALLENGE = 'Account realm="tracker"'

# What Django raises of requests that are broken or meant to break something.
UNREADABLE: tuple[type[Exception], ...] = (
    SuspiciousOperation,
    BadRequest,
    MultiPartParserError,
    UnreadablePostError,
)

type Tell = Callable[[Any], HttpResponse]


class Fault(Schema):
    """Say what is wrong with one value: `field` is its path in what was sent, empty for the whole."""

    field: str
    message: str


class Refusal(Schema):
    """Say why nothing was done."""

    status: int
    message: str
    faults: list[Fault]


# What every operation may answer besides what it is for.
REFUSED: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413, 422, 429}): Refusal}


class RefusedError(Exception):
    """Refuse what was sent, with a message and what is wrong where."""

    def __init__(
        self, message: str, faults: Iterable[Fault] = (), status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
    ) -> None:
        super().__init__(message)
        self.faults = list(faults)
        self.status = status


def refused(status: int, message: str, faults: Iterable[Fault] = ()) -> HttpResponse:
    """Answer with a refusal."""
    headers = {"WWW-Authenticate": CHALLENGE} if status == HTTPStatus.UNAUTHORIZED else {}
    told = Refusal(status=status, message=message, faults=list(faults))
    return JsonResponse(told.model_dump(), status=status, headers=headers)


def failed(number: str) -> HttpResponse:
    """Answer for an error of the site itself, with the number by which its trace is found in the log."""
    message = _("Internal error. Quote the error number %(number)s to the site’s administrator.")
    return refused(500, message % {"number": number})


def faults_of(form: BaseForm, path: str = "") -> list[Fault]:
    """Return what a form found wrong; ``path`` stands before the names of its fields."""
    return [
        Fault(field=".".join(filter(None, (path, "" if field == "__all__" else field))), message=str(message))
        for field, messages in form.errors.items()
        for message in messages
    ]


def add_handlers(api: NinjaAPI) -> None:
    """Have an API tell what is raised in the one shape."""
    tells: dict[type[Exception], Tell] = {
        RefusedError: lambda error: refused(error.status, str(error), error.faults),
        HttpError: _http_error,
        Http404: lambda error: refused(404, _("There is nothing at this address.")),
        BatchStateError: lambda error: refused(409, refusal_of(error)),
        StalePlanError: lambda error: refused(409, refusal_of(error)),
        FileError: lambda error: refused(422, str(error)),
        MappingError: _bad_mapping,
        SignInPausedError: _paused,
        RequestDataTooBig: lambda error: refused(413, _("What was sent is too large.")),
        **dict.fromkeys(UNREADABLE, _unreadable),
    }
    for kind, tell in tells.items():
        api.add_exception_handler(kind, partial(_told, tell))
    api.add_exception_handler(ValidationError, _invalid)


def _told(tell: Tell, request: HttpRequest, error: Any) -> HttpResponse:
    return tell(error)


def _unreadable(error: Any) -> HttpResponse:
    return refused(400, _("What was sent cannot be read."))


def _http_error(error: Any) -> HttpResponse:
    """Answer for what the library refuses, whose own words on a body that is no JSON are English."""
    is_broken = error.status_code == HTTPStatus.BAD_REQUEST
    return _unreadable(error) if is_broken else refused(error.status_code, error.message)


def _bad_mapping(error: Any) -> HttpResponse:
    return refused(422, str(error), [Fault(field="mapping", message=text) for text in error.problems])


def _paused(error: Any) -> HttpResponse:
    answer = refused(429, _("Too many wrong passwords. Try again in %(n)s seconds.") % {"n": error.seconds})
    answer["Retry-After"] = str(error.seconds)
    return answer


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer for values that are not of the kind that is asked for."""
    is_form = request.content_type == "multipart/form-data"
    faults = [Fault(field=_path(one["loc"], is_form=is_form), message=one["msg"]) for one in error.errors]
    told = "; ".join(f"{fault.field}: {fault.message}" for fault in faults)
    return refused(422, _("What was sent is not as described: %(faults)s.") % {"faults": told}, faults)


def _path(steps: Sequence[str | int], *, is_form: bool) -> str:
    """Return the path of a value from where the library found it.

    That begins with the part of the request and, for a body that is all JSON, with our own name for it.

    >>> _path(("body", "plan", "fingerprint"), is_form=False), _path(("query", "limit"), is_form=False)
    ('fingerprint', 'limit')
    """
    skipped = 2 if steps[0] == "body" and not is_form else 1
    return ".".join(str(step) for step in steps[skipped:])


def told_as_json(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a view, so that it tells a wrong method in the one shape, too."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        answer = refused(405, _("This address takes %(methods)s.") % {"methods": response["Allow"]})
        answer["Allow"] = response["Allow"]
        return answer

    return wrapped
