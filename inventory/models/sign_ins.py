"""Pause sign-ins that failed too often, by account and by address; every process reads the same table."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection, models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tracker.addresses import client_address

PAUSE = timedelta(minutes=15)
# Failures before the pause. Behind one address may sit an office, behind one account sits one person.
MOST_PER_ACCOUNT = 5
MOST_PER_ADDRESS = 20
LONGEST_NAME = 150  # characters; no account has a longer name

# One statement, so that two processes never count one failure for two. After a pause counting begins anew.
COUNT = """
INSERT INTO inventory_signinfailure AS known (key, number, latest_at) VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN known.latest_at > %(begin)s THEN known.number + 1 ELSE 1 END,
    latest_at = excluded.latest_at
"""


class SignInPausedError(Exception):
    """Refuse a sign-in unseen, right or wrong; ``seconds`` is how long the pause lasts."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Signing in is paused for {seconds} seconds.")
        self.seconds = seconds


class SignInFailureQuerySet(models.QuerySet["SignInFailure"]):
    """Ask for and count failures."""

    def pause_of(self, keys: Iterable[tuple[str, int]]) -> int:
        """Return for how many seconds keys, each with its limit, have to wait; 0 for none. Runs one query."""
        now = timezone.now()
        most = dict(keys)
        ends = [
            failure.latest_at + PAUSE
            for failure in self.filter(key__in=most, latest_at__gt=now - PAUSE)
            if failure.number >= most[failure.key]
        ]
        # Rounded up: who comes back at the second that was told is let in.
        return max((int((end - now).total_seconds()) + 1 for end in ends), default=0)

    def count_failure(self, keys: Iterable[str]) -> None:
        """Count one more failure for each key; drop what counts no longer. Runs a query a key, and one."""
        now = timezone.now()
        with connection.cursor() as cursor:
            # In one order always, so that two processes never wait for each other.
            for key in sorted(keys):
                cursor.execute(COUNT, {"key": key, "now": now, "begin": now - PAUSE})
        self.filter(latest_at__lte=now - PAUSE).delete()


class SignInFailure(models.Model):
    """How often a sign-in failed of late, by account or by address; neither is kept, only a keyed hash."""

    key = models.CharField(
        max_length=64, primary_key=True, help_text=_("Keyed hash of the account's name, or of the address.")
    )
    number = models.PositiveIntegerField()
    latest_at = models.DateTimeField(db_index=True)

    objects = SignInFailureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number}, {self.latest_at:%Y-%m-%d %H:%M}"


class ThrottledBackend(ModelBackend):
    """Know accounts by name and password, and pause after failures: on the site, in the admin, in the API.

    All of them ask ``django.contrib.auth.authenticate``. While a pause lasts no password is looked at, so
    that right and wrong ones are not told apart, and it does not begin anew.
    """

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """Return the person, or None. Raises SignInPausedError. Runs two queries more than Django's own."""
        if username is None or password is None:
            return None
        account = _hash("account", username[:LONGEST_NAME].casefold())
        limits = {account: MOST_PER_ACCOUNT}
        if request is not None:
            limits[_hash("address", network_of(request))] = MOST_PER_ADDRESS
        if seconds := SignInFailure.objects.pause_of(limits.items()):
            raise SignInPausedError(seconds)
        # PostgreSQL's texts cannot hold NUL, so that nobody is named so.
        is_name = "\0" not in username
        person = super().authenticate(request, username, password, **kwargs) if is_name else None
        if person is None:
            SignInFailure.objects.count_failure(limits)
        else:
            # An own account must not free an address that guesses at others.
            SignInFailure.objects.filter(key=account).delete()
        return person


def network_of(request: HttpRequest) -> str:
    """Return the address that a request comes from; of IPv6 the network, since a visitor has all of one."""
    address = client_address(request) or ""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(known if known.version == 4 else ipaddress.ip_network((known, 64), strict=False))


def _hash(kind: str, name: str) -> str:
    return salted_hmac(f"tracker.sign-in.{kind}", name, algorithm="sha256").hexdigest()
