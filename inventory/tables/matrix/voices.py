"""Show the independent voices as columns, each with the reports that stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.domain.independence import Role, Voice
from inventory.tables.matrix.layout import toggle
from inventory.tables.matrix.names import Directory, Link, ReportView

ROLES = {
    Role.OWN: _("own words"),
    Role.CARRIER: _("passes on the voice"),
    Role.DERIVATIVE: _("repeats or draws on others"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Tell one report's part in a voice."""

    report: ReportView
    role: str | Promise


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Hold one column's head. ``through`` names the outlets that pass the voice on; newest report first.

    ``is_wordless``: it gives no count at all, so its column can be narrow. ``opened`` are the reports that
    stand beside it in columns of their own, and ``toggled`` the voices that are open once its own reports
    are opened or folded.
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
    opened: tuple[Member, ...] = ()
    toggled: tuple[str, ...] = ()

    @property
    def others(self) -> int:
        """Count the reports besides the one that gives the column its date."""
        return len(self.members) - 1


def voice_view(
    voice: Voice, number: int, directory: Directory, opened: Sequence[str], *, is_wordless: bool = False
) -> VoiceView:
    """Return the head of one column; ``opened`` are the voices whose reports stand beside them."""
    members = tuple(Member(directory.reports[one.key], ROLES[one.role]) for one in voice.reports)
    outlets = dict.fromkeys(
        member.report.outlet.text for member in members if member.report.role == Role.CARRIER
    )
    speaking = directory.reports[_speaking(voice)]
    slug = voice_slug(voice, directory)
    is_open = slug in opened and len(members) > 1
    return VoiceView(
        identifier=f"voice-{number}",
        name=directory.voice(voice.key),
        roots=tuple(directory.source(root) for root in voice.key),
        slug=slug,
        through=tuple(outlets),
        published_on=speaking.published_on,
        members=members,
        is_inferred=voice.is_inferred,
        is_silenced=voice.has_no_active_report,
        is_wordless=is_wordless,
        opened=members if is_open else (),
        toggled=toggle(opened, slug),
    )


def voice_slug(voice: Voice, directory: Directory) -> str:
    """Return what names a voice in addresses and files."""
    return "+".join(directory.slug(root) for root in voice.key)


def _speaking(voice: Voice) -> int:
    return next((one.key for one in voice.reports if one.is_active), voice.reports[0].key)
