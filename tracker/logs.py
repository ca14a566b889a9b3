"""Write what happens, a line each: plain for people at a terminal, JSON for programs that collect logs.

Every line written while a request is answered ends with the request's number, which the visitor sees on the
page of an error and in the header X-Request-ID, and with the key of the account, never its name.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Protocol

from django.core.mail import mail_admins

MAIL_INTERVAL = 60.0  # seconds; a site that fails at every request sends each process's share of one mail

# What would begin a new line, or steer a terminal: visitors choose parts of what is written.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Asking(Protocol):
    """Be what is known of the request that is being answered."""

    number: str

    @property
    def user(self) -> int | None:
        """Return the account's key; None for visitors, and until somebody asks who it is."""


current: ContextVar[Asking | None] = ContextVar("current", default=None)


def event(logger: logging.Logger, level: int, message: str, **fields: object) -> None:
    """Write a line of a message and of fields by name, which JSON keeps apart."""
    logger.log(level, message, extra={"fields": fields})


def request_number() -> str:
    """Return the number of the request that is being answered; empty outside of requests."""
    asking = current.get()
    return asking.number if asking else ""


class RequestFilter(logging.Filter):
    """Add to each record which request it belongs to, and whose that is."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        asking = current.get()
        fields = dict(getattr(record, "fields", {}))
        if asking:
            fields = {**fields, "user": fields.get("user", asking.user), "request": asking.number}
        record.fields = fields
        return True


class FaultFilter(logging.Filter):
    """Leave out what Django says of answers of 503: a probe's is no fault, and others have their line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record tells of a fault."""
        return getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE


class PlainFormatter(logging.Formatter):
    """Write time, level, message and fields; a trace follows on lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the standard library's name
        """Return the line without its trace."""
        fields = "".join(
            f" {name}={'-' if value is None else value}"
            for name, value in getattr(record, "fields", {}).items()
        )
        line = f"{record.levelname} {record.name}: {record.message}{fields}"
        return f"{_moment(record)} {_CONTROL.sub(_escaped, line)}"


class JsonFormatter(logging.Formatter):
    """Write each record, its trace included, as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        what: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            what["trace"] = self.formatException(record.exc_info)
        return json.dumps(what, default=str, ensure_ascii=False)


class MailHandler(logging.Handler):
    """Mail faults to ADMINS: the line and its trace, without what the visitor sent.

    Each process sends one mail a minute at most; the next says how many it left out.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._sent_at: float | None = None
        self._left_out = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Send the mail, unless one was sent a moment ago."""
        if self._sent_at is not None and record.created - self._sent_at < MAIL_INTERVAL:
            self._left_out += 1
            return
        text = self.format(record)
        if self._left_out:
            text += f"\n\n{self._left_out} more since the last mail: see the log."
        self._sent_at, self._left_out = record.created, 0
        try:
            mail_admins(_CONTROL.sub(" ", record.getMessage())[:200], text)
        except OSError:
            # The mail server is away or refuses: the line stands in the log, and this one beside it.
            self.handleError(record)


def logging_settings(kind: str, *, is_mailed: bool) -> dict[str, Any]:
    """Return Django's LOGGING, for `kind` "plain" or "json"."""
    formatter = {"plain": PlainFormatter, "json": JsonFormatter}[kind]
    handlers: dict[str, Any] = {
        "lines": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["request"]}
    }
    if is_mailed:
        handlers["mail"] = {"()": MailHandler, "formatter": "plain", "filters": ["request"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": RequestFilter}, "faults": {"()": FaultFilter}},
        "formatters": {"lines": {"()": formatter}, "plain": {"()": PlainFormatter}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            "tracker": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # Each request has a line with its status already; what failed has its trace besides.
            "django.request": {"level": "ERROR", "filters": ["faults"]},
            # Whoever scans the internet asks for any host; the line of the request says 400.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
