"""Make up shipments of a small tree from a seed: plain and quick, so that tests can look at thousands."""

from datetime import date
from random import Random

from inventory.domain.comparison import Line, Scope, ShipmentInput
from inventory.domain.independence import Attribution, Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy, TypeNode

ROOT, VEHICLES, TANKS, T72, T72A, T72B, T90, TRUCKS, COMBAT, GUNS, D30 = range(1, 12)
PARENTS = {
    VEHICLES: ROOT,
    TANKS: VEHICLES,
    T72: TANKS,
    T72A: T72,
    T72B: T72,
    T90: TANKS,
    TRUCKS: VEHICLES,
    COMBAT: VEHICLES,
    GUNS: ROOT,
    D30: GUNS,
}
UNITS = {ROOT: "items", GUNS: "guns", D30: "guns"}
FAMILIES = (T72, T90, D30)
VARIANTS = {T72: (T72A, T72B)}
TREE = Taxonomy(
    [
        TypeNode(
            key,
            PARENTS.get(key),
            UNITS.get(key, "vehicles"),
            key in (*FAMILIES, T72A, T72B),
            f"Type {key}",
            key,
            is_overlapping=key == COMBAT,
        )
        for key in range(1, 12)
    ]
)
TYPES = tuple(range(2, 12))


def intervals(random: Random) -> Interval | None:
    """Return a count of a few items: exact, open, a range, a denial or an unknown number."""
    low = random.randint(1, 9)
    kind = random.random()
    if kind < 0.45:
        return Interval(low, low)
    if kind < 0.65:
        return Interval(low, None)
    if kind < 0.85:
        return Interval(low, low + random.randint(1, 6))
    return Interval(0, 0) if kind < 0.93 else None


def shipment(seed: int, *, is_plain: bool = False) -> ShipmentInput:
    """Return a made-up shipment; a plain one has no copies, borrowed lines or scopes."""
    random = Random(seed)
    reports: list[ReportNode] = []
    lines: list[Line] = []
    for key in range(1, random.randint(1, 4) + 1):
        reports.append(_report(random, key, reports, is_plain=is_plain))
        for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
            lines.append(_line(random, len(lines) + 1, key, is_plain=is_plain))
    return ShipmentInput(tuple(reports), (), {}, tuple(lines))


def _report(random: Random, key: int, before: list[ReportNode], *, is_plain: bool) -> ReportNode:
    source = random.randint(101, 103)
    day = date(2025, 1, random.randint(1, 4)) if random.random() < 0.8 else None
    repeats: tuple[Edge, ...] = ()
    asserter = None
    if not is_plain and before and random.random() < 0.2:
        repeats = (Edge(random.choice(before).key),)
    elif not is_plain and random.random() < 0.15:
        asserter = random.randint(101, 104)
    return ReportNode(
        key,
        key,
        source,
        asserter,
        Attribution.STATED if asserter else Attribution.UNATTRIBUTED,
        repeats=repeats,
        published=day,
        superseded=not is_plain and random.random() < 0.05,
        evidence=(random.randint(1, 3),) if random.random() < 0.3 else (),
        stage=random.choice(("arrived", "arrived", "", "ordered", "seized")) if not is_plain else "",
    )


def _line(random: Random, key: int, report: int, *, is_plain: bool) -> Line:
    scope, label, cites = Scope.UNSPECIFIED, "", None
    if not is_plain:
        scope = random.choice([Scope.UNSPECIFIED] * 8 + list(Scope))
        label = random.choice(("", "", "", "old", "new"))
        cites = random.randint(101, 104) if random.random() < 0.08 else None
    interval = intervals(random)
    return Line(key, report, random.choice(TYPES), interval, scope=scope, label=label, cites=cites)


def truth(random: Random) -> dict[int, int]:
    """Return how many there were of each type, one variant alone in a family, so that it is the family."""
    there = dict.fromkeys(range(1, 12), 0)
    there[random.choice((T72A, T72B))] = random.randint(1, 6)
    for key in (T90, TRUCKS, D30):
        there[key] = random.randint(0, 5)
    there[T72] = there[T72A] + there[T72B]
    there[TANKS] = there[T72] + there[T90] + random.randint(0, 3)
    there[VEHICLES] = there[TANKS] + there[TRUCKS] + random.randint(0, 3)
    there[COMBAT] = random.randint(0, there[VEHICLES])
    there[GUNS] = there[D30] + random.randint(0, 2)
    return there


def true_statement(random: Random, number: int) -> Interval | None:
    """Return something true of a number of items."""
    kind = random.random()
    if not number:
        return Interval(0, 0) if kind < 0.5 else None
    if kind < 0.4:
        return Interval(number, number)
    low = random.randint(1, number)
    return Interval(low, None) if kind < 0.7 else Interval(low, number + random.randint(0, 4))
