"""Read the values of a case file, and collect everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from inventory.domain.dates import DateError, parse_edtf
from inventory.imports.problems import ProblemsError
from inventory.wording.messages import words

SHOWN_LENGTH = 80  # characters of an offending value


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong, and where: a file and the path of a value, such as `reports[2].lines[0].phrase`."""

    file: str
    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, {self.path}: {self.reason}" if self.path else f"{self.file}: {self.reason}"


class CaseFileError(ProblemsError):
    """Refuse a case file, with every problem found in it."""


@dataclass(slots=True)
class Entry:
    """Read the values of one table of the file; a bad value is added to `problems` and read as empty."""

    file: str
    path: str
    values: Mapping[str, Any]
    problems: list[Problem] = field(repr=False)

    def refuse(self, name: str, reason: str) -> None:
        """Record a problem with one value."""
        self.problems.append(Problem(self.file, self._path(name), reason))

    def allow(self, names: str) -> None:
        """Refuse every name that is not listed; a misspelt one would be dropped in silence otherwise."""
        for name in self.values.keys() - set(names.split()):
            self.refuse(name, f"is unknown; expected are {', '.join(names.split())}.")

    def has(self, name: str) -> bool:
        """Tell whether the value is given."""
        return name in self.values

    def text(self, name: str, limit: int = 10_000, *, is_required: bool = False) -> str:
        """Return the text, of at most `limit` characters; empty when it is not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str):
            self.refuse(name, f"{_shown(value)} is not a text in quotation marks.")
            return ""
        if is_required and not value.strip():
            self.refuse(name, "is missing.")
        if len(value) > limit:
            self.refuse(name, f"has {len(value)} characters; {limit} are allowed.")
        return value.strip()

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Return the text, which is one of the allowed words; without a default it must be given."""
        value = self.text(name, is_required=default is None)
        if not self.has(name):
            return default or ""
        if value not in allowed:
            self.refuse(name, f"{_shown(value)} is none of {', '.join(filter(None, allowed))}.")
        return value

    def flag(self, name: str) -> bool:
        """Return the flag; false when it is not given."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.refuse(name, f"{_shown(value)} is neither true nor false.")
        return value is True

    def count(self, name: str) -> int:
        """Return the number of items, one or more."""
        value = self.values[name]
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < 2**31:
            self.refuse(name, f"{_shown(value)} is not a whole number of one or more.")
            return 1
        return value

    def date(self, name: str, *, is_required: bool = False) -> str:
        """Return the EDTF date as written; empty when it is not given."""
        value = self.text(name, 60, is_required=is_required)
        if value:
            try:
                parse_edtf(value)
            except DateError as error:
                self.refuse(name, words(error.message))
        return value

    def address(self, name: str) -> str:
        """Return the web address; empty when it is not given."""
        value = self.text(name, 1000)
        if value:
            try:
                URLValidator(["http", "https"])(value)
            except ValidationError:
                self.refuse(name, f"{_shown(value)} is not a web address.")
        return value

    def table(self, name: str) -> Entry:
        """Return the table under a name; empty when it is not given."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            self.refuse(name, f"{_shown(value)} is not a table.")
            value = {}
        return Entry(self.file, self._path(name), value, self.problems)

    def tables(self, name: str) -> Iterator[Entry]:
        """Yield the tables of an array; none when it is not given."""
        for index, value in enumerate(self._array(name)):
            if isinstance(value, dict):
                yield Entry(self.file, f"{self._path(name)}[{index}]", value, self.problems)
            else:
                self.refuse(f"{name}[{index}]", f"{_shown(value)} is not a table.")

    def keys(self, name: str, known: Collection[str], what: str) -> list[str]:
        """Return an array of keys of other tables of the file; empty when it is not given."""
        keys = []
        for index, value in enumerate(self._array(name)):
            if value in known:
                keys.append(value)
            else:
                self.refuse(f"{name}[{index}]", f"{_shown(value)} is not the key of a {what}.")
        return keys

    def key(self, name: str, known: Collection[str], what: str) -> str:
        """Return the key of another table of the file."""
        value = self.text(name, is_required=True)
        if value and value not in known:
            self.refuse(name, f"{_shown(value)} is not the key of a {what}.")
        return value

    def _array(self, name: str) -> Sequence[Any]:
        value = self.values.get(name, [])
        if not isinstance(value, list):
            self.refuse(name, f"{_shown(value)} is not an array.")
            return []
        return value

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _shown(value: object) -> str:
    """Return a value for a message, cut if it is long."""
    text = str(value)
    return f"“{text}”" if len(text) <= SHOWN_LENGTH else f"“{text[:SHOWN_LENGTH]}…”"
