"""Draw what a source's page shows: who draws on whom, and how its rating moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.charts.figure import Figure
from inventory.charts.graph import Link, Node, keep_strongest, lay_out
from inventory.charts.steps import Step, draw_steps
from inventory.models import ReliabilityRating, Source
from inventory.models.people import public_name
from inventory.models.ties import Tie, Ties

MOST_NODES = 24  # sources in one drawing; beyond, boxes are too many to read


def ties_figure(source: Source, ties: Ties) -> Figure:
    """Draw whom a source draws on at the left, who draws on it at the right, itself between them."""
    nodes = [_node(source, is_focus=True)]
    nodes += [_node(one) for one in {tie.source.pk: tie.source for tie in _all(ties)}.values()]
    own = str(source.pk)
    links = [_link(tie, str(tie.source.pk), own) for tie in ties.draws_on]
    links += [_link(tie, own, str(tie.source.pk)) for tie in ties.drawn_on_by]
    kept, drawn = keep_strongest(nodes, links, MOST_NODES)
    notes = [_("Arrow: from a source to the one that repeats or cites it. Dashed: inferred.")]
    if len(kept) < len(nodes):
        note = _("Drawn are the %(number)s strongest ties of %(total)s; the table has them all.")
        notes.append(note % {"number": len(kept) - 1, "total": len(nodes) - 1})
    return Figure(
        slug="ties-graph",
        title=_("Citations and repeats around %(source)s") % {"source": source.name},
        summary=_summary(source, ties),
        template="components/charts/graph.html",
        drawing=lay_out(kept, drawn),
        subtitle=_("Numbers of reports that repeat, and of publications that cite"),
        heads=[_("Source"), _("Direction"), _("Reports, stated"), _("Reports, inferred"),
               _("Citations, stated"), _("Citations, inferred")],
        rows=[
            *(_row(tie, _("%(source)s draws on it") % {"source": source.name}) for tie in ties.draws_on),
            *(_row(tie, _("draws on %(source)s") % {"source": source.name}) for tie in ties.drawn_on_by),
        ],
        note=" ".join(notes),
    )  # fmt: skip


def _all(ties: Ties) -> Iterable[Tie]:
    return [*ties.draws_on, *ties.drawn_on_by]


def _node(source: Source, *, is_focus: bool = False) -> Node:
    kind = source.get_kind_display().capitalize()
    return Node(
        key=str(source.pk),
        lines=(source.name, kind),
        words=f"{source.name}, {kind}",
        address="" if is_focus else source.get_absolute_url(),
        is_focus=is_focus,
    )


def _link(tie: Tie, start: str, end: str) -> Link:
    words = tie_words(tie)
    return Link(start, end, label=words, weight=tie.total, is_guessed=tie.is_guessed, words=words)


def tie_words(tie: Tie) -> str:
    """Return how many reports repeat and publications cite, and whether that is a guess."""
    words = []
    if tie.repeats:
        words.append(
            ngettext("%(number)s report", "%(number)s reports", tie.repeats) % {"number": tie.repeats}
        )
    if tie.citations:
        citations = ngettext("%(number)s citation", "%(number)s citations", tie.citations)
        words.append(citations % {"number": tie.citations})
    return ", ".join(words) + (_(", guessed") if tie.is_guessed else "")


def _row(tie: Tie, direction: str) -> tuple[str | int, ...]:
    return (
        tie.source.name, direction, tie.repeats_stated, tie.repeats_inferred, tie.citations_stated,
        tie.citations_inferred,
    )  # fmt: skip


def _summary(source: Source, ties: Ties) -> str:
    words = _("%(source)s draws on %(out)s; drawn on by %(in)s.")
    return words % {"source": source.name, "out": _names(ties.draws_on), "in": _names(ties.drawn_on_by)}


def _names(ties: list[Tie]) -> str:
    if not ties:
        return _("nobody")
    names = ", ".join(tie.source.name for tie in ties[:5])
    return names if len(ties) <= 5 else _("%(names)s and %(number)s more") % {
        "names": names, "number": len(ties) - 5,
    }  # fmt: skip


def ratings_figure(source: Source, ratings: list[ReliabilityRating], today: date) -> Figure:
    """Draw a source's ratings, the newest first, as steps from the first to today; there is at least one."""
    grades = list(ReliabilityRating.Grade)
    steps = [
        Step(
            rating.rated_on,
            grades.index(ReliabilityRating.Grade(rating.grade)),
            f"{date_format(rating.rated_on)}: {rating.get_grade_display()}",
        )
        for rating in reversed(ratings)
    ]
    newest = ratings[0]
    words = _("The latest rating is %(grade)s, of %(day)s.")
    return Figure(
        slug="ratings-steps",
        title=_("Reliability of %(source)s: rated %(grade)s since %(day)s")
        % {"source": source.name, "grade": newest.grade, "day": date_format(_held_since(ratings))},
        subtitle=_("Admiralty scale, A (reliable) to F (cannot be judged)"),
        summary=words % {"grade": newest.get_grade_display(), "day": date_format(newest.rated_on)},
        template="components/charts/steps.html",
        drawing=draw_steps(steps, [grade.value for grade in grades], today),
        heads=[_("Day"), _("Grade"), _("By")],
        rows=[
            (date_format(rating.rated_on), rating.get_grade_display(), public_name(rating.rated_by))
            for rating in ratings
        ],
        note=_(
            "A rating holds until the next. F says that reliability cannot be judged, not that it is bad."
        ),
    )


def _held_since(ratings: Sequence[ReliabilityRating]) -> date:
    """Return since when the newest rating's grade was given without another in between."""
    alike = takewhile(lambda rating: rating.grade == ratings[0].grade, ratings)
    return [rating.rated_on for rating in alike][-1]
