r"""Keep texts harmless in a spreadsheet, so that they can be read back exactly.

A text that a spreadsheet would take for a formula, or for the error of one, gets an apostrophe in front. So
that this can be undone, a text that already has apostrophes before such a thing gets one more: to read a
file, take one apostrophe away from each text that consists of apostrophes and then of such a thing.
"""

from __future__ import annotations

import re

# What spreadsheets write into a cell whose formula failed.
ERRORS = frozenset({"#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
# Truths as spreadsheets and data frames write them, in the languages of spreadsheets
TRUE_WORDS = frozenset(
    ["true", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "prawda", "doğru", "истина", "истина()"]
)
FALSE_WORDS = frozenset(["false", "falsch", "faux", "falso", "fałsz", "yanlış", "ложь", "ложь()"])
# What is taken for a formula or for its error, be it behind apostrophes; the same in Python and PostgreSQL.
RISKY = r"^('*(?:[=+\-@\t\r\n＝＋－＠]|#(?:REF!|VALUE!|N/A|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)\Z))"
ESCAPED = re.compile(RISKY.replace("'*", "'+", 1))


def harmless(text: str) -> str:
    """Return a text with an apostrophe in front if a spreadsheet would run it.

    >>> harmless("=1+1"), harmless("#N/A"), harmless("#N/Amounts"), harmless("T-72")
    ("'=1+1", "'#N/A", '#N/Amounts', 'T-72')
    """
    return re.sub(RISKY, r"'\1", text)


def as_meant(text: str) -> str:
    """Take away the apostrophe that ``harmless`` put in front.

    >>> as_meant("'=1+1"), as_meant("'quoted'"), as_meant(harmless("'#N/A"))
    ('=1+1', "'quoted'", "'#N/A")
    """
    return text[1:] if ESCAPED.match(text) else text
