"""Name what the words of a lexicon do to a count, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from inventory.domain.quantities.lexicon import Lexicon

SECTIONS = {
    "numbers": gettext_lazy("Numbers"),
    "scales": gettext_lazy("Multipliers"),
    "round": gettext_lazy("Round numbers: about so many"),
    "vague": gettext_lazy("Vague words: an interval"),
    "before": gettext_lazy("Before the number"),
    "after": gettext_lazy("After the number"),
    "ranges": gettext_lazy("Ranges"),
    "shares": gettext_lazy("Shares of another count"),
    "units": gettext_lazy("Units that are not items"),
    "words": gettext_lazy("Other words"),
}
MEANINGS = {
    "at_least": gettext_lazy("at least"),
    "more_than": gettext_lazy("more than"),
    "at_most": gettext_lazy("at most"),
    "fewer_than": gettext_lazy("fewer than"),
    "approximate": gettext_lazy("about: a tenth either way"),
    "nearly": gettext_lazy("nearly: up to a tenth fewer"),
    "odd": gettext_lazy("a little more than a round number"),
    "doubtful": gettext_lazy("perhaps: an exact number becomes approximate"),
    "joins": gettext_lazy("between the two numbers"),
    "between": gettext_lazy("around the first number (…)"),
    "most": gettext_lazy("more than half"),
    "formation": gettext_lazy("formations"),
    "package": gettext_lazy("packages"),
    "group": gettext_lazy("groups"),
    "mass": gettext_lazy("mass"),
    "volume": gettext_lazy("volume"),
    "article": gettext_lazy("articles: one"),
    "skip": gettext_lazy("do not change the number"),
    "additional": gettext_lazy("more items of the same kind"),
    "of": gettext_lazy("before the whole or the noun"),
    "preposition": gettext_lazy("end the noun that is counted"),
    "and": gettext_lazy("join two things"),
    "no": gettext_lazy("denials"),
    "lack": gettext_lazy("denials before a noun"),
    "none": gettext_lazy("denials as the whole phrase"),
    "unknown": gettext_lazy("count not given"),
    "quantity": gettext_lazy("“number”, “quantity”"),
    "amount": gettext_lazy("plural without a number"),
    "some": gettext_lazy("plural without a number"),
    "refuse": gettext_lazy("make a count unclear: refused"),
    "rate": gettext_lazy("rates: refused"),
    "money": gettext_lazy("sums of money: refused"),
    "date": gettext_lazy("before a year"),
    "month": gettext_lazy("months"),
    "naming": gettext_lazy("before a number that is part of a name"),
    "adjective": gettext_lazy("number words that are also adjectives"),
    "plural": gettext_lazy("nouns in the plural: 2 or more"),
    "singular": gettext_lazy("nouns that only look plural"),
    "pair": gettext_lazy("nouns in the dual: 2"),
    "noun": gettext_lazy("other words that show the language"),
    "percent": gettext_lazy("per cent"),
}
UNCOUNTED = pgettext_lazy("lexicon", "things that are not counted")


class LexiconRow(NamedTuple):
    """Hold one line of a lexicon: what its words do, and the words."""

    meaning: str
    words: str


class LexiconSection(NamedTuple):
    """Hold the lines under one heading of a lexicon."""

    key: str
    title: str
    rows: list[LexiconRow]


def lexicon_sections(lexicon: Lexicon) -> list[LexiconSection]:
    """Return a lexicon as it is read, heading by heading; headings without words are left out."""
    found = (
        LexiconSection(key, str(title), list(_rows(key, lexicon.source.get(key, {}))))
        for key, title in SECTIONS.items()
    )
    return [section for section in found if section.rows]


def _rows(section: str, lines: dict[str, Any]) -> Iterator[LexiconRow]:
    for name, words in lines.items():
        meaning: str | Promise = (
            UNCOUNTED if (section, name) == ("words", "mass") else MEANINGS.get(name, name)
        )
        if isinstance(words, dict):
            one, many = words.get("one", ""), words.get("many", "")
            yield LexiconRow(_("%(unit)s, singular") % {"unit": meaning}, one)
            yield LexiconRow(_("%(unit)s, plural") % {"unit": meaning}, many)
        elif words:
            yield LexiconRow(str(meaning).replace("-", "–") if section == "vague" else str(meaning), words)
