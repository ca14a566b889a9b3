"""Hold what the page of Mali says of the press to the file of press reports, read a second way.

Nothing of the product's own reasoning is used: the file's columns, and the domain's rules in a few lines.
"""

import csv
import math
from collections import defaultdict
from itertools import combinations

import pytest

from inventory.imports.demo import PRESS_REPORTS, load_demo

pytestmark = pytest.mark.django_db

MAIN = {"helicopter": "aircraft", "aircraft": "aircraft", "UAV": "aircraft"}
MAIN |= dict.fromkeys(("MRAP", "ATV", "truck", "mixed", "electronic warfare"), "vehicles")
# Of one family, so that they are the same items by several names.
FAMILY = {"Mi-24P": "Mi-24/35", "Mi-35P": "Mi-24/35", "Mi-35": "Mi-24/35", "L-39C": "L-39"}
# Words that say more than the columns beside them.
WORDS = {"des": (2, math.inf), "dozens": (24, 99)}
ON_THE_GROUND = "sur la piste"  # What was seen there is a part of what the same article declares.
# Events of the same weeks and kinds, of which nobody decided whether they are one: their lows are not added.
UNDECIDED = {("ML-2022-03-31", "ML-2022-04-18"), ("ML-2023-03-CN", "ML-2023-04-27")}
# The file has no rows of the convoy of January 2025, whose vehicles are 101 to 110 by the reference case.
CONVOY = {("vehicles", "2025"): {"ML-2025-01-17": (101, 110)}}


def ends(row):
    """Return what a row says at least and at most; nothing where it gives no number."""
    if row["count_as_written"] in WORDS:
        return WORDS[row["count_as_written"]]
    if not row["count_min"] or ON_THE_GROUND in row["equipment_as_written"]:
        return None
    low, kind = int(row["count_min"]), row["count_kind"]
    if kind == "about" and row["count_max"] == row["count_min"]:
        return math.floor(low * 0.9), math.ceil(low * 1.1)
    if kind == "over":
        return low + 1, math.inf
    return low, int(row["count_max"]) if row["count_max"] else math.inf


def meet(intervals):
    """Return what all intervals share, and whether they share anything; else what those claim that do not."""
    low, high = max(one[0] for one in intervals), min(one[1] for one in intervals)
    if low <= high:
        return (low, high), True
    parted = [one for one in intervals if any(one[0] > other[1] or other[0] > one[1] for other in intervals)]
    fitting = [one for one in intervals if one not in parted]
    spanned = (min(one[0] for one in parted), max(one[1] for one in parted))
    return (max(low for low, _ in (*fitting, spanned)), min(high for _, high in (*fitting, spanned))), False


def add(intervals):
    return sum(one[0] for one in intervals), sum(one[1] for one in intervals)


def of_case(rows):
    """Return what one case comes to: what is named adds up to its class.

    A class that is counted itself ("aircraft", "vehicles") has what its own rows share, and no less than what
    is named below it; where these exclude each other, all that is said.
    """
    branches = defaultdict(lambda: (defaultdict(list), []))
    for row in rows:
        named, whole = branches["" if MAIN[row["category"]] == "vehicles" else row["category"]]
        name = row["equipment_norm"]
        is_whole = name == "fixed-wing aircraft" or "unstated" in name or row["category"] == "mixed"
        found = ends(row)
        if found:
            (whole if is_whole else named[FAMILY.get(name, name)]).append(found)
    sums = []
    for named, whole in branches.values():
        below = add([meet(intervals)[0] for intervals in named.values()])
        own, is_one = meet(whole) if whole else (below, True)
        if is_one and below[0] <= own[1]:
            sums.append((max(own[0], below[0]), own[1]))
        else:
            sums.append((own[0], max(own[1], below[1])))
    return add(sums)


def press_of_mali():
    """Return by category and year what each case comes to."""
    cases = defaultdict(list)
    with PRESS_REPORTS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["recipient"] == "Mali" and row["category"] in MAIN:
                cases[row["case_id"], MAIN[row["category"]]].append(row)
    found = {key: dict(ends) for key, ends in CONVOY.items()}
    for (case, category), rows in cases.items():
        years = {row["event_date"][:4] for row in rows} - {""}
        assert len(years) <= 1
        key = (category, years.pop() if years else "Unknown year")
        if any(map(ends, rows)):
            found.setdefault(key, {})[case] = of_case(rows)
    return found


def low_of(cases):
    """Return the most that is sure: the largest sum over cases of which no two may be one."""
    choices = [chosen for size in range(len(cases) + 1) for chosen in combinations(sorted(cases), size)]
    apart = [chosen for chosen in choices if UNDECIDED.isdisjoint(combinations(chosen, 2))]
    return max(sum(cases[case][0] for case in chosen) for chosen in apart)


def test_the_press_figures_of_mali_are_those_of_its_file(client):
    list(load_demo())
    table = client.get("/destinations/ML/").context["years"]
    shown = {}
    for row in table.rows:
        for kind, total in zip(table.categories, row.totals, strict=True):
            press = total.tally.by_dataset.get("events")
            if kind.slug in MAIN.values() and press and press.interval:
                shown[kind.slug, row.label] = (press.interval.low, press.interval.high)
    expected = {}
    for key, cases in press_of_mali().items():
        high = add(list(cases.values()))[1]
        expected[key] = (low_of(cases), None if high == math.inf else high)
    assert len(expected) > 6
    assert shown == expected
