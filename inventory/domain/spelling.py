"""Reduce names to what makes them the same name: T-72B3M, T72 B3M and Т-72Б3М are one.

Search, forms and imports all compare names by ``plain``, and look for a name under each of its ``spellings``.
The database function ``inventory_plain`` states the rule of ``plain`` for indexes; a property test compares
the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

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


# Letters of other alphabets that look like Latin ones, capital or small: ВМР-3 is BMP-3 in Cyrillic letters.
SHAPES = str.maketrans(
    dict(zip("авекмнорстухіјѕԁԛԝһӏα", "abekmhopctyxijsdqwhla", strict=True))
    | dict(zip("βεζηικμνορτυχ", "bezhikmnoptyx", strict=True))
)
LETTERS_ALONE = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[a-z]")
INVERTED = re.compile(r"(?P<name>[^,]+), *(?P<before>[^,]+)")
IN_BRACKETS = re.compile(r"(?P<name>[^()]+?) *\((?P<before>[^()]+ (?:of|de|du))\)", re.IGNORECASE)
ARTICLE_BEHIND = re.compile(r"(?P<name>[^()]+?) *\((?P<before>the|la|le|les)\)", re.IGNORECASE)
ARTICLE = re.compile(r"(?:the|la|le|les) +(?=\w)|l['’](?=\w)", re.IGNORECASE)
SAINT = re.compile(r"\bst(?:\.|\b)", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def spellings(name: str) -> tuple[str, ...]:
    """Return the plain forms under which a name is looked for, the likeliest first; none for mere marks.

    Besides its own these are: look-alike letters read by their shape, "&" as "and", "St." as "Saint", an
    inverted name set right, and a name without its article.

    >>> spellings("ВМР-3"), spellings("Trinidad & Tobago"), spellings("St. Lucia")
    (('vmr3', 'bmp3'), ('trinidadtobago', 'trinidadandtobago'), ('stlucia', 'saintlucia'))
    >>> spellings("Gambia, The"), spellings("Iran (Islamic Republic of)")[-1]
    (('gambiathe', 'thegambia', 'gambia'), 'islamicrepublicofiran')
    """
    spaced_once = " ".join(name.split())  # The patterns below take long over long runs of spaces.
    return tuple(dict.fromkeys(form for form in map(plain, _rewritten(spaced_once)) if form))


def _rewritten(name: str) -> Iterator[str]:
    yield name
    yield by_shape(name)
    for written in dict.fromkeys((name, *_turned(name))):
        yield written
        yield SAINT.sub("Saint", written.replace("&", " and "))
        yield ARTICLE.sub("", written, count=1) if ARTICLE.match(written) else written


def _turned(name: str) -> Iterator[str]:
    """Yield a name that was inverted for an alphabetical list as it is said."""
    for pattern in (INVERTED, IN_BRACKETS, ARTICLE_BEHIND):
        if match := pattern.fullmatch(name.strip()):
            yield f"{match['before']} {match['name']}"


def by_shape(text: str) -> str:
    """Return a text in which words of Cyrillic and Greek letters that all look Latin are written in Latin.

    A word that has another letter of its alphabet is what it seems: БМП stays.

    >>> by_shape("ВМР-3"), by_shape("БМП-3"), by_shape("BTR-82А")
    ('bmp-3', 'БМП-3', 'btr-82a')
    """
    return LETTERS_ALONE.sub(_shaped, text)


def _shaped(word: re.Match[str]) -> str:
    shaped = word[0].lower().translate(SHAPES)
    return shaped if LATIN.match(shaped) and shaped.isascii() else word[0]
