"""Load what people call the columns of tables of deliveries: one file for each language in `lexicons/`.

`lexicons/README.md` says how to write one. All languages are known at once, since heads are too short to tell
which they are in.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from inventory.imports.mapping.fields import Field

FOOTNOTES = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]+|\[\d+\]")  # marks that lead from a name to a note
HUMP = re.compile(r"(?<=[^\W\d_])(?<![A-ZА-Я])(?=[A-ZА-Я])")  # where a word begins in deliveryDate


@dataclass(frozen=True, slots=True)
class UsualName:
    """Hold a usual name of a column by its words; ``place`` says how usual it is in its language, 0 most.

    ``is_alone``: it says what a column is only where nothing else stands beside it.
    """

    words: tuple[str, ...]
    place: int
    is_alone: bool


@dataclass(frozen=True, slots=True)
class UsualNames:
    """Hold the usual names of each field in all languages, and words of columns that say something else."""

    by_field: dict[Field, tuple[UsualName, ...]]
    single_words: dict[Field, frozenset[str]]
    others: tuple[frozenset[str], ...]

    def says_other(self, words: frozenset[str]) -> bool:
        """Return whether words of a column name what no field holds, such as an order or a price."""
        return any(other <= words for other in self.others)


@cache
def usual_names() -> UsualNames:
    """Return what all lexicons hold; they are read once."""
    by_field: dict[Field, list[UsualName]] = defaultdict(list)
    others: list[frozenset[str]] = []
    for path in sorted(files(__package__).joinpath("lexicons").iterdir(), key=lambda one: one.name):
        if path.name.endswith(".toml"):
            lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
            others += [frozenset(words_of(text)) for text in _listed(lexicon["other"])]
            for name in Field:
                by_field[name] += _names(lexicon, name)
    singles = {
        name: frozenset(known.words[0] for known in by_field[name] if len(known.words) == 1) for name in Field
    }
    return UsualNames({name: tuple(by_field[name]) for name in Field}, singles, tuple(others))


def _names(lexicon: dict[str, Any], field: Field) -> Iterator[UsualName]:
    texts = [
        (text, part == "alone")
        for part in ("names", "alone")
        for text in _listed(lexicon[part].get(field.value, ""))
    ]
    for place, (text, is_alone) in enumerate(texts):
        yield UsualName(tuple(words_of(text)), place, is_alone)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def words_of(text: str) -> list[str]:
    """Return the words of a name, each once, without case, accents, marks and the ending of the plural.

    >>> words_of("Années_de  livraison (s)"), words_of("deliveryDate"), words_of("SHIPMENT_ID")
    (['annee', 'de', 'livraison'], ['delivery', 'date'], ['shipment', 'id'])
    """
    bare = unicodedata.normalize("NFKD", HUMP.sub(" ", FOOTNOTES.sub("", text)))
    letters = "".join(character for character in bare if not unicodedata.combining(character))
    # Polish and Turkish letters that are of one piece.
    plain = letters.casefold().translate({ord("ł"): "l", ord("ı"): "i"})
    words = (word.rstrip("s") for word in re.findall(r"[^\W_]+|№", plain))
    return list(dict.fromkeys(word for word in words if word))
