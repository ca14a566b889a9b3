"""Hold the words for counts, English and French, that the reading of quantities rests on.

Change `LEXICON_VERSION` with every change of `LEXICON`: stored intervals were computed from one version.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from inventory.domain.intervals import Interval

LEXICON_VERSION = "2025.1"

# The first English entry of an interval is the one that `format_quantity` writes.
# "Plusieurs" starts at two, unlike "several": dictionaries define it as "more than one".
LEXICON: Mapping[str, Interval] = MappingProxyType(
    {
        "a couple": Interval(2, 3),
        "couple": Interval(2, 3),
        "a few": Interval(3, 5),
        "a handful": Interval(3, 5),
        "handful": Interval(3, 5),
        "several": Interval(3, 9),
        "dozens": Interval(24, 99),
        "scores": Interval(40, 99),
        "tens": Interval(20, 99),
        "hundreds": Interval(200, 999),
        "thousands": Interval(2_000, 9_999),
        "tens of thousands": Interval(20_000, 99_999),
        "hundreds of thousands": Interval(200_000, 999_999),
        "a couple of dozen": Interval(24, 47),
        "a couple dozen": Interval(24, 47),
        "a few dozen": Interval(36, 71),
        "several dozen": Interval(36, 99),
        "several dozens": Interval(36, 99),
        "a couple of hundred": Interval(200, 399),
        "a couple hundred": Interval(200, 399),
        "a few hundred": Interval(300, 599),
        "several hundred": Interval(300, 999),
        "several hundreds": Interval(300, 999),
        "a couple of thousand": Interval(2_000, 3_999),
        "a few thousand": Interval(3_000, 5_999),
        "several thousand": Interval(3_000, 9_999),
        "several thousands": Interval(3_000, 9_999),
        "quelques": Interval(3, 5),
        "une poignée": Interval(3, 5),
        "plusieurs": Interval(2, 9),
        "des dizaines": Interval(20, 99),
        "dizaines": Interval(20, 99),
        "quelques dizaines": Interval(30, 59),
        "plusieurs dizaines": Interval(20, 99),
        "des douzaines": Interval(24, 99),
        "douzaines": Interval(24, 99),
        "plusieurs douzaines": Interval(24, 99),
        "des centaines": Interval(200, 999),
        "centaines": Interval(200, 999),
        "quelques centaines": Interval(300, 599),
        "plusieurs centaines": Interval(200, 999),
        "des milliers": Interval(2_000, 9_999),
        "milliers": Interval(2_000, 9_999),
        "quelques milliers": Interval(3_000, 5_999),
        "plusieurs milliers": Interval(2_000, 9_999),
        "des dizaines de milliers": Interval(20_000, 99_999),
        "dizaines de milliers": Interval(20_000, 99_999),
        "plusieurs dizaines de milliers": Interval(20_000, 99_999),
        "des centaines de milliers": Interval(200_000, 999_999),
        "centaines de milliers": Interval(200_000, 999_999),
    }
)

# Whole phrases with their figure, and whether the figure is a round one.
FIXED: Mapping[str, tuple[int, bool]] = MappingProxyType(
    {
        "half a dozen": (6, False),
        "half-a-dozen": (6, False),
        "half dozen": (6, False),
        "a half dozen": (6, False),
        "a half-dozen": (6, False),
        "une demi-douzaine": (6, True),
        "une demi douzaine": (6, True),
        "both": (2, False),
        "les deux": (2, False),
        "un couple": (2, False),
        "zero": (0, False),
        "zéro": (0, False),
    }
)

# Words that multiply the number before them; True marks the French collectives, which are round.
MULTIPLIERS: Mapping[str, tuple[int, bool]] = MappingProxyType(
    {
        "pair": (2, False),
        "pairs": (2, False),
        "paire": (2, False),
        "paires": (2, False),
        "duo": (2, False),
        "trio": (3, False),
        "dozen": (12, False),
        "score": (20, True),
        "hundred": (100, False),
        "thousand": (1_000, False),
        "mille": (1_000, False),
        "million": (1_000_000, False),
        "millions": (1_000_000, False),
        "dizaine": (10, True),
        "dizaines": (10, True),
        "douzaine": (12, True),
        "douzaines": (12, True),
        "quinzaine": (15, True),
        "vingtaine": (20, True),
        "trentaine": (30, True),
        "quarantaine": (40, True),
        "cinquantaine": (50, True),
        "soixantaine": (60, True),
        "centaine": (100, True),
        "centaines": (100, True),
        "millier": (1_000, True),
        "milliers": (1_000, True),
    }
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The number words handed to text2num. Left out: "zero" (text2num reads "zero five" as 5), "o" and
# "mil" (which occur as letters and names: Mil Mi-35).
ENGLISH_NUMBERS = _words(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand million billion
    """
)
FRENCH_NUMBERS = _words(
    """
    un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
    vingt vingts trente quarante cinquante soixante septante huitante octante nonante cent cents
    mille million millions milliard milliards
    """
)

# What a phrase may say between the hedge and the number without changing the number.
NOISE = (
    r"the first|the other|the|these|those|its|their|only|just|exactly|precisely|all|a combined total of"
    r"|a total of|total of|in total|reportedly|les premiers|les premières|les autres|les|ces|ses|leurs"
    r"|seulement|exactement|précisément|un total de|au total|tous les|toutes les"
)

# Words for groups of unstated size: "a convoy of 12 trucks" counts trucks, "a convoy" counts nothing.
COLLECTIVES = _words(
    """
    array assortment batch bunch cache column consignment contingent convoy delivery fleet group
    host load lot mix mixture order package range series set shipment stock string variety wave
    cargaison colonne convoi ensemble flotte foule groupe livraison masse multitude parc série tas
    vague arsenal amount fraction part percentage portion proportion quantity remainder rest share
    majority minority number nombre partie quantité reste
    """
)
# These name an unknown part of what follows, so the number after them is not the count.
PARTS = _words(
    """
    fraction part percentage portion proportion remainder rest share majority minority partie reste
    """
)

# Words that change or restart a count after it began; a phrase that holds one is refused, not guessed.
AFTER_COUNT = _words(
    """
    than fewer less minus times per each que moins fois dozen dozens scores hundreds thousands tens
    half third quarter several few handful couple plusieurs quelques dizaine dizaines douzaine
    douzaines vingtaine trentaine quarantaine cinquantaine soixantaine centaine centaines millier
    milliers moitié tiers approximately roughly environ maximum minimum percent chacun chacune zero
    zéro about around nearly
    """
)
# Words that keep a phrase without a number from being read as a plain plural.
NOT_PLAIN = AFTER_COUNT | _words(
    """
    not no never between entre without neither nor rather none sans pas jamais ni aucun aucune one
    """
)

# Plurals that do not end in -s or -x, and endings in -s that are no plurals.
PLURALS = _words(
    """
    aircraft men personnel troops watercraft spacecraft hovercraft rotorcraft people
    """
)
SINGULARS = _words(
    """
    albatros chassis corps gas bus lens mess class canvas atlas series species apparatus ordnance
    logistics avionics optics electronics sous dans vers hors plus lynx calais
    """
)
# A capital letter makes a word a name (Albatros, Hermes), unless it is one of these.
COMMON_NOUNS = _words(
    """
    aircraft ambulances avions bateaux blindés boats bombs bulldozers camions canons carriers chars
    chasseurs cannons drones fighters guns helicopters howitzers hélicoptères instructeurs
    instructors launchers lanceurs missiles mitrailleuses mortars mortiers munitions navires
    obusiers pickups planes radars rifles roquettes rockets ships soldats soldiers systems systèmes
    tanks trucks uavs units vedettes vehicles vessels véhicules weapons troops trailers
    """
)

# The number that follows one of these belongs to a name: Type 59, Mk 2.
NAMING_WORDS = _words(
    """
    type model modèle mk mark project projet class classe version variant block
    """
)
