"""Draw the chain of documents that draw on one another, from the root to who repeats it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.charts.figure import Figure
from inventory.charts.graph import Link, Node, lay_out
from inventory.models import Publication, Source
from inventory.models.chains import Chain, ChainLink
from inventory.wording.dates import date_words


def chain_figure(publication: Publication, chain: Chain) -> Figure:
    """Draw a publication's chain; the publication itself stands out."""
    names: dict[str, Publication | Source] = {_key(one): one for one in chain.publications}
    names |= {_key(link.drawn_on): link.drawn_on for link in chain.links}
    links = [_link(link) for link in chain.links]
    by_key = {_key(one): one for one in chain.publications}
    notes = [_("Arrow: from the root to the text that repeats or cites it. Dashed: inferred.")]
    if chain.left_out:
        more = ngettext(
            "%(number)s publication further off is not drawn.",
            "%(number)s publications further off are not drawn.",
            chain.left_out,
        )
        notes.append(more % {"number": chain.left_out})
    return Figure(
        slug="chain-graph",
        title=_("Citations and repeats around “%(title)s”") % {"title": publication.title},
        summary=_summary(publication, chain),
        template="components/charts/graph.html",
        drawing=lay_out([_node(one, is_focus=one == publication) for one in names.values()], links),
        subtitle=_("Numbers of reports that repeat; dates of publication"),
        heads=[
            _("Drawn on"),
            _("Drawn by"),
            _("Source"),
            _("Published"),
            _("Reports that repeat"),
            _("Basis"),
        ],
        rows=[_row(link, by_key[f"publication-{link.publication}"]) for link in chain.links],
        note=" ".join(notes),
    )


def _key(one: Publication | Source) -> str:
    return f"publication-{one.pk}" if isinstance(one, Publication) else f"source-{one.pk}"


def _node(one: Publication | Source, *, is_focus: bool) -> Node:
    address = "" if is_focus else one.get_absolute_url()
    if isinstance(one, Source):
        nowhere = _("no document is named")
        return Node(_key(one), (one.name, nowhere), f"{one.name}, {nowhere}", address)
    day = date_words(one.published_on) or _("undated")
    lines = (one.source.name, one.title, day)
    return Node(_key(one), lines, f"{one.title}, {one.source.name}, {day}", address, is_focus)


def _link(link: ChainLink) -> Link:
    if link.report_count:
        label = ngettext("%(number)s report", "%(number)s reports", link.report_count)
        label %= {"number": link.report_count}
    else:
        label = _("cited")
    if not link.is_stated:
        label += _(", guessed")
    words = f"{label}: “{link.phrase}”" if link.phrase else label
    return Link(
        _key(link.drawn_on), f"publication-{link.publication}", label,
        max(1, link.report_count), not link.is_stated, words,
    )  # fmt: skip


def _row(link: ChainLink, drawing: Publication) -> tuple[str | int, ...]:
    return (
        str(link.drawn_on),
        drawing.title,
        drawing.source.name,
        date_words(drawing.published_on) or _("undated"),
        link.report_count,
        _("stated") if link.is_stated else _("inferred"),
    )


def _summary(publication: Publication, chain: Chain) -> str:
    drawn_on = [str(link.drawn_on) for link in chain.links if link.publication == publication.pk]
    drawing = {link.publication for link in chain.links if link.drawn_on == publication}
    by = [one.title for one in chain.publications if one.pk in drawing]
    words = _("It draws on %(on)s; %(by)s.")
    told = _("drawn on by %(names)s") % {"names": ", ".join(by)} if by else _("nobody is known to draw on it")
    return words % {"on": ", ".join(drawn_on) or _("nothing that is recorded"), "by": told}
