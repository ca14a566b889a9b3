"""Read settings from environment variables, refuse bad values, and report all of them at once.

Each parser below takes the text of one variable and returns its value, or raises `ValidationError` with a
message that repeats the offending text. A variable that is empty or blank counts as not set.
"""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast
from urllib.parse import urlsplit

import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError

MAIL_TIMEOUT = 10  # seconds; a visitor's request waits while a fault is mailed
SECRET_KEY_LENGTH = 50  # characters; Django's deployment check asks for as many

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
_HOST = re.compile(r"\*|\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class Environment:
    """Collect settings one by one, then report every bad variable with `seal()`."""

    def __init__(self) -> None:
        self._env = Env(eager=False)

    def read[T](self, name: str, parse: Callable[[str], T], default: str) -> T:
        """Return the parsed variable, or the parsed default, written as the variable would be.

        A bad value also yields the default, so that the rest of the settings can still be read: `seal()`
        then refuses the whole environment.
        """
        if not os.environ.get(name, "").strip():
            return parse(default)
        if not hasattr(self._env, parse.__name__):
            self._env.add_parser(parse.__name__, parse)
        value: T | None = getattr(self._env, parse.__name__)(name)
        return parse(default) if value is None else value

    def seal(self) -> None:
        """Raise `ImproperlyConfigured` naming every variable with a bad value and what is wrong with it."""
        try:
            self._env.seal()
        except EnvValidationError as error:
            errors = cast("Mapping[str, list[str]]", error.error_messages)
            lines = [f"  {name}: {' '.join(messages)}" for name, messages in errors.items()]
            raise ImproperlyConfigured("\n".join(["Bad environment variables:", *lines])) from error


def parse_flag(text: str) -> bool:
    """Read yes or no.

    >>> parse_flag("1"), parse_flag(" Yes "), parse_flag("off")
    (True, True, False)
    """
    word = text.strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValidationError(f"{text!r} is neither 1, true, yes, on nor 0, false, no, off.")
    return word in _TRUE


def parse_words(text: str) -> list[str]:
    """Split a list at its commas; spaces around the items and empty items are dropped.

    >>> parse_words("a, b,,c ")
    ['a', 'b', 'c']
    """
    return [word for word in (part.strip() for part in text.split(",")) if word]


def parse_hosts(text: str) -> list[str]:
    """Read the host names that the site answers to, without scheme, port or path.

    >>> parse_hosts("tracker.example.org, .example.net, [::1]")
    ['tracker.example.org', '.example.net', '[::1]']
    """
    hosts = parse_words(text)
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ValidationError(f"{host!r} is not a host name: write example.org, no scheme, port or path.")
    return hosts


def parse_origins(text: str) -> list[str]:
    """Read origins: scheme and host, with a port if it is not the usual one, no path.

    >>> parse_origins("https://tracker.example.org, http://localhost:8000")
    ['https://tracker.example.org', 'http://localhost:8000']
    """
    origins = parse_words(text)
    for origin in origins:
        parts = urlsplit(origin)
        if (
            parts.scheme not in {"http", "https"}
            or origin != f"{parts.scheme}://{parts.netloc}"
            or not parts.netloc
        ):
            raise ValidationError(f"{origin!r} is not an origin such as https://example.org.")
    return origins


def parse_licence(text: str) -> str:
    """Return an SPDX identifier; empty for none.

    >>> parse_licence(" CC-BY-4.0 "), parse_licence("")
    ('CC-BY-4.0', '')
    """
    licence = text.strip()
    if licence and not re.fullmatch(r"[A-Za-z0-9.+-]+", licence):
        raise ValidationError(f"{text!r} is not an SPDX identifier such as CC-BY-4.0.")
    return licence


def parse_addresses(text: str) -> list[str]:
    """Read addresses of e-mail.

    >>> parse_addresses("ann@example.org, bob@example.org")
    ['ann@example.org', 'bob@example.org']
    """
    addresses = parse_words(text)
    for address in addresses:
        name, _, host = address.rpartition("@")
        if not name or not _HOST.fullmatch(host) or re.search(r"[\s<>]", address):
            raise ValidationError(f"{address!r} is not an address of e-mail such as ann@example.org.")
    return addresses


def parse_log(text: str) -> str:
    """Read how the log is written.

    >>> parse_log(" JSON ")
    'json'
    """
    kind = text.strip().lower()
    if kind not in {"plain", "json"}:
        raise ValidationError(f"{text!r} is neither plain nor json.")
    return kind


def parse_mail_server(text: str) -> dict[str, Any]:
    """Read the address of a mail server as one of Django's MAILERS.

    >>> parse_mail_server("submission://ann:secret@mail.example.org")["OPTIONS"]["port"]
    587
    >>> parse_mail_server("console://")["BACKEND"]
    'django.core.mail.backends.console.EmailBackend'
    """
    scheme = text.strip().partition("://")[0]
    if scheme not in {"smtp", "submission", "console"}:
        # The address is not repeated as a whole, since it may hold a password.
        raise ValidationError(
            "is not the address of a mail server: submission://user:password@host, smtp://host."
        )
    try:
        found = dj_email_url.parse(text.strip())
    except ValueError as error:
        raise ValidationError("cannot be read; do its user and password quote special characters?") from error
    if scheme == "console":
        return {"BACKEND": found["EMAIL_BACKEND"]}
    options = {
        "host": found["EMAIL_HOST"],
        "port": found["EMAIL_PORT"],
        "username": found["EMAIL_HOST_USER"] or "",
        "password": found["EMAIL_HOST_PASSWORD"] or "",
        "use_tls": found["EMAIL_USE_TLS"],
        "use_ssl": found["EMAIL_USE_SSL"],
        "timeout": found["EMAIL_TIMEOUT"] or MAIL_TIMEOUT,
    }
    return {"BACKEND": found["EMAIL_BACKEND"], "OPTIONS": options}


def parse_directory(text: str) -> Path:
    """Read the path of a directory that exists or can be made; a relative path starts where the command runs.

    >>> parse_directory("/srv/tracker")
    PosixPath('/srv/tracker')
    """
    path = Path(text.strip()).expanduser().absolute()
    for candidate in (path, *path.parents):
        if candidate.is_dir():
            return path
        if candidate.exists():
            break
    raise ValidationError(f"{text!r} cannot be a directory: {candidate} is a file.")


def parse_secret_key(text: str) -> str:
    """Read the secret key, refusing one that is easy to guess; empty means that none is given.

    >>> parse_secret_key("")
    ''
    """
    key = text.strip()
    if key and len(key) < SECRET_KEY_LENGTH:
        raise ValidationError(
            f"has {len(key)} characters; {SECRET_KEY_LENGTH} random ones or more are needed."
        )
    return key


def kept_secret_key(directory: Path) -> str:
    """Return the secret key kept in the directory, made on first use and readable by its owner alone.

    Two processes that start together agree on one key: the first link wins and both read it.
    Raises `ImproperlyConfigured` when the file cannot be read or written.
    """
    path = directory / "secret_key"
    try:
        if not path.exists():
            directory.mkdir(parents=True, exist_ok=True)
            # Temporary files are made with mode 0600, and a link never replaces an existing file.
            with NamedTemporaryFile("w", dir=directory, prefix="secret_key.") as draft:
                draft.write(secrets.token_urlsafe(SECRET_KEY_LENGTH))
                draft.flush()
                _link_unless_present(Path(draft.name), path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path} ({error.strerror}). "
            "Set SECRET_KEY, or TRACKER_DATA_DIR to a directory that can be written."
        ) from error


def _link_unless_present(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        # Another process made the key in the meantime; that one counts.
        return
