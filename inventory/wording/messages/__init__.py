"""Say in the reader's language what is told by code and values: one table of sentences for each area.

The key of a sentence is the code, its gaps are named like the values. A value that is a message is said, a
number written as the language does, and a list of names put in quotation marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from inventory.domain.messages import Message, Value, message_of
from inventory.wording.messages import cells, counts, dates, files, general, names, plans
from inventory.wording.numbers import number_words

MOST_LISTED = 20  # of a list; the rest are counted


WORDS: Mapping[str, Any] = {
    **general.WORDS,
    **counts.WORDS,
    **dates.WORDS,
    **files.WORDS,
    **cells.WORDS,
    **names.WORDS,
    **plans.WORDS,
}


class MessageError(ValueError):
    """Refuse with a message; its text is the words of it, in the language of who asks."""

    def __init__(self, told: Message | str, /, **values: Value) -> None:
        self.message = message_of(told, **values)
        super().__init__(self.message)

    def __str__(self) -> str:
        return words(self.message)


class _Number(int):
    """Write a number as the language does, while it still chooses between singular and plural."""

    def __str__(self) -> str:
        return number_words(int(self))


def words(message: Message | str) -> str:
    """Return what a message says, in the active language; a text as it stands."""
    if isinstance(message, str):
        return message
    sentence = WORDS.get(message.code)
    if sentence is None:
        return str(message)  # Stored by a version that knew the code.
    return str(sentence % {name: _said(value) for name, value in message.values.items()})


def _said(value: Value) -> str | int:
    if isinstance(value, Message):
        return words(value)
    if isinstance(value, tuple):
        return _listed(value)
    return _Number(value) if isinstance(value, int) else value


def _listed(names: tuple[Value, ...]) -> str:
    said = ", ".join(
        words(name) if isinstance(name, Message) else _("“%(text)s”") % {"text": _said(name)}
        for name in names[:MOST_LISTED]
    )
    more = len(names) - MOST_LISTED
    if more <= 0:
        return said
    return _("%(listed)s and %(number)s more") % {"listed": said, "number": number_words(more)}
