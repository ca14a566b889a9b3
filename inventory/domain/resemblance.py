"""Find the names that resemble a name most, by the runs of three letters that they share.

The measure is that of PostgreSQL's pg_trgm: the runs that two names share, of all runs that either has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from inventory.domain.spelling import fold, plain


def runs_of(name: str) -> frozenset[str]:
    """Return the runs of three letters of each word of a name, spaces before and after it included.

    >>> sorted(runs_of("Bé"))
    ['  b', ' be', 'be ']
    """
    words = (plain(word) for word in fold(name).replace("-", " ").replace("/", " ").split())
    padded = (f"  {word} " for word in words if word)
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


class Resemblance[Key: Hashable]:
    """Hold names, each with the key of what bears it, so that those that resemble another are found."""

    def __init__(self, names: Iterable[tuple[str, Key]]) -> None:
        self._names = [(runs_of(name), key) for name, key in names]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, (runs, _key) in enumerate(self._names):
            for run in runs:
                self._places[run].append(place)

    def nearest(self, name: str, most: int, least: float) -> list[Key]:
        """Return the keys of the names that resemble a name most, at most so many and at least so much.

        >>> names = Resemblance([("Tanks", 1), ("light tanks", 1), ("Trucks", 2), ("Boats", 3)])
        >>> names.nearest("tankz", 2, 0.2)
        [1]
        """
        wanted = runs_of(name)
        shared = Counter(place for run in wanted for place in self._places.get(run, ()))
        best: dict[Key, float] = {}
        for place, count in shared.items():
            runs, key = self._names[place]
            likeness = count / (len(wanted) + len(runs) - count)
            if likeness >= max(least, best.get(key, 0.0)):
                best[key] = likeness
        return sorted(best, key=lambda key: -best[key])[:most]
