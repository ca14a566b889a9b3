"""Say why a name stands for no one thing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "name.ambiguous": _("“%(name)s” is the name of several: %(slugs)s."),
    "name.open": _("“%(name)s” may be a name or stand for no value."),
    "name.no_source": _("“%(name)s” is not the name of a known source."),
    "name.no_place": _("“%(name)s” is not the name of a known place."),
    "name.no_party": _("“%(name)s” is not the name of a known party."),
    "name.no_type": _("“%(name)s” is not the name of a known equipment type."),
    "name.left_out": _("“%(name)s” is left out, as somebody decided."),
    "name.ended": _("“%(name)s” ended on %(day)s, before %(days)s."),
    "name.proposed": _("%(fault)s It may mean %(names)s."),
    "name.of_another_class": _("“%(name)s” is known as %(known)s, of %(branch)s, not as %(stated)s."),
}
