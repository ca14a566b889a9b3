"""Say what belongs to no area of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from inventory.domain.messages import Told
from inventory.domain.provenance import CircleFault

WORDS: dict[str, Any] = {
    # Translators: words that come from elsewhere, such as from the database.
    Told.SENTENCE: _("%(text)s"),
    Told.REFUSED: _("“%(refused)s”: %(reason)s"),
    CircleFault.REPORTS: _("Reports that repeat each other form a circle: %(path)s."),
    CircleFault.PUBLICATIONS: _("Publications that cite each other form a circle: %(path)s."),
}
