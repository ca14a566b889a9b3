"""Find the source that speaks in a whole file, such as a register, whose name is no cell of it."""

from __future__ import annotations

from inventory.domain.messages import Message
from inventory.imports.codes import FileFault
from inventory.imports.files import FileError
from inventory.models.names import Kind, Names, Thing, UnknownNameError


def publisher_of(name: str, names: Names) -> Thing:
    """Return the source that publishes a file. Raises FileError on a record without it."""
    try:
        return names.find(Kind.SOURCE, name)
    except UnknownNameError as fault:
        raise FileError(Message(FileFault.NO_PUBLISHER, source=name)) from fault
