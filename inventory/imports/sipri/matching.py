"""Find the deals of a file among those that an earlier edition told of, since most bear no number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

type Cells = Mapping[str, str]

BRANCH = ""  # stands, beside the columns, for what a deal's class belongs to altogether: vessels, aircraft


@dataclass(frozen=True, slots=True)
class Round:
    """Say in which columns two deals must agree to be taken for one.

    Deals that agree are paired where there is one on each side; with ``takes_any`` also where there are
    several, in the order of their contents. ``filled`` must not be empty.
    """

    columns: Sequence[str]
    takes_any: bool = False
    filled: str = ""


def match_deals[Key: Hashable](
    stated: Mapping[int, Cells], held: Mapping[Key, Cells], rounds: Sequence[Round]
) -> dict[int, Key]:
    """Return for each stated deal, named by its line, the held one that it is; new ones are left out.

    Rounds go from the strictest to the loosest, so that a deal that stayed as it was is never taken for
    another. The order of the deals does not matter.
    """
    matched: dict[int, Key] = {}
    taken: set[Key] = set()
    for each in rounds:
        left = _by_key({line: cells for line, cells in stated.items() if line not in matched}, each)
        right = _by_key({key: cells for key, cells in held.items() if key not in taken}, each)
        for key, lines in left.items():
            others = right.get(key, [])
            if others and (each.takes_any or len(lines) == len(others) == 1):
                pairs = list(zip(lines, others, strict=False))
                matched.update(pairs)
                taken.update(other for _, other in pairs)
    return matched


def _by_key[Key: Hashable](deals: Mapping[Key, Cells], each: Round) -> dict[tuple[str, ...], list[Key]]:
    """Group deals by what they say in the round's columns, each group in the order of its contents."""
    groups: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, cells in sorted(deals.items(), key=lambda deal: sorted(deal[1].items())):
        if not each.filled or cells[each.filled]:
            groups[tuple(cells[column].casefold() for column in each.columns)].append(key)
    return groups
