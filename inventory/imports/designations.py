"""Find the type that a designation names, by what the file says that it is: Mistral, a missile or a ship.

A designation that is known as something else altogether is asked about, like one that nobody knows; what the
file calls it tells below which type it may belong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from inventory.domain.messages import Message, cut
from inventory.models import EquipmentType
from inventory.models.name_faults import NameFault
from inventory.models.names import Kind, Names, Thing, Unknown, UnknownNameError

# Whether a gun stands on a vehicle is often a matter of view: these are not told apart.
LAND = frozenset({"vehicles", "artillery", "air-defence"})
SCHEME = "sipri"  # whose words for classes are known
LAND_NAME = "land vehicles and guns"
PARTS = re.compile(r"[/,]")


class Designations:
    """Look designations up by the names of types and by their class, both as SIPRI spells them."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.knows = cache(self._knows)
        self.class_of = cache(self._class_of)
        self.branch_of = cache(self._branch_of)

    def find(self, name: str, classes: tuple[str, ...]) -> Thing:
        """Return the type that a designation names.

        Where the name is that of something else altogether, or of nothing, it is the type that bears the name
        with its branch in brackets. Raises UnknownNameError with proposals.
        """
        if found := self._find(name, classes):
            return found
        kind = Kind.EQUIPMENT_TYPE
        known = self.known(name)
        if known is None:
            return self.names.find(kind, name, SCHEME)
        raise UnknownNameError(
            Message(
                NameFault.OF_ANOTHER_CLASS,
                name=cut(name),
                known=known.name,
                branch=str(self.branch_of(known.pk)),
                stated=cut(classes[0]),
            ),
            Unknown(kind, name),
            [known],
        )

    def _find(self, name: str, classes: tuple[str, ...]) -> Thing | None:
        branch = self.branch_of(self.class_of(classes))
        known = self.known(name)
        is_decided = self.names.is_decided(Kind.EQUIPMENT_TYPE, name)
        if known and (is_decided or not branch or self.branch_of(known.pk) in ("", branch)):
            return known
        return self.known(qualified(name, branch)) if branch else None

    def _knows(self, name: str, classes: tuple[str, ...]) -> bool:
        """Tell whether a designation names a type, or is left out. Nothing is proposed for it."""
        try:
            return self._find(name, classes) is not None
        except UnknownNameError:
            return True

    def known(self, name: str) -> Thing | None:
        """Return what bears a name, whatever its class; None where nothing does, or several things do."""
        return self.names.resolve(Kind.EQUIPMENT_TYPE, name, SCHEME)

    def row(self, pk: int) -> EquipmentType:
        """Return the row of a type."""
        return self.names.row(Kind.EQUIPMENT_TYPE, pk)  # type: ignore[no-any-return]

    def _class_of(self, classes: tuple[str, ...]) -> int | None:
        """Return the key of the type that the classes of a designation name; None for none.

        Where nothing is called like the narrowest class, it is the type of its last words, if that is within
        the wider class, else the wider class: a midget submarine is a submarine.
        """
        if not classes:
            return None
        narrowest, *others = [self._called(text) for text in classes]
        if narrowest is not None:
            return narrowest
        wider = next((pk for pk in others if pk is not None), None)
        narrower = self._by_last_words(classes[0])
        if narrower is None or wider is None:
            return narrower if wider is None else wider
        is_within = self.row(narrower).path.startswith(f"{self.row(wider).path}/")
        return narrower if is_within else wider

    def _by_last_words(self, text: str) -> int | None:
        # The last part names the thing in most: tanker/transport aircraft.
        for part in (PARTS.sub(" ", text), *PARTS.split(text)):
            words = part.split()
            for start in range(len(words)):
                if (pk := self._called(" ".join(words[start:]))) is not None:
                    return pk
        return None

    def _called(self, text: str) -> int | None:
        thing = self.known(text)
        return None if thing is None else thing.pk

    def _branch_of(self, pk: int | None) -> str:
        """Return the name of what a type belongs to altogether; empty for the root."""
        if pk is None:
            return ""
        _root, *below = self.row(pk).path.split("/")
        if not below:
            return ""
        return LAND_NAME if below[0] in LAND else self._branches[below[0]]

    @cached_property
    def _branches(self) -> dict[str, str]:
        types = EquipmentType.objects.filter(parent__level=EquipmentType.Level.ROOT)
        return {slug: name.lower() for slug, name in types.values_list("slug", "name")}


def qualified(name: str, branch: str) -> str:
    """Return the name of a type that shares its designation with something else altogether.

    >>> qualified("Mistral", "vessels")
    'Mistral (vessels)'
    """
    return f"{name} ({branch})"


def nearest_common(paths: Sequence[str]) -> str:
    """Return the path of the narrowest type that all are, or are below; paths are slugs from the root.

    >>> nearest_common(["all/aircraft/helicopters", "all/aircraft/uav"]), nearest_common(["all/uav"])
    ('all/aircraft', 'all/uav')
    """
    common = paths[0].split("/")
    for path in paths[1:]:
        steps = path.split("/")
        same = next((place for place, (a, b) in enumerate(zip(common, steps, strict=False)) if a != b), None)
        common = common[: min(len(common), len(steps)) if same is None else same]
    return "/".join(common)
