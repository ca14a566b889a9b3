"""Say what is wrong with texts that do not fit their column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db.models import CharField, Field, Model, TextField

OF_ADDRESSES = [URLValidator, MaxLengthValidator]
# Addresses that nobody could find fault with; others may be right, too.
SOUND_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,3}[a-z]{2,20}(?:/[A-Za-z0-9/_.~%?=&+-]{0,500})?"
)


def faults_by_column(model: type[Model]) -> dict[str, Callable[[str], str]]:
    """Return what says what is wrong with a text, for each column in which not every text is right."""
    return {
        column.name: _faults_of(column)
        for column in model._meta.concrete_fields
        if isinstance(column, CharField | TextField)
        and (column.choices or column.validators or not column.blank)
    }


def _faults_of(column: Field[Any, Any]) -> Callable[[str], str]:
    """Return what says what is wrong with a text in a column; empty when nothing is."""

    def fault(text: str) -> str:
        try:
            column.clean(text, None)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    longest, kinds = column.max_length, [*map(type, column.validators)]
    if longest is None or column.choices or kinds not in ([MaxLengthValidator], OF_ADDRESSES):
        return fault
    # Most texts are sound at first sight, and cleaning takes twenty times as long.
    shortest = 0 if column.blank else 1
    if kinds == OF_ADDRESSES:
        return lambda text: "" if len(text) <= longest and SOUND_ADDRESS.fullmatch(text) else fault(text)
    return lambda text: "" if shortest <= len(text) <= longest else fault(text)
