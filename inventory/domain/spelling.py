"""Reduce names to what makes them the same name: T-72B3M, T72 B3M and Т-72Б3М are one.

The database function ``inventory_plain`` states the same rule for indexes; a property test compares the two.
"""

from __future__ import annotations

import re
import unicodedata

# Marks above and below letters, which are dropped once they stand apart from their letter.
MARKS = re.compile("[\u0300-\u036f]")
# Letters that no decomposition brings to the plain alphabet. Cyrillic is romanised, since designations are
# written in either alphabet: БМП-3 is BMP-3. The sign of 8×8 is an x.
LETTERS = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыэіґєøłđðħı×", "abvgdeziklmnoprstufyeigeolddhix", strict=True))
    | {"щ": "shch", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "ю": "yu", "я": "ya"}
    | {"ъ": "", "ь": "", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    """Return a text in lower case of the plain alphabet, punctuation kept.

    >>> fold("Général Łódź, БТР-82А")
    'general lodz, btr-82a'
    """
    return MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(LETTERS)


def plain(name: str) -> str:
    """Return the letters and digits of a name, by which names are compared whatever their spelling.

    >>> plain("T-72 B3M"), plain("Т72Б3М"), plain("Côte d'Ivoire")
    ('t72b3m', 't72b3m', 'cotedivoire')
    """
    return "".join(character for character in fold(name) if character.isalnum())
