"""Recognise phrases that give no number: plain plurals ("tanks") and withheld counts ("undisclosed")."""

from __future__ import annotations

import re

from inventory.domain.quantities.amounts import MASK, WORD, stray_numbers
from inventory.domain.quantities.lexicon import COMMON_NOUNS, NOT_PLAIN, PLURALS, SINGULARS
from inventory.domain.quantities.quantity import Kind

WITHHELD = (
    r"(?:(?:as yet |currently )?(?:unknown|undisclosed|unspecified|unstated|undetermined|unclear"
    r"|indeterminate|unconfirmed)"
    r"|not (?:yet )?(?:been )?(?:known|disclosed|specified|stated|given|determined|clear|reported"
    r"|available|made public)"
    r"|inconnue?s?|indéterminée?s?|non (?:précisée?s?|spécifiée?s?|divulguée?s?|communiquée?s?"
    r"|connue?s?|déterminée?s?|indiquée?s?))"
)
NUMBER_NOUN = r"(?:number|numbers|quantity|quantities|amount|count|total|nombre|quantité|chiffre)"
OF_ITEMS = r"(?:\s+(?:of|de|d'|du|des)\s*[^\d]*)?"
UNSTATED = re.compile(
    r"\.\.\.?|…|\?+|n/?a|n\.a\.|the first|les premi(?:ers|ères)"
    rf"|(?:an? |the |une? |le |la )?(?:exact )?{WITHHELD}(?:\s+{NUMBER_NOUN}{OF_ITEMS})?"
    rf"|(?:an? |the |une? |le |la )?(?:exact )?{NUMBER_NOUN}{OF_ITEMS}\s+"
    rf"(?:(?:is|was|were|has|have|been|are|est|n'est pas|n'a pas été|était|exact)\s+)*{WITHHELD}"
    r"|no (?:number|figure|count|quantity)(?: (?:is |was )?(?:given|stated|known))?",
    re.IGNORECASE,
)
SOME = re.compile(
    r"(?P<word>some|des|many|numerous|multiple|various|certaine?s|divers(?:es)?|(?:de )?nombreu(?:x"
    r"|ses)|(?:lots|a lot) of"
    r"|beaucoup d(?:e|'))(?![\w-])\s*",
    re.IGNORECASE,
)
HEAD_END = re.compile(
    r"\s+(?:of|for|with|from|in|at|to|on|by|via|de|du|des|pour|avec|à|en|sur|par|type|including|dont"
    r"|like|such)(?!\w)"
    r"|\s+d'|\s*[,(;:/]",
    re.IGNORECASE,
)
SECOND_ITEM = re.compile(r"(?:\b(?:and|et|plus|or|ou)|[,&])\s+(?:an?|une?|the)\s", re.IGNORECASE)
PLURAL_DESIGNATION = re.compile(r"[\w/-]*[A-Z0-9]s")


def is_unstated(text: str) -> bool:
    """Tell whether the words say that the count is not given, as opposed to giving none at all.

    >>> is_unstated("an undisclosed number of drones"), is_unstated("12 vehicles of unknown type")
    (True, False)
    """
    return UNSTATED.fullmatch(text) is not None


def read_plural(text: str) -> Kind | None:
    """Read words without a number: a plural is `bare_plural`, "some equipment" is `unknown`.

    Returns None when the words are no plural, or hold a number or a word that changes one.

    >>> read_plural("armoured vehicles"), read_plural("some equipment"), read_plural("BMP-3")
    (<Kind.BARE_PLURAL: 'bare_plural'>, <Kind.UNKNOWN: 'unknown'>, None)
    """
    words = {match.group().lower() for match in WORD.finditer(text)}
    if stray_numbers(text) or words & NOT_PLAIN or SECOND_ITEM.search(text) or "%" in text:
        return None
    match = SOME.match(text)
    if match is None:
        return Kind.BARE_PLURAL if _has_plural_head(text) else None
    rest = text[match.end() :]
    is_mass = rest[:1].islower() and not _has_plural_head(rest)
    return Kind.UNKNOWN if is_mass and match["word"].lower() != "des" else Kind.BARE_PLURAL


def _has_plural_head(text: str) -> bool:
    """Tell whether the noun that the words are about is a plural: the last one before "of", "with", "de"."""
    head = HEAD_END.split(re.sub(r"^(?:de|d'|du)\s*(?=\w)", "", text), maxsplit=1)[0]
    nouns = [word for word in (raw.strip("\"'“”«»") for raw in head.split()) if _is_noun(word)]
    return bool(nouns) and _is_plural(nouns[-1])


def _is_noun(word: str) -> bool:
    """Leave out masks, designations and names, which have no plural of their own."""
    if PLURAL_DESIGNATION.fullmatch(word):
        return True
    if not word or MASK in word or any(character.isdigit() for character in word):
        return False
    return word[0].islower() or word.lower() in COMMON_NOUNS


def _is_plural(word: str) -> bool:
    lower = word.lower().rsplit("-", 1)[-1]
    if PLURAL_DESIGNATION.fullmatch(word) or lower in PLURALS or lower in COMMON_NOUNS:
        return True
    if lower in SINGULARS or len(lower) < len("guns") or lower.endswith(("ss", "us", "is")):
        return False
    return lower.endswith(("s", "aux", "eux"))
