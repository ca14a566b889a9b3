"""Find anything by what somebody typed: names whatever their spelling, texts by their words.

PostgreSQL keeps the indexes (see ``inventory.models.indexing``); every question asks for a bounded number of
rows, so that a word that is everywhere costs no more than one that is rare.
"""

from inventory.models.search.everything import Found, Kind, Results, search, suggest
from inventory.models.search.texts import MOST_COUNTED, having_words

__all__ = ["MOST_COUNTED", "Found", "Kind", "Results", "having_words", "search", "suggest"]
