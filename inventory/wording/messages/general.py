"""Say what belongs to no area of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from inventory.domain.messages import Told

WORDS: dict[str, Any] = {
    # Translators: words that come from elsewhere, such as from the database.
    Told.SENTENCE: _("%(text)s"),
    Told.REFUSED: _("“%(refused)s”: %(reason)s"),
}
