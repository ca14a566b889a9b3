"""Read JSON lines, or one JSON list, of flat objects as a table: the names are the columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from inventory.domain.messages import Message, cut
from inventory.imports.codes import FileFault, FileKind
from inventory.imports.lines import UNKEEPABLE, FileError, Line, check_line

GAP = re.compile(r"[\s,]*")
SUFFIXES = (".json", ".jsonl", ".ndjson")


def looks_like_json(name: str, text: str) -> bool:
    """Tell whether a text is meant as JSON: it starts with an object or a list, and its name may say so."""
    pattern = r"\s*[\[{]" if name.lower().endswith(SUFFIXES) else r'\s*(\[\s*)?\{\s*(\}|")'
    return re.match(pattern, text) is not None


def read_json(name: str, text: str) -> tuple[Line, ...]:
    """Return the names as the first record, and the objects below, each with the line on which it starts.

    Names come in the order in which they are first met; what an object leaves out, null and NaN are empty
    cells. Other values are texts, numbers, true or false. An object of columns, as data frames write it, is
    read as its rows; objects are numbered if several stand on one line. Raises FileError, with the line and
    the name, for anything else.
    """
    objects = list(_objects(name, text))
    if not objects:
        raise FileError(FileFault.EMPTY_LIST, name=name)
    columns = tuple(dict.fromkeys(column for _number, values in objects for column in values))
    if len({number for number, _values in objects}) < len(objects):
        # Several objects stand on a line: they are told apart by their place in the list.
        objects = [(place, values) for place, (_number, values) in enumerate(objects, start=1)]
    lines = [Line(objects[0][0], columns)]
    lines += [Line(number, tuple(values.get(column, "") for column in columns)) for number, values in objects]
    return tuple(check_line(name, line) for line in lines)


def _objects(name: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each object with its line."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_Object, parse_int=str, parse_float=_number, parse_constant=_constant
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
                raise FileError(FileFault.AFTER_LIST, name=name, line=str(number))
            break
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise FileError(FileFault.NO_JSON, name=name, line=str(error.lineno), reason=error.msg) from error
        except RecursionError as error:
            raise FileError(FileFault.NESTED, name=name, line=str(number)) from error
        for one in _rows_of(value):
            yield number, _flat(name, number, one)


def _rows_of(value: Any) -> list[Any]:
    """Return the rows of an object of columns, or of one that wraps a list; else the value alone.

    Data frames write ``{"To": {"0": "Mali", "1": "Niger"}}``, and ``{"schema": …, "data": [{…}, {…}]}``.
    """
    if not isinstance(value, _Object) or not value.pairs:
        return [value]
    wrapped = dict(value.pairs).get("data")
    if isinstance(wrapped, list) and all(isinstance(one, _Object) for one in wrapped):
        return wrapped
    columns = [(name, dict(one.pairs)) for name, one in value.pairs if isinstance(one, _Object)]
    if len(columns) < max(2, len(value.pairs)) or not columns[0][1]:
        return [value]
    places = dict.fromkeys(place for _name, cells in columns for place in cells)
    return [_Object([(name, cells.get(place)) for name, cells in columns]) for place in places]


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


def _constant(name: str) -> _Constant | None:
    """Return a constant that is no JSON; NaN is what data frames hold where there is no value."""
    return None if name == "NaN" else _Constant(name)


def _number(text: str) -> str:
    """Return a number without a fraction of zero, as spreadsheets' programs add it.

    >>> _number("5.0"), _number("5.5"), _number("1e3")
    ('5', '5.5', '1e3')
    """
    return re.sub(r"\.0+$", "", text)


def _flat(name: str, number: int, value: Any) -> dict[str, str]:
    if not isinstance(value, _Object):
        raise FileError(FileFault.NO_OBJECT, name=name, line=str(number), kind=_kind(value))
    cells: dict[str, str] = {}
    for column, cell in value.pairs:
        fault = Message(FileFault.DOUBLED_COLUMN) if column in cells else _fault(column, cell)
        if fault:
            place = {"name": name, "line": str(number), "column": cut(UNKEEPABLE.sub("\ufffd", column))}
            raise FileError(FileFault.CELL, **place, reason=fault)
        cells[column] = _cell(cell)
    if not cells:
        raise FileError(FileFault.EMPTY_OBJECT, name=name, line=str(number))
    return cells


def _fault(column: str, cell: Any) -> Message | None:
    """Return what is wrong with one pair of an object, if anything is."""
    if not column.strip():
        return Message(FileFault.NAMELESS_COLUMN)
    if isinstance(cell, _Object | list | _Constant):
        return Message(FileFault.NO_SCALAR, kind=_kind(cell))
    if UNKEEPABLE.search(column) or (isinstance(cell, str) and UNKEEPABLE.search(cell)):
        return Message(FileFault.UNKEEPABLE)
    return None


def _cell(value: str | bool | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def _kind(value: Any) -> Message | str:
    if isinstance(value, list):
        return Message(FileKind.LIST)
    if isinstance(value, _Object):
        return Message(FileKind.NESTED_OBJECT)
    return value.name if isinstance(value, _Constant) else Message(FileKind.SINGLE_VALUE)
