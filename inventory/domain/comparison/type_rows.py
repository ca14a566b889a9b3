"""Hold what is being concluded on one equipment type while a shipment's voices are reconciled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inventory.domain.comparison.statements import VoiceKey
from inventory.domain.intervals import Interval

NOBODY: frozenset[VoiceKey] = frozenset()


@dataclass(slots=True)
class TypeRow:
    """Hold what is being concluded on one type.

    `parts` are the rows of the types that add up to it, `selections` of those that count items of it again.
    `closed` are the sums of those who say that these are all that there were.
    `core` is what the voices that state it support, `estimate` that as the tree narrows it. `is_counted`: a
    voice counts this very type; otherwise statements come from variants. `open_voices` count it at least,
    `divided` ones say several things of it, or of the variant through which they count it.
    `is_unknown`: a number of this very type is spoken of that nobody gives; `has_unknown`: or of a part.
    `least` is what its parts come to by the low ends of all that is claimed; `floor` is what their estimates
    come to, below which nothing narrows the type.
    """

    key: int
    is_family: bool
    parts: Sequence[TypeRow] = ()
    selections: Sequence[TypeRow] = ()
    statements: dict[VoiceKey, Interval] = field(default_factory=dict)
    implied: dict[VoiceKey, Interval] = field(default_factory=dict)
    closed: dict[VoiceKey, Interval] = field(default_factory=dict)
    core: Interval | None = None
    estimate: Interval | None = None
    named: Interval | None = None
    envelope: Interval | None = None
    stated_by: frozenset[VoiceKey] = NOBODY
    compatible: frozenset[VoiceKey] = NOBODY
    incompatible: frozenset[VoiceKey] = NOBODY
    open_voices: set[VoiceKey] = field(default_factory=set)
    divided: set[VoiceKey] = field(default_factory=set)
    is_counted: bool = False
    is_conflict: bool = False
    arises_here: bool = False
    may_be_different: bool = False
    is_below: bool = False
    is_unknown: bool = False
    has_unknown: bool = False
    floor: int = 0
    least: int = 0

    @property
    def alone(self) -> int:
        """Return how many there are at least by what is said of the type itself."""
        of = self.envelope if self.is_conflict else self.estimate
        return of.low if of else 0

    @property
    def low(self) -> int:
        """Return the low end by which the type narrows others together with its siblings.

        A count may hold items of a type below that is in dispute, so that it is no part of such a sum.
        """
        return self.least if self.is_below and not self.is_conflict else self.alone

    def dispute(self, *, arises_here: bool) -> None:
        """Put the type in conflict."""
        self.is_conflict = True
        self.arises_here = self.arises_here or arises_here
