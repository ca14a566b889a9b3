"""Say what a column of a file is: its name, type, heading, meaning, value, and what an import takes from it.

A column is declared once, as a constant. A kind of file that computes it in its own way, or means something
else by it, holds a copy (``dataclasses.replace``). Files, codebook, heads for readers, data packages and
imports all follow from the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from inventory.models.whole_record import Type

type Codes = type[models.TextChoices]

GAP = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Stated:
    """Name the field of the record that a cell states, which an import reads back into it.

    ``is_added`` says that files from before the column was added lack it; then nothing is stated.
    """

    model: type[models.Model]
    field: str
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class FileColumn:
    """Declare a column; its name tells it from others, so that copies for several kinds of files are equal.

    ``name`` is what programs read; each ``<gap>`` in it, and in the words above the column, ``%(gap)s``, is
    filled where the column is written. ``heading`` is for readers, in their language; empty where the name is
    for readers too. ``meaning`` is English, since it goes out with the files. ``value`` is what the database
    computes; None where Python does. A column without ``states`` is ignored by an import. ``choices`` are the
    codes that may stand in it, with their words.
    """

    name: str
    heading: str | Promise = field(compare=False)
    meaning: str = field(compare=False)
    type: Type = field(default=Type.STRING, compare=False)
    value: Combinable | None = field(default=None, compare=False)
    states: Stated | None = field(default=None, compare=False)
    choices: Codes | None = field(default=None, compare=False)

    @property
    def head(self) -> str:
        """Return the words above the column, in the reader's language."""
        return str(self.heading) or self.name

    def named(self, **parts: str) -> FileColumn:
        """Return the column with the gaps of its name filled.

        >>> FileColumn("<voice>_low", "%(voice)s: at least", "").named(voice="le-monde").name
        'le-monde_low'
        """
        name = GAP.sub(lambda gap: parts[gap[1]], self.name)
        return replace(self, name=name, heading=str(self.heading) % parts)

    def filled(self, name: str) -> dict[str, str] | None:
        """Return what fills the gaps of the name to make it another; None where nothing does.

        >>> FileColumn("<voice>_low", "", "").filled("le-monde_low"), FileColumn("low", "", "").filled("high")
        ({'voice': 'le-monde'}, None)
        """
        match = re.fullmatch(GAP.sub(r"(?P<\1>.+)", re.escape(self.name).replace(r"\<", "<")), name)
        return match.groupdict() if match else None


def names_of(columns: Iterable[FileColumn]) -> list[str]:
    """Return the names of columns, in their order."""
    return [column.name for column in columns]


def picked(columns: Sequence[FileColumn], names: Sequence[str] | None) -> Sequence[FileColumn]:
    """Return the columns named, in that order; all for None. Raises ``KeyError`` for another name."""
    known = {column.name: column for column in columns}
    return columns if names is None else [known[name] for name in names]


def find_column(name: str, columns: Iterable[FileColumn]) -> FileColumn | None:
    """Return the column of that name as declared: itself, or else the first whose gaps can be filled so."""
    known = list(columns)
    own = next((column for column in known if column.name == name), None)
    return own or next((column for column in known if column.filled(name) is not None), None)
