"""Recognise what programs write where there is no value."""

from __future__ import annotations

import re

# pandas, polars, R, SQL, dumps of MySQL and PostgreSQL, pivots of spreadsheets. NA is not among them: it is
# the code of Namibia as well, and only a column's other cells can tell.
# People who write "none" deny; Python's None is no value.
PYTHONS = "None"
WORDS = frozenset(
    [
        r"null",
        r"nan",
        r"<na>",
        r"nat",
        r"n/a",
        r"#n/a",
        r"\n",
        r"(null)",
        r"(blank)",
        r"[null]",
        r"<null>",
        r"-",
        r"--",
        r"—",
        r"–",
        r".",
        r"..",
        r"...",
        r"…",
    ]
)

NOBODY = re.compile(
    r"(?:(?:unknown|unidentified|undisclosed|unspecified|not (?:known|disclosed|specified|stated))"
    r"(?: (?:supplier|recipient|country|state|buyer|seller|importer|exporter|rebel group|party|client)"
    r"(?:\(?s\)?)?)?|various|none|nobody|inconnue?s?|non précisée?|неизвестно)[ *]*",
    re.IGNORECASE,
)


def names_nobody(text: str) -> bool:
    """Tell whether words that stand where a name is expected say that none is known.

    >>> [names_nobody(text) for text in ("unknown recipient(s)", "Undisclosed", "various", "Mali")]
    [True, True, True, False]
    """
    return NOBODY.fullmatch(text.strip()) is not None


def is_no_value(text: str) -> bool:
    r"""Tell whether a cell is empty, or holds what programs write for that.

    >>> [is_no_value(text) for text in ("", " ", "NaT", "<NA>", r"\N", "NULL", "0", "NA", "nil")]
    [True, True, True, True, True, True, False, False, False]
    """
    text = text.strip()
    return not text or text == PYTHONS or (len(text) <= 7 and text.casefold() in WORDS)
