"""Show the independent voices as columns, each with the reports that stand behind it."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.domain.independence import Role, Voice
from inventory.tables.matrix.names import Directory, Link, ReportView

ROLES = {
    Role.OWN: "own words",
    Role.CARRIER: "passes on the voice",
    Role.DERIVATIVE: "repeats or draws on others",
}


@dataclass(frozen=True, slots=True)
class Member:
    """Tell one report's part in a voice."""

    report: ReportView
    role: str


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Hold one column's head. ``through`` names the outlets that pass the voice on; newest report first.

    ``is_wordless``: it gives no count at all, so its column can be narrow.
    """

    identifier: str
    name: str
    roots: tuple[Link, ...]
    slug: str
    through: tuple[str, ...]
    published_on: str
    members: tuple[Member, ...]
    is_inferred: bool
    is_silenced: bool
    is_wordless: bool = False

    @property
    def others(self) -> int:
        """Count the reports besides the one that gives the column its date."""
        return len(self.members) - 1


def voice_view(voice: Voice, number: int, directory: Directory, *, is_wordless: bool = False) -> VoiceView:
    """Return the head of one column."""
    members = tuple(Member(directory.reports[one.key], ROLES[one.role]) for one in voice.reports)
    outlets = dict.fromkeys(
        member.report.outlet.text for member in members if member.report.role == Role.CARRIER
    )
    speaking = next((one.key for one in voice.reports if one.may_speak), voice.reports[0].key)
    return VoiceView(
        identifier=f"voice-{number}",
        name=directory.voice(voice.key),
        roots=tuple(directory.source(root) for root in voice.key),
        slug="+".join(directory.slug(root) for root in voice.key),
        through=tuple(outlets),
        published_on=directory.reports[speaking].published_on,
        members=members,
        is_inferred=voice.is_inferred,
        is_silenced=voice.is_silenced,
        is_wordless=is_wordless,
    )
