"""Find the names of a row of the press file."""

from __future__ import annotations

import re

from inventory.imports.cells import Row
from inventory.models.names import Kind, Names, Thing, UnknownNameError, days_said

SCHEME = "press"  # of aliases
QUALIFIED = re.compile(r"(?P<name>.*\S)\s*\((?P<words>[^()]+)\)\s*")


def split_qualifier(text: str) -> tuple[str, str]:
    """Return a name and the words in parentheses after it; these are empty when there are none."""
    match = QUALIFIED.fullmatch(text)
    return (match["name"], match["words"].strip()) if match else (text.strip(), "")


class Finder:
    """Find the names of one row, and refuse those that are unknown at their column."""

    def __init__(self, row: Row, names: Names) -> None:
        self.row = row
        self._names = names

    def knows(self, kind: Kind, name: str) -> bool:
        """Tell whether a name stands for something."""
        return bool(name) and self._names.knows(kind, name)

    def find(self, kind: Kind, column: str, name: str, date: str = "") -> Thing | None:
        """Return the thing that a name stands for; None when there is no name or it is unknown.

        ``date`` is when it is said to have been what the column names: a state may have ended before.
        """
        if not name.strip():
            return None
        try:
            return self._names.find(kind, name.strip(), SCHEME, days=days_said(kind, date))
        except UnknownNameError as error:
            self.row.refuse_name(column, error)
            return None

    def required(self, kind: Kind, column: str, name: str, date: str = "") -> Thing | None:
        """Return the thing that a name stands for; an empty name is refused too."""
        if not name.strip():
            self.row.refuse(column, "is empty.")
        return self.find(kind, column, name, date)

    def qualified(self, kind: Kind, column: str, date: str = "") -> tuple[Thing | None, str]:
        """Return the thing that a cell names, and the words in parentheses after the name."""
        name, words = split_qualifier(self.row[column])
        return self.find(kind, column, name, date), words
