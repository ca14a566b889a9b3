"""Read JSON lines, or one JSON list, of flat objects as a table: the names are the columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from inventory.imports.lines import FileError, Line, check_line, shown

GAP = re.compile(r"[\s,]*")
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # The database cannot keep NUL, nor halves of characters.
SUFFIXES = (".json", ".jsonl", ".ndjson")


def looks_like_json(name: str, text: str) -> bool:
    """Tell whether a text is meant as JSON: it starts with an object or a list, and its name may say so."""
    pattern = r"\s*[\[{]" if name.lower().endswith(SUFFIXES) else r'\s*(\[\s*)?\{\s*(\}|")'
    return re.match(pattern, text) is not None


def read_json(name: str, text: str) -> tuple[Line, ...]:
    """Return the names as the first record, and the objects below, each with the line on which it starts.

    All objects must have the same names, in any order; values are texts, numbers, true, false or null, which
    is an empty cell. Raises FileError, with the line and the name, for anything else.
    """
    objects = _objects(name, text)
    number, first = next(objects, (0, {}))
    if not first:
        raise FileError(f"{name} holds an empty list.")
    columns = tuple(first)
    lines = [Line(number, columns), Line(number, tuple(first.values()))]
    for number, values in objects:
        if values.keys() != first.keys():
            raise FileError(f"{name}, line {number}: {_difference(columns, tuple(values))}")
        lines.append(Line(number, tuple(values[column] for column in columns)))
    return tuple(check_line(name, line) for line in lines)


def _objects(name: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each object with its line."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_Object, parse_int=str, parse_float=_number, parse_constant=_Constant
    )
    place = len(text) - len(text.lstrip())
    is_list = text[place] == "["
    place += is_list
    number, counted = 1, 0
    while True:
        place = _end_of_gap(text, place)
        number += text.count("\n", counted, place)
        counted = place
        if place == len(text):
            break
        if is_list and text[place] == "]":
            if text[place + 1 :].strip():
                raise FileError(f"{name}, line {number}: something follows the end of the list.")
            break
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise FileError(f"{name}, line {error.lineno}: this is no JSON: {error.msg}.") from error
        except RecursionError as error:
            raise FileError(f"{name}, line {number}: the object is nested too deeply.") from error
        yield number, _flat(name, number, value)


def _end_of_gap(text: str, place: int) -> int:
    match = GAP.match(text, place)
    return match.end() if match else place


class _Object:
    """Hold the pairs of an object, doubled names included."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


class _Constant:
    """Hold NaN or Infinity, which are no JSON."""

    def __init__(self, name: str) -> None:
        self.name = name


def _number(text: str) -> str:
    """Return a number without a fraction of zero, as spreadsheets' programs add it.

    >>> _number("5.0"), _number("5.5"), _number("1e3")
    ('5', '5.5', '1e3')
    """
    return re.sub(r"\.0+$", "", text)


def _flat(name: str, number: int, value: Any) -> dict[str, str]:
    if not isinstance(value, _Object):
        raise FileError(f"{name}, line {number}: holds {_kind(value)}; an object {{…}} is expected.")
    cells: dict[str, str] = {}
    for column, cell in value.pairs:
        where = f"{name}, line {number}, column {shown(column)}"
        if column in cells:
            raise FileError(f"{where}: stands twice.")
        if not column.strip():
            raise FileError(f"{where}: a column has no name.")
        if isinstance(cell, _Object | list | _Constant):
            raise FileError(f"{where}: holds {_kind(cell)}; a text or a number is expected.")
        if isinstance(cell, str) and UNKEEPABLE.search(cell):
            raise FileError(f"{where}: holds a NUL character or half a character.")
        cells[column] = _cell(cell)
    if not cells:
        raise FileError(f"{name}, line {number}: the object is empty.")
    return cells


def _cell(value: str | bool | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, _Object):
        return "an object inside the object"
    return value.name if isinstance(value, _Constant) else "a single value"


def _difference(columns: tuple[str, ...], others: tuple[str, ...]) -> str:
    missing = [shown(column) for column in columns if column not in others][:5]
    added = [shown(column) for column in others if column not in columns][:5]
    parts = [f"lacks {', '.join(missing)}"] if missing else []
    parts += [f"has {', '.join(added)}"] if added else []
    return f"the object {' and '.join(parts)}, unlike the first one; all must have the same names."
