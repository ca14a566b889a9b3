"""Name why a name stands for nothing that can be recorded; `wording/messages/names.py` says it."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.domain.messages import Code, Message, cut
from inventory.models.name_register import Kind, Thing


class NameFault(Code):
    """Name why a name stands for no one thing."""

    AMBIGUOUS = "name.ambiguous"
    OPEN = "name.open"
    NO_SOURCE = "name.no_source"
    NO_PLACE = "name.no_place"
    NO_PARTY = "name.no_party"
    NO_TYPE = "name.no_type"
    LEFT_OUT = "name.left_out"
    ENDED = "name.ended"
    PROPOSED = "name.proposed"
    OF_ANOTHER_CLASS = "name.of_another_class"


UNKNOWN = {
    Kind.SOURCE: NameFault.NO_SOURCE,
    Kind.PLACE: NameFault.NO_PLACE,
    Kind.PARTY: NameFault.NO_PARTY,
    Kind.EQUIPMENT_TYPE: NameFault.NO_TYPE,
}


def proposing(fault: Message, proposals: Sequence[Thing]) -> Message:
    """Return a fault with what the name may mean, where anything is proposed."""
    if not proposals:
        return fault
    return Message(NameFault.PROPOSED, fault=fault, names=tuple(cut(thing.name) for thing in proposals))
