"""Give a small equipment tree, the sources of the reference case, and ways to read a comparison."""

from inventory.domain.comparison import Comparison, Row
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy, TypeNode

ROOT, VEHICLES, ARMOURED, TANKS, T72, T72B3, T72B3M, IFV, BMP3, BMD = range(1, 11)
APC, LINZA, AMBULANCES, TRUCKS = range(11, 15)
GUNS, D30, BOATS, UAV, TB2 = range(15, 20)


def node(key: int, parent: int | None, unit: str, name: str, *, is_designation: bool = False) -> TypeNode:
    """Describe a type that stands among its siblings by its key."""
    return TypeNode(key, parent, unit, is_designation, name, position=key)


TREE = Taxonomy(
    [
        node(ROOT, None, "items", "Military equipment"),
        node(VEHICLES, ROOT, "vehicles", "Vehicles"),
        node(ARMOURED, VEHICLES, "vehicles", "Armoured vehicles"),
        node(TANKS, ARMOURED, "vehicles", "Tanks"),
        node(T72, TANKS, "vehicles", "T-72", is_designation=True),
        node(T72B3, T72, "vehicles", "T-72B3", is_designation=True),
        node(T72B3M, T72B3, "vehicles", "T-72B3M", is_designation=True),
        node(IFV, ARMOURED, "vehicles", "Infantry fighting vehicles"),
        node(BMP3, IFV, "vehicles", "BMP-3", is_designation=True),
        node(BMD, IFV, "vehicles", "BMD", is_designation=True),
        node(APC, ARMOURED, "vehicles", "Armoured personnel carriers"),
        node(LINZA, APC, "vehicles", "Linza", is_designation=True),
        node(AMBULANCES, VEHICLES, "vehicles", "Ambulances"),
        node(TRUCKS, VEHICLES, "vehicles", "Trucks"),
        node(GUNS, ROOT, "guns", "Guns"),
        node(D30, GUNS, "guns", "D-30", is_designation=True),
        node(BOATS, ROOT, "vessels", "Boats"),
        node(UAV, ROOT, "aircraft", "Unmanned aircraft"),
        node(TB2, UAV, "aircraft", "Bayraktar TB2", is_designation=True),
    ]
)
FRONTELLIGENCE, LE_MONDE, DEFENCEWEB, SEED, KYIV_POST = range(101, 106)
CAST, MILITARY_AFRICA, RAIDS, AFP = range(106, 110)
NONE, PLURAL = Interval(0, 0), Interval(2, None)


def row(comparison: Comparison, key: int) -> Row:
    """Return the row of a type."""
    (found,) = (row for row in comparison.rows if row.type == key)
    return found


def summary(found: Row) -> tuple[str, str, int, int]:
    """Return a row's state and estimate, by how many it is stated and with how many more compatible."""
    concluded = found.concluded
    return found.state.value, str(found.estimate), len(concluded.stated_by), len(concluded.compatible)
