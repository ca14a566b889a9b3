"""Group unknown designations by what the file calls them, with types below which they may belong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.text import slugify
from django.utils.translation import gettext as _

from inventory.access import Right, may
from inventory.imports.designations import Designations, nearest_common, qualified
from inventory.models import EquipmentType, ImportBatch
from inventory.models.names import Kind, Thing, plain_name

LONGEST_SLUG, LONGEST_NAME = 80, 160  # characters
AT_ONCE = 1_000  # rows
NO_BRANCH = "?"  # begins the key of a group whose class is no type

type Rows = Counter[tuple[str, ...]]  # how many rows call a name what


@dataclass(slots=True)
class GroupedName:
    """Hold a name with the type below which it may belong; None where its class is no known type.

    ``new_name`` is what a type that is made of it is called; ``known`` what bears the name already, and is
    something else altogether.
    """

    name: str
    classes: tuple[str, ...]
    count: int
    parent: EquipmentType | None
    new_name: str
    known: Thing | None = None


@dataclass(slots=True)
class Below:
    """Hold the names of a group that would belong below one type."""

    parent: EquipmentType | None
    names: list[GroupedName] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return in how many rows they are."""
        return sum(one.count for one in self.names)


@dataclass(slots=True)
class NameGroup:
    """Hold names that one decision may take: of one branch of the tree, or of one class that is no type."""

    key: str
    title: str
    below: list[Below]

    @property
    def names(self) -> list[GroupedName]:
        """Return all names."""
        return [one for below in self.below for one in below.names]

    @property
    def rows(self) -> int:
        """Return in how many rows they are."""
        return sum(below.rows for below in self.below)

    @property
    def known(self) -> list[GroupedName]:
        """Return the names that are known as something else altogether."""
        return [one for one in self.names if one.known]

    @property
    def has_parents(self) -> bool:
        """Tell whether a type is proposed for every name."""
        return all(below.parent for below in self.below)


def group_names(batch: ImportBatch, designations: Designations) -> list[NameGroup]:
    """Return the designations of a batch that are not decided yet, in groups, those of most names first.

    Those that the file does not say the class of are in none. Runs four queries at most.
    """
    grouped: dict[str, list[GroupedName]] = defaultdict(list)
    for name, rows in _undecided(batch, designations).items():
        for key, one in _split(name, rows, designations):
            grouped[key].append(one)
    groups = [NameGroup(key, key.removeprefix(NO_BRANCH), _by_parent(some)) for key, some in grouped.items()]
    return sorted(groups, key=lambda group: (-len(group.names), group.title))


def _undecided(batch: ImportBatch, designations: Designations) -> dict[str, Rows]:
    """Return how many rows call each undecided name what. Spellings that are compared alike are one name."""
    found = (
        batch.findings.filter(kind__in="ps", unknown_kind=Kind.EQUIPMENT_TYPE)
        .exclude(unknown_class="")
        .values_list("unknown_name", "unknown_class")
        .annotate(rows=Count("line", distinct=True))
        .order_by("unknown_name", "unknown_class")
    )
    spelt: dict[str, str] = {}
    counted: dict[str, Rows] = defaultdict(Counter)
    for name, told, rows in found:
        classes = tuple(told.splitlines())
        if not designations.knows(name, classes):
            shown = spelt.setdefault(plain_name(name), " ".join(name.split()))
            counted[shown][classes] += rows
    return counted


def _split(name: str, rows: Rows, designations: Designations) -> Iterable[tuple[str, GroupedName]]:
    """Yield a name for each branch of the tree of which the file says it is, those of most rows first.

    A name that is borne already, or is of several branches, gets the branch in brackets for the others.
    """
    branches: dict[str, Rows] = defaultdict(Counter)
    for classes, count in rows.items():
        branch = designations.branch_of(designations.class_of(classes))
        branches[branch or f"{NO_BRANCH}{classes[0]}"][classes] += count
    known = designations.known(name)
    is_free = known is None
    for branch, some in sorted(branches.items(), key=lambda one: (-one[1].total(), one[0])):
        is_class = branch.startswith(NO_BRANCH)
        new_name = name if is_free else qualified(name, branch.removeprefix(NO_BRANCH))
        is_free = False
        one = GroupedName(
            name,
            some.most_common(1)[0][0],
            some.total(),
            None if is_class else _parent_of(some, designations),
            new_name,
            known,
        )
        yield branch, one


def _parent_of(rows: Rows, designations: Designations) -> EquipmentType:
    """Return the narrowest type that has room for all classes, or that of most rows if it has no unit."""
    keys = {classes: designations.class_of(classes) for classes in rows}
    types = {classes: designations.row(pk) for classes, pk in keys.items() if pk is not None}
    common = nearest_common(sorted({one.path for one in types.values()}))
    parent = designations.row(designations.names.by_slug(Kind.EQUIPMENT_TYPE, common.rpartition("/")[2]).pk)
    if parent.unit != EquipmentType.Unit.ITEMS:
        return parent
    return types[max(types, key=lambda classes: (rows[classes], classes))]


def _by_parent(names: Sequence[GroupedName]) -> list[Below]:
    found: dict[int | None, Below] = {}
    for one in names:
        key = one.parent.pk if one.parent else None
        found.setdefault(key, Below(one.parent)).names.append(one)
    return sorted(found.values(), key=lambda below: (-len(below.names), str(below.parent)))


def accept_group(
    group: NameGroup, parents: Mapping[int | None, EquipmentType], excepted: Iterable[str], person: User
) -> int:
    """Make a type of each name of a group, below the parent chosen for it; return how many.

    ``parents`` say below which type those proposed below one come; ``excepted`` are left for later. Raises
    ValidationError when the person may not, or a name is too long.
    """
    if not may(person, Right.ADD_TYPE):
        raise ValidationError(_("You may not add types."))
    kept = {plain_name(name) for name in excepted}
    chosen = [
        (one, parents[below.parent.pk if below.parent else None])
        for below in group.below
        for one in below.names
        if plain_name(one.name) not in kept
    ]
    if long := [one.new_name for one, _parent in chosen if len(one.new_name) > LONGEST_NAME]:
        raise ValidationError(_("“%(name)s” is too long for a type.") % {"name": long[0]})
    slugs = _Slugs()
    types = [
        EquipmentType(
            name=one.new_name,
            slug=slugs.free_for(one.new_name),
            parent=parent,
            level=_level_below(parent),
            unit=parent.unit,
        )
        for one, parent in chosen
    ]
    with transaction.atomic():
        EquipmentType.objects.bulk_create(types, batch_size=AT_ONCE)
    return len(types)


def _level_below(parent: EquipmentType) -> EquipmentType.Level:
    levels = EquipmentType.Level
    return levels.VARIANT if parent.level in EquipmentType.DESIGNATIONS else levels.FAMILY


class _Slugs:
    """Give slugs that no type has. Runs one query."""

    def __init__(self) -> None:
        self._taken = set(EquipmentType.objects.values_list("slug", flat=True))
        self._numbers: Counter[str] = Counter()

    def free_for(self, name: str) -> str:
        """Return a slug for a name, and take it."""
        base = slugify(name)[: LONGEST_SLUG - 6] or "unnamed"
        slug = base
        while slug in self._taken:
            self._numbers[base] += 1
            slug = f"{base}-{self._numbers[base] + 1}"
        self._taken.add(slug)
        return slug
