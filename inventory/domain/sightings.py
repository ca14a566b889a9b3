"""Read from the words of a report whether somebody saw the items, and on the way or at their destination.

>>> tells_of_a_part("Three TB2s were seen"), tells_of_a_part("A correspondent counted six drones")
(True, False)
>>> is_of_arrival("une image satellite montre le convoi sur la RN1")
False
>>> is_of_arrival("Six TB2 were seen arriving")
True
"""

from __future__ import annotations

import re


def _words(*expressions: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(expressions)})", re.IGNORECASE)


# Who saw some items does not say that there were no others.
SEEN = _words(
    r"(?:seen|observed|spotted|sighted|photographed|filmed)\b",
    r"(?:vue?s?|aperçue?s?|observée?s?|repérée?s?|photographiée?s?|filmée?s?)\b",
    r"(?:vist|observad|avistad|fotografiad|filmad)[oa]s?\b",
    r"(?:osservat|avvistat|fotografat)[oaie]\b",
    r"(?:gesehen|gesichtet|beobachtet|fotografiert)\b",
    r"(?:замечен|заметили|видел|видны|сфотографирован|помічен|бачили|zauważon|widzian|zaobserwowan)",
    r"(?:görüldü|görülen|görüntülen|شوهد|رصد)",
)
# Where items stand that somebody sees; as words about the items, not about a count.
STANDING = _words(
    r"on the (?:tarmac|runway|apron)\b|sur (?:la piste|le tarmac)\b|en la pista\b|na pista\b|sulla pista\b"
)
COUNTED = _words(
    r"counted\b|comptée?s?\b|dénombrée?s?\b|contad[oa]s?\b|contat[oaie]\b|gezählt\b|насчитал|посчитал|нарахував",
    r"naliczon|policzon|sayıldı|saydı|أحصى",
)
# A picture from above, or of a road, shows where items were on a day, not when they came.
ON_THE_WAY = _words(
    r"satellite (?:image|photo|picture|view)|satellite shot",
    r"(?:image|photo|vue|cliché)s? (?:satellite|satellitaire)",
    r"(?:imagen|imágenes|foto)\w* (?:satelital|de satélite)",
    r"imagen?s? de satélite|imagens? de satélite|satellitenbild|immagin[ei] satellitar",
    r"спутников|супутников|zdjęci\w* satelitarn|uydu görüntü|صور الأقمار",
    r"on (?:the|a) (?:road|highway|motorway|track)\b|on the (?:rn|n)\s?\d|en route\b|in transit\b",
    r"(?:crossing|driving through|passing through|heading (?:for|to|towards?)|bound for|moving towards?)\b",
    r"sur la (?:route|rn\s?\d|nationale)\b|en chemin\b|en transit\b|traversant\b|se dirigeant\b",
    r"en (?:la )?(?:carretera|ruta)\b|en camino\b|rumbo a\b|cruzando\b|de camino a\b",
    r"na (?:estrada|rodovia)\b|a caminho\b|sulla strada\b|auf der (?:straße|strasse)\b|unterwegs\b",
    r"по дороге\b|на (?:трассе|дороге|дорозі|трасі)\b|в пути\b|w drodze\b|na drodze\b|yolda\b|في الطريق",
)
ROADS = _words(
    r"(?:rn|n|a|m|ruta|route|road|highway)[\s-]?\d+\b|route nationale\b|carretera\b|trasse\b|road\b"
)
ARRIVED = _words(
    r"arriv|deliver(?:ed|y|ies|s)\b|received\b|landed\b|unloaded\b|handed over\b|handover\b|took delivery\b",
    r"livr|réceptionn|reçu|débarqu|remis|atterri",
    r"lleg|entreg|recib|desembarc|cheg|receb|consegn|ricevut|giunt",
    r"geliefert|eingetroffen|angekommen|übergeben|erhalten|empfangen",
    r"прибы|достав|постав|получ|переда|вруч|прибул|отрима|przyby|dostarcz|otrzyma|dotar",
    r"ulaş|teslim|geldi|وصل|تسلم|استلم|سلم",
)


def tells_of_a_part(text: str) -> bool:
    """Return whether words say that items were seen; who says to have counted them gives their number."""
    return bool(SEEN.search(text)) and not COUNTED.search(text)


def stands_in_view(text: str) -> bool:
    """Return whether words about items say that they were seen, or where they stood.

    >>> stands_in_view("sur la piste"), stands_in_view("seen 23 March"), stands_in_view("headline")
    (True, True, False)
    """
    return bool(SEEN.search(text) or STANDING.search(text))


def tells_of_sight(text: str) -> bool:
    """Return whether words say that somebody saw the items, or counted them."""
    return any(pattern.search(text) for pattern in (SEEN, STANDING, COUNTED))


def tells_of_the_way(text: str) -> bool:
    """Return whether words are of a picture from above, or of items under way."""
    return bool(ON_THE_WAY.search(text))


def names_a_road(place: str) -> bool:
    """Return whether the name of a place is that of a road.

    >>> names_a_road("RN1, Tabili"), names_a_road("Bamako airport")
    (True, False)
    """
    return bool(ROADS.search(place))


def is_of_arrival(text: str) -> bool:
    """Return whether the date of what words tell is that of an arrival: it is unless they tell of a sight.

    Who saw items arrive tells of their arrival; who saw them on a road does not, wherever they went.
    """
    if tells_of_the_way(text):
        return False
    return bool(ARRIVED.search(text)) or not tells_of_sight(text)
