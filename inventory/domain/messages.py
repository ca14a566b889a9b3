"""Tell things by codes and values: `wording` finds the words for them, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

SHOWN_LENGTH = 80  # characters of a text that a message repeats

# Whole numbers are counts; what merely bears a number, such as a line of a file, is a text. Tuples are lists.
type Value = str | int | Message | tuple[Value, ...]


class Code(StrEnum):
    """Name what is told; each area has a class of its own, and a table of words under the same names."""


class Told(Code):
    """Name messages of no area of their own."""

    SENTENCE = "told.sentence"  # The words of somebody else: of a database, of an operating system
    REFUSED = "told.refused"  # A text, and why it is refused


class Message:
    """Hold the code of what is told, and the values that fill the gaps of its words.

    >>> Message(Told.SENTENCE, text="The disk is full.")
    told.sentence(text='The disk is full.')
    """

    __slots__ = ("code", "values")

    def __init__(self, code: str, /, **values: Value) -> None:
        self.code = str(code)
        self.values = values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return (self.code, self.values) == (other.code, other.values)

    def __hash__(self) -> int:
        return hash((self.code, *self.values.items()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({values})" if values else self.code

    def to_json(self) -> dict[str, Any]:
        """Return what is stored of it: its code, and its values by name."""
        return {"code": self.code, "values": values_to_json(self.values)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Message:
        """Return the message that was stored."""
        values = {name: _value_of(value) for name, value in stored["values"].items()}
        return cls(stored["code"], **values)


def message_of(told: Message | str, /, **values: Value) -> Message:
    """Return a message as it is, that of a code and its values, or one of the words of somebody else."""
    if isinstance(told, Message):
        return told
    return Message(told, **values) if isinstance(told, Code) else Message(Told.SENTENCE, text=told)


def values_to_json(values: Mapping[str, Value]) -> dict[str, Any]:
    """Return what is stored of the values of a message."""
    return {name: _json_of(value) for name, value in values.items()}


def cut(text: str) -> str:
    """Return as much of an offending text as a message repeats.

    >>> cut("tank, " * 17)[-6:]
    'k, ta…'
    """
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"


def _json_of(value: Value) -> Any:
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, tuple):
        return [_json_of(one) for one in value]
    # PostgreSQL cannot hold NUL, which a file may.
    return value.replace("\0", "␀") if isinstance(value, str) else value


def _value_of(stored: Any) -> Value:
    if isinstance(stored, dict):
        return Message.from_json(stored)
    if isinstance(stored, list):
        return tuple(_value_of(one) for one in stored)
    return stored if isinstance(stored, str | int) else str(stored)
