"""Close sums upward where a voice says that its lines are all that there was.

"Sixty combat and forty logistic vehicles, that is all" makes a hundred vehicles, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inventory.domain.comparison.report_bounds import ReportBounds, add
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy


def closed_upward(
    taxonomy: Taxonomy, stated: Mapping[int, Interval], reports: Sequence[ReportBounds]
) -> dict[int, Interval]:
    """Return what exhaustive lines come to on the types above them.

    They close the nearest type above all of them, and the types above that on which nothing else is named.
    """
    closed: dict[int, Interval] = {}
    for report in reports:
        if not report.exhaustive:
            continue
        by_unit: dict[str, set[int]] = {}
        for key in report.exhaustive & stated.keys():
            by_unit.setdefault(taxonomy.node(key).unit, set()).add(key)
        for unit, keys in by_unit.items():
            closed.update(_closed(taxonomy, stated, unit, keys))
    return closed


def _closed(
    taxonomy: Taxonomy, stated: Mapping[int, Interval], unit: str, keys: set[int]
) -> Iterable[tuple[int, Interval]]:
    """Yield the types above lines of one unit that these close, with their sum."""
    topmost = [key for key in keys if not keys.intersection(taxonomy.ancestors(key))]
    total = add([stated[key] for key in topmost])
    shared = [
        above
        for above in taxonomy.ancestors(topmost[0])
        if taxonomy.node(above).unit == unit and all(above in taxonomy.ancestors(key) for key in topmost)
    ]
    held = {*topmost, *(shared[:1] if len(topmost) > 1 else ())}
    for number, above in enumerate(shared):
        is_nearest = number == 0 and len(topmost) > 1
        named = [
            {one, *taxonomy.ancestors(one)}
            for one in stated
            if above in taxonomy.ancestors(one) and taxonomy.node(one).unit == unit
        ]
        if is_nearest or all(held & path for path in named):
            yield above, total
        else:
            return
