"""Read a head of two rows as one: “Quantity” over “ordered” and “delivered”."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMERIC = re.compile(r"[\d\s.,:/%+-]+")
BETWEEN = " / "


def join_heads(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns that two rows give together; empty where they are no head of two rows.

    A name over several columns stands above the first of them, as merged cells and their exports have it. A
    name that is merged over both rows stands in both, or in the upper one alone. Nothing else may differ: the
    lower row would be a row of the table.

    >>> join_heads(["To", "Quantity", "", "Source"], ["", "ordered", "delivered", ""])
    ('To', 'Quantity / ordered', 'Quantity / delivered', 'Source')
    >>> join_heads(["", "Order", "", "Delivery", ""], ["To", "Date", "Number", "Date", "Number"])[3:]
    ('Delivery / Date', 'Delivery / Number')
    >>> join_heads(["To", "What", "", ""], ["Mali", "T-72", "seven", ""])
    ()
    """
    uppers, lowers = ([" ".join(cell.split()) for cell in cells] for cells in (upper, lower))
    if len(uppers) != len(lowers) or not any(lowers) or any(map(NUMERIC.fullmatch, filter(None, lowers))):
        return ()
    names: list[str] = []
    group, groups = "", 0
    for place, (above, below) in enumerate(zip(uppers, lowers, strict=True)):
        if above and below and above != below:
            if not _is_over_several(uppers, lowers, place):
                return ()
            group, groups = above, groups + 1
        elif above or not below:
            group = ""
        names.append(f"{group}{BETWEEN}{below}" if group else above or below)
    is_title = groups == 1 and all(name.startswith(f"{group}{BETWEEN}") for name in names)
    return tuple(names) if groups and not is_title else ()


def _is_over_several(uppers: Sequence[str], lowers: Sequence[str], place: int) -> bool:
    """Tell whether a name stands over the next column too: that one has none above, and one below."""
    return place + 1 < len(uppers) and not uppers[place + 1] and bool(lowers[place + 1])
