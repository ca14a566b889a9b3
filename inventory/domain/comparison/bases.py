"""Count on how many bases voices rest: pieces of evidence or, without one, the voice itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from inventory.domain.comparison.case import ShipmentInput
from inventory.domain.comparison.statements import VoiceKey
from inventory.domain.independence import Voices


class SharedEvidence(NamedTuple):
    """Name a piece of evidence that several voices rest on, by its key."""

    evidence: int
    voices: tuple[VoiceKey, ...]


class ShipmentBases(NamedTuple):
    """Hold how many voices speak on a shipment, on how many bases, and what evidence they share."""

    voices: int
    bases: int
    shared: tuple[SharedEvidence, ...]


def count_bases(rests: Iterable[set[Hashable]]) -> int:
    """Count what is left once all that touch are one; each set is what one voice rests on.

    >>> count_bases([{"video"}, {"video", "photo"}, {"photo"}, {"voice"}])
    2
    """
    bases: list[set[Hashable]] = []
    for own in rests:
        touching = [basis for basis in bases if basis & own]
        bases = [basis for basis in bases if not basis & own] + [own.union(*touching)]
    return len(bases)


def find_bases(case: ShipmentInput, voices: Voices) -> ShipmentBases:
    """Return on what the voices on a shipment rest that still speak, whatever they speak of."""
    evidence = {report.key: report.evidence for report in case.reports}
    rests: list[set[Hashable]] = []
    shared: dict[int, list[VoiceKey]] = {}
    for voice in voices.voices:
        if voice.has_no_active_report:
            continue
        # What is borrowed from the voice rests on its words, not on the evidence of the borrower.
        borrowed = {report.key for report in voice.reports if report.is_borrowed}
        spoken = set(voice.own_reports or voice.copies) - borrowed
        items = sorted({item for key in spoken for item in evidence.get(key, ())})
        rests.append({("evidence", item) for item in items} or {voice.key})
        for item in items:
            shared.setdefault(item, []).append(voice.key)
    several = [(item, tuple(sorted(keys))) for item, keys in sorted(shared.items()) if len(keys) > 1]
    return ShipmentBases(len(rests), count_bases(rests), tuple([SharedEvidence(*one) for one in several]))
