"""Find the files of a record in a folder, by its description."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inventory.imports.reference.rows import Problem
from inventory.imports.whole_record.problems import RecordFileError
from inventory.models.whole_record import RecordTable, tables_for

DESCRIPTION = "datapackage.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Package:
    """Hold where a record lies, which tables it has with their columns in order, and their checksums."""

    folder: Path
    has_private_texts: bool
    heads: Mapping[str, list[str]]
    hashes: Mapping[str, str]

    @property
    def tables(self) -> list[RecordTable]:
        """Return the tables that it has, each after those that it names."""
        return tables_for(is_private=self.has_private_texts)

    def path(self, table: RecordTable) -> Path:
        """Return the file of a table."""
        return self.folder / f"{table.name}.csv"


def open_package(folder: Path) -> Package:
    """Read the description and the heads of the files. Raises RecordFileError with all that is wrong."""
    described = _description(folder / DESCRIPTION)
    is_private = described.get("has_private_texts") is True
    hashes = {
        str(one.get("name")): str(one.get("hash", ""))
        for one in described.get("resources", [])
        if isinstance(one, dict)
    }
    problems: list[Problem] = []
    heads = {
        table.name: _head(folder / f"{table.name}.csv", table, problems)
        for table in tables_for(is_private=is_private)
    }
    if problems:
        raise RecordFileError(problems)
    return Package(folder, is_private, heads, hashes)


def _description(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecordFileError([Problem(path.name, 1, "", f"cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise RecordFileError([Problem(path.name, 1, "", "is not UTF-8 text.")]) from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} in column {error.colno}."
        raise RecordFileError([Problem(path.name, error.lineno, "", reason)]) from error
    except RecursionError as error:
        raise RecordFileError([Problem(path.name, 1, "", "is nested too deeply.")]) from error
    if not isinstance(found, dict) or found.get("record_format") != FORMAT:
        reason = f"does not describe a whole record of format {FORMAT}."
        raise RecordFileError([Problem(path.name, 1, "record_format", reason)])
    if not isinstance(found.get("resources", []), list):
        raise RecordFileError([Problem(path.name, 1, "resources", "is not a list of files.")])
    return found


def _head(path: Path, table: RecordTable, problems: list[Problem]) -> list[str]:
    """Return the columns of a file, which may stand in any order."""
    expected = [column.name for column in table.columns]
    try:
        # What is no text further down is told with its line when the cells are read.
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            found = next(csv.reader(file, strict=True), [])
    except OSError as error:
        problems.append(Problem(path.name, 1, "", f"cannot be read: {error.strerror}."))
        return expected
    except csv.Error as error:
        problems.append(Problem(path.name, 1, "", f"has no head that can be read: {error}."))
        return expected
    if sorted(found) != sorted(expected):
        reason = f"the columns are “{', '.join(found)}”; expected “{', '.join(expected)}”."
        problems.append(Problem(path.name, 1, "", reason))
    return found
