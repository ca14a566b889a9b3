"""Say what is wrong with a text by the rules of the column that is to hold it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db.models import CharField, Field, Model, TextField

from inventory.domain.dates import DateError
from inventory.domain.messages import Message, Told, cut
from inventory.imports.codes import CellFault

OF_ADDRESSES = [URLValidator, MaxLengthValidator]
# Addresses that nobody could find fault with; others may be right, too.
SOUND_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,3}[a-z]{2,20}(?:/[A-Za-z0-9/_.~%?=&+-]{0,500})?"
)

type FaultOf = Callable[[str], Message | None]


def faults_by_column(model: type[Model]) -> dict[str, FaultOf]:
    """Return what says what is wrong with a text, for each column in which not every text is right."""
    return {
        column.name: _faults_of(column)
        for column in model._meta.concrete_fields
        if isinstance(column, CharField | TextField)
        and (column.choices or column.validators or not column.blank)
    }


def _fault_in(error: ValidationError) -> Message:
    """Return what the rule of a column says; those that have no code of ours speak for themselves."""
    if isinstance(error.__cause__, DateError):
        return error.__cause__.reason
    if error.code == "max_length" and error.params:
        count, limit = error.params["show_value"], error.params["limit_value"]
        return Message(CellFault.TOO_LONG, count=count, limit=limit)
    if error.message == URLValidator.message:
        return Message(CellFault.NO_URL)
    if error.code == "blank":
        return Message(CellFault.BLANK)
    if error.code == "invalid_choice" and error.params:
        return Message(CellFault.NO_CHOICE, text=cut(str(error.params["value"])))
    return Message(Told.SENTENCE, text=error.messages[0])


def _faults_of(column: Field[Any, Any]) -> FaultOf:
    """Return what says what is wrong with a text in a column; None when nothing is."""

    def fault(text: str) -> Message | None:
        try:
            column.clean(text, None)
        except ValidationError as error:
            return _fault_in(error.error_list[0])
        return None

    longest, kinds = column.max_length, [*map(type, column.validators)]
    if longest is None or column.choices or kinds not in ([MaxLengthValidator], OF_ADDRESSES):
        return fault
    # Most texts are sound at first sight, and cleaning takes twenty times as long.
    shortest = 0 if column.blank else 1
    if kinds == OF_ADDRESSES:
        return lambda text: None if len(text) <= longest and SOUND_ADDRESS.fullmatch(text) else fault(text)
    return lambda text: None if shortest <= len(text) <= longest else fault(text)
