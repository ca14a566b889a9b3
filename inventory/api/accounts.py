"""Know who asks: the session of the site, or name and password of an account, as scripts send them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.security import HttpBasicAuth, SessionAuth

from inventory.access import ROUTES, may


class Password(HttpBasicAuth):
    """Take name and password of an account with each request, by HTTP Basic. Costs a hash of the password.

    What is sent so is read by whoever sees the line: use it over HTTPS alone.
    """

    def __call__(self, request: HttpRequest) -> Any:
        """Return the person; None where none is named. Raises AuthenticationError for a wrong password."""
        if "Authorization" not in request.headers:
            return None
        if person := super().__call__(request):
            return person
        raise AuthenticationError(message=_("Name or password is wrong, or the account is closed."))

    def authenticate(self, request: HttpRequest, username: str, password: str) -> Any:
        """Return the person, in whose name the request goes on; None where there is none.

        Raises SignInPausedError after too many failures.
        """
        person = authenticate(request, username=username, password=password)
        if person is None:
            return None
        # The history names who this is from now on.
        request.user = person
        return permitted(request, person)


class Session(SessionAuth):
    """Take the session of somebody who signed in on the site; what changes something needs its CSRF token."""

    def __call__(self, request: HttpRequest) -> Any:
        """Return the person. Raises AuthenticationError for nobody, AuthorizationError without a token."""
        if not request.user.is_authenticated:
            raise AuthenticationError(
                message=_("Sign in on the site, or send the name and password of an account.")
            )
        try:
            person = super().__call__(request)
        except HttpError as error:
            message = _("The session's CSRF token is missing or wrong. Send it as X-CSRFToken.")
            raise AuthorizationError(message=message) from error
        return permitted(request, person)


def permitted(request: HttpRequest, person: Any) -> Any:
    """Return a person who may ask for this address, as on the pages. Raises AuthorizationError for others."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if not may(person, ROUTES[name].write):
        raise AuthorizationError(message=_("Your account may not import."))
    return person
