"""Read who passes on whose words from how a table names an outlet or an origin.

>>> split_credit("Le Monde (via kassataya.com)")
Credit(publisher='kassataya.com', speaker='Le Monde', owed='', words='via kassataya.com')
>>> split_credit("Jeune Afrique, citant l’AFP")
Credit(publisher='Jeune Afrique', speaker='AFP', owed='', words='citant l’AFP')
>>> split_credit("Oryx (h/t @Osint)").owed
'@Osint'
>>> [(origin.name, origin.is_inferred) for origin in split_origins("Menadefense / Actu Niger?")]
[('Menadefense', False), ('Actu Niger', True)]
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Regular expressions in the ten languages of the counts, and in Italian, of which we have outlets. Whoever
# stands after the first list published the words of whoever stands before.
PASSED_ON_BY = (
    "via|through|by way of"
    "|(?:as )?(?:carried|quoted|cited|published|reported|relayed|republished|reprinted|reposted|shared"
    "|picked up|passed on|reproduced) by"
    "|par l['’]intermédiaire de"
    "|(?:citée?|reprise?|relayée?|republiée?|rapportée?|partagée?|diffusée?|transmise?) (?:par|sur)"
    "|vía|por vía de|a través de"
    "|(?:citad|recogid|reproducid|difundid|republicad)[oa] por"
    "|através d[eoa]|por meio d[eoa]|(?:reproduzid|divulgad)[oa] por"
    "|tramite|(?:citat|ripres)[oa] da"
    "|über|zitiert (?:von|bei)|za pośrednictwem|cytowan[eya] przez"
    "|через|в пересказе|в передаче|через посередництво|у переказі"
    "|aracılığıyla|üzerinden|عبر"
)
# Whose words they are stands after these.
CITING = (
    "citing|quoting|quotes|cites|according to|as reported by|as told to|based on|sourced from|sources?"
    "|citant|cite|d['’]après|selon|de source|repris de|reprenant|reprend"
    "|citando(?: a)?|cita|según|de acuerdo con|con información de"
    "|segundo|de acordo com|com informações d[aeo]"
    "|secondo|fonte|fuente"
    "|unter berufung auf|laut|nach angaben von|quelle"
    "|za|według|powołując się na|źródło"
    "|со ссылкой на|ссылаясь на|по данным|по словам|цитируя|источник"
    "|з посиланням на|за даними|за словами|цитуючи|джерело"
    "|kaynak|نقلا عن|نقلاً عن|بحسب"
)
# To whoever stands after these the publisher owes something, but speaks in its own words.
OWED = (
    "h/t|ht|hat[ -]tip(?: to)?|tip from|thanks to|courtesy of|credits?|with"
    "|crédits?|merci à|avec|con|com|mit|gracias a|cortesía de|créditos?|obrigado a|dank an"
    "|спасибо|z"
)
MARKED = re.compile(
    rf"(?<!\w)(?P<marker>(?P<passed>{PASSED_ON_BY})|(?P<citing>{CITING})|(?P<owed>{OWED}))"
    r"(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
# Outside brackets these may be parts of names.
IN_BRACKETS_ONLY = frozenset(
    (
        "with",
        "avec",
        "con",
        "com",
        "mit",
        "z",
        "za",
        "ht",
        "cita",
        "source",
        "sources",
        "fonte",
        "fuente",
        "quelle",
    )
)
# In a column of origins these say nothing more.
LEADING = re.compile(
    r"(?:from|repeats|copy of|copied from|copie de|copié sur|copia de|tomado de)\s+(?=\S)", re.I
)
DOUBTFUL = re.compile(
    r"(?:probably|likely|perhaps|maybe|possibly|apparently|presumably|peut-être|probablement|sans doute"
    r"|probablemente|quizás?|tal vez|provavelmente|talvez|forse|wohl|wahrscheinlich|vermutlich"
    r"|возможно|вероятно|ймовірно|можливо|prawdopodobnie|muhtemelen|ربما)\s+(?=\S)",
    re.IGNORECASE,
)
# In small letters, so that they are no part of a name such as "Le Monde" or "The Guardian".
ARTICLE = re.compile(r"(?:[lL]['’]|(?:the|le|la|les|el|los|las|il|der|die|das|o|os|as)\s+)(?=\S)")
BRACKETED = re.compile(r"(?P<before>[^()\[\]]*[^()\[\]\s])\s*[(\[](?P<inside>[^()\[\]]+)[)\]]")
SEVERAL = re.compile(r"\s+[/+&]\s+|\s*;\s*")
JOINTS = " \t\n,;:–—-/|"  # What stands before such words: "Le Monde, via kassataya.com".


class Credit(NamedTuple):
    """Hold who published something, whose words it is, and to whom the publisher owes it.

    ``speaker`` and ``owed`` are empty where the cell does not say; ``words`` are those that say it.
    """

    publisher: str
    speaker: str = ""
    owed: str = ""
    words: str = ""


class Origin(NamedTuple):
    """Hold whom something is drawn from, whether that is a guess, and the words that say so."""

    name: str
    is_inferred: bool
    words: str


def split_credit(text: str, *, takes_brackets: bool = False) -> Credit:
    """Return who published and whose words it is; the whole text is the publisher where it says no more.

    With ``takes_brackets`` a name in brackets without such a word is the speaker's: ``vpk.name (TsAMTO)``.
    """
    text = text.strip()
    if match := BRACKETED.fullmatch(text):
        before, inside = match["before"].strip(JOINTS), match["inside"].strip()
        if (marker := MARKED.match(inside)) and before:
            return _credit(marker, before, inside) or Credit(text)
        if takes_brackets and before:
            return Credit(before, _first_name(inside), "", inside)
        return Credit(text)
    for marker in MARKED.finditer(text):
        before = text[: marker.start()].strip(JOINTS)
        if before and marker["marker"].casefold() not in IN_BRACKETS_ONLY:
            return _credit(marker, before, text[marker.start() :]) or Credit(text)
    return Credit(text)


def _credit(marker: re.Match[str], before: str, words: str) -> Credit | None:
    """Return what the words around a marker say; None where nobody is named after it."""
    named = _first_name(marker.string[marker.end() :])
    if not named:
        return None
    if marker["passed"]:
        return Credit(named, _without_article(before), "", words)
    if marker["citing"]:
        return Credit(before, named, "", words)
    return Credit(before, "", named, words)


def _first_name(text: str) -> str:
    """Return the first of several names: an agency that quotes a person speaks in ``AFP, Gen. Diarra``."""
    return _without_article(text.partition(",")[0].strip(JOINTS))


def _without_article(name: str) -> str:
    return ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name


def split_origins(text: str) -> tuple[Origin, ...]:
    """Return what a cell says that something is drawn from, each once, in order; nothing for an empty cell.

    Several stand with `` / ``, `` + `` or `` & `` between them, or a semicolon.
    """
    found: dict[str, Origin] = {}
    for words in filter(None, (part.strip() for part in SEVERAL.split(text.strip()))):
        name = words.removesuffix("(?)").rstrip("? ")
        is_inferred = name != words
        if doubt := DOUBTFUL.match(name):
            name, is_inferred = name[doubt.end() :], True
        for pattern in (MARKED, LEADING):
            if marker := pattern.match(name):
                name = _without_article(name[marker.end() :].strip())
        if name:
            found.setdefault(name, Origin(name, is_inferred, words))
    return tuple(found.values())
