"""Say in words why two shipments may be of the same deliveries, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.totals.proposals import Known, Proposal


@dataclass(frozen=True, slots=True)
class LinkNames:
    """Hold how things are called where a reason speaks of them; empty is unknown."""

    country: str = ""
    supplier: str = ""
    other_supplier: str = ""
    whole_type: str = ""
    part_type: str = ""


def proposal_reasons(proposal: Proposal, names: LinkNames) -> list[str]:
    """Return what speaks for a link, each reason in words, what is unknown included."""
    place = _("same country: %(name)s") if proposal.place is Known.SAME else _("destination unknown in one")
    days = _("periods overlap") if proposal.days is Known.SAME else _("period unknown in one")
    return [
        place % {"name": names.country},
        days,
        *_supplier_words(proposal.supplier, names),
        _type_words(names.whole_type, names.part_type),
    ]


def _supplier_words(known: Known, names: LinkNames) -> list[str]:
    if known is Known.SAME:
        return [_("same supplier: %(name)s") % {"name": names.supplier}]
    return [_("supplier unknown in one")] if known is Known.UNKNOWN else []


def _type_words(whole: str, part: str) -> str:
    if whole == part:
        return _("same type: %(name)s") % {"name": whole}
    return _("types that can share items: %(whole)s and %(part)s") % {"whole": whole, "part": part}


def proposal_objections(proposal: Proposal, names: LinkNames) -> list[str]:
    """Return what stands against a link, in words; a count that is too large says so."""
    told = []
    if proposal.supplier is Known.DIFFERENT:
        suppliers = {"one": names.supplier, "other": names.other_supplier}
        told.append(_("suppliers differ: %(one)s and %(other)s") % suppliers)
    if proposal.exceeds:
        told.append(_("counts more than the record that would include it"))
    return told


def basis_words(reasons: list[str], shared_with: list[str]) -> str:
    """Return the basis of a decision for which nobody typed one: what was proposed, and why.

    ``shared_with`` are the references among which one record was split.
    """
    told = {"reasons": "; ".join(reasons), "references": ", ".join(shared_with)}
    if shared_with:
        return _("Proposed: %(reasons)s. Split between %(references)s.") % told
    return _("Proposed: %(reasons)s.") % told
