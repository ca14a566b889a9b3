"""Keep a report to one line for each type: a second line on a type belongs to a report beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence


def split_doubled[Row](
    rows: Sequence[Row], type_of: Callable[[Row], Hashable], words_of: Callable[[Row], str]
) -> dict[tuple[str, int], list[Row]]:
    """Return the rows of one voice in one publication as reports, so that no type stands twice in one.

    The key of a report is made of the words by which the lines on a doubled type differ, such as "declared"
    and "on the runway", and of a number from 1 where these do not tell them apart. Reports come in the order
    of their first rows.

    >>> rows = [("jets", "declared"), ("jets", "seen"), ("drones", "seen"), ("jets", "seen")]
    >>> list(split_doubled(rows, lambda row: row[0], lambda row: row[1]))
    [('declared', 1), ('seen', 1), ('', 1), ('seen', 2)]
    """
    counts = Counter(type_of(row) for row in rows)
    reports: dict[tuple[str, int], list[Row]] = {}
    taken: set[tuple[str, int, Hashable]] = set()
    for row in rows:
        kind = type_of(row)
        words = words_of(row) if counts[kind] > 1 else ""
        number = 1
        while (words, number, kind) in taken:
            number += 1
        taken.add((words, number, kind))
        reports.setdefault((words, number), []).append(row)
    return reports
