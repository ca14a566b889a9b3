"""Reconcile what voices state over the whole tree: parts before the whole, then the whole before its parts.

From the bottom of the tree up, each type is reconciled from the voices that state it and raised to what its
parts come to; a stated type below its parts is in conflict. From the top down, no type exceeds what its
parent leaves. A type in conflict narrows others only by the low end of all that is claimed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inventory.domain.comparison.report_bounds import add
from inventory.domain.comparison.statements import ShipmentStatements, VoiceKey, VoiceStatements
from inventory.domain.intervals import EVERYTHING, Interval, interval_of
from inventory.domain.reconciliation import common, envelope, marzullo
from inventory.domain.tree import Taxonomy

NOBODY: frozenset[VoiceKey] = frozenset()


@dataclass(slots=True)
class TypeRow:
    """Hold what is being concluded on one type.

    `core` is what the voices that state it support, `estimate` that as the tree narrows it. `is_counted`: a
    voice counts this very type; otherwise statements come from variants. `open_voices` count it at least.
    `is_unknown`: a number of this very type is spoken of that nobody gives; `has_unknown`: or of a part.
    `least` is what its parts come to by the low ends of all that is claimed; `floor` is what their estimates
    come to, below which nothing narrows the type.
    """

    statements: dict[VoiceKey, Interval] = field(default_factory=dict)
    implied: dict[VoiceKey, Interval] = field(default_factory=dict)
    core: Interval | None = None
    estimate: Interval | None = None
    named: Interval | None = None
    envelope: Interval | None = None
    stated_by: frozenset[VoiceKey] = NOBODY
    compatible: frozenset[VoiceKey] = NOBODY
    incompatible: frozenset[VoiceKey] = NOBODY
    open_voices: set[VoiceKey] = field(default_factory=set)
    is_counted: bool = False
    is_conflict: bool = False
    arises_here: bool = False
    may_be_different: bool = False
    is_below: bool = False
    is_unknown: bool = False
    has_unknown: bool = False
    floor: int = 0
    least: int = 0

    @property
    def alone(self) -> int:
        """Return how many there are at least by what is said of the type itself."""
        of = self.envelope if self.is_conflict else self.estimate
        return of.low if of else 0

    @property
    def low(self) -> int:
        """Return the low end by which the type narrows others together with its siblings.

        A count may hold items of a type below that is in dispute, so that it is no part of such a sum.
        """
        return self.least if self.is_below and not self.is_conflict else self.alone

    def dispute(self, *, arises_here: bool) -> None:
        """Put the type in conflict."""
        self.is_conflict = True
        self.arises_here = self.arises_here or arises_here


class Reconciling:
    """Conclude on all types of a shipment."""

    def __init__(self, taxonomy: Taxonomy, statements: ShipmentStatements) -> None:
        self._taxonomy = taxonomy
        self._kin = statements.kin
        # A voice that counts nothing bounds nothing either.
        self._voices = [voice for voice in statements.by_voice if voice.stated or voice.unknown]
        self._closing = [voice for voice in self._voices if voice.closed]
        self._rows: dict[int, TypeRow] = {}

    def rows(self) -> dict[int, TypeRow]:
        """Return what follows on each type, in tree order."""
        for key in reversed(self._kin.keys):
            self._rows[key] = self._gather(key)
        narrowed = [self._hand_down(key) for key in self._kin.parents]
        if any(narrowed):
            for key in reversed(self._kin.keys):
                self._name(key)
        return {key: self._weigh(self._rows[key]) for key in self._kin.keys}

    def _gather(self, key: int) -> TypeRow:
        """Reconcile a type of which all parts are known."""
        row = self._rows[key] = TypeRow()
        self._listen(key, row)
        parts = self._parts(key)
        row.has_unknown = row.is_unknown
        for part in parts:
            row.has_unknown = row.has_unknown or part.has_unknown
            row.is_below = row.is_below or part.is_conflict or part.is_below
        row.least = least = self._least(key)
        row.floor = self._floor(key)
        if row.statements:
            self._reconcile(key, row)
            self._raise(key, row, least)
        elif least or row.is_below:
            row.estimate = interval_of(least, None)
        if self._closing:
            self._apply_closed(key, row)
        self._judge(key, row)
        self._name(key)
        return row

    def _listen(self, key: int, row: TypeRow) -> None:
        """Sort what voices say into statements and bounds."""
        for voice in self._voices:
            own = voice.stated.get(key)
            said = own or voice.derived.get(key)
            if said is not None:
                row.statements[voice.key] = said
                row.is_counted = row.is_counted or own is not None
                if key in voice.disputed:
                    row.dispute(arises_here=True)
                continue
            row.is_unknown = row.is_unknown or key in voice.unknown
            bound = voice.bounds.get(key, EVERYTHING)
            if bound.low or bound.high is not None:
                row.implied[voice.key] = bound

    def _parts(self, key: int) -> list[TypeRow]:
        """Return the types directly below that count in the same unit."""
        children = (*self._kin.parts.get(key, ()), *self._kin.selections.get(key, ()))
        return [self._rows[child] for child in children]

    def _least(self, key: int) -> int:
        """Return how many the parts come to at least; variants add up only where one voice counts them."""
        children = self._kin.parts.get(key, ())
        if len(children) > 1 and self._taxonomy.node(key).is_designation:
            return max([self._variants_low(voice, children) for voice in self._voices], default=0)
        low = sum([self._rows[child].low for child in children])
        return max([low, *(part.alone for part in self._parts(key))])

    def _variants_low(self, voice: VoiceStatements, children: Iterable[int]) -> int:
        return sum([self._rows[child].low for child in children if _counts(voice, child)])

    def _variants_floor(self, voice: VoiceStatements, children: Iterable[int]) -> int:
        return sum([_low_of(self._rows[child].estimate) for child in children if _counts(voice, child)])

    def _reconcile(self, key: int, row: TypeRow) -> None:
        """Find the counts that most of the voices that state the type allow."""
        if len(row.statements) == 1:
            ((voice, row.core),) = row.statements.items()
            row.stated_by = frozenset({voice})
            return
        self._open_families(key, row)
        best = marzullo(row.statements)
        if best.dissenters and row.open_voices:
            # Those who count the family, or more of it, speak first; others only bound it from below.
            first = {voice: said for voice, said in row.statements.items() if voice not in row.open_voices}
            best = marzullo(first)._replace(dissenters=best.dissenters)
        # Several regions with as many voices are told as all that they span.
        row.core = envelope(best.alternatives) or best.interval
        row.stated_by = best.supporters
        if best.dissenters:
            row.stated_by = frozenset(
                [voice for voice, said in row.statements.items() if row.core and said.intersection(row.core)]
            )
            row.may_be_different = not row.is_counted and self._may_be_different(key, row)
            row.dispute(arises_here=row.is_counted or row.may_be_different)
        if row.may_be_different:
            children = self._kin.parts.get(key, ())
            least = self._least(key)
            claimed = add([self._claimed(self._rows[child]) for child in children])
            row.core = interval_of(least, claimed.high)

    def _open_families(self, key: int, row: TypeRow) -> None:
        """Let a voice count a family at least, where another counts the family itself or more variants."""
        if not self._taxonomy.node(key).is_designation:
            return
        children = self._kin.parts.get(key, ())
        variants = {
            voice.key: frozenset([child for child in children if _counts(voice, child)])
            for voice in self._voices
            if voice.key in row.statements and key not in voice.stated
        }
        for voice, named in variants.items():
            if row.is_counted or any(named < others for others in variants.values()):
                row.statements[voice] = interval_of(row.statements[voice].low, None)
                row.open_voices.add(voice)

    def _may_be_different(self, key: int, row: TypeRow) -> bool:
        """Return whether voices that exclude each other on a family count different variants of it."""
        children = self._kin.parts.get(key, ())
        said = [
            (row.statements[voice.key], [child for child in children if _counts(voice, child)])
            for voice in self._voices
            if voice.key in row.statements
        ]
        return any(
            one[0].intersection(other[0]) is None and one[1] != other[1] for one in said for other in said
        )

    def _raise(self, key: int, row: TypeRow, least: int) -> None:
        """Raise what voices state to what the parts come to; below these it is in conflict."""
        row.estimate = core = row.core or EVERYTHING
        shown = max(least, row.floor)
        if core.high is not None and shown > core.high:
            named = self._sum_named(key)
            is_family = self._taxonomy.node(key).is_designation
            past = named.high if named and not is_family and _reaches(named, shown) else shown
            row.estimate = interval_of(core.low, past)
            row.dispute(arises_here=True)
        elif core.low < least and not row.is_conflict:
            row.estimate = interval_of(least, core.high)

    def _floor(self, key: int) -> int:
        """Return what the estimates of the parts come to at least."""
        children = self._kin.parts.get(key, ())
        if len(children) > 1 and self._taxonomy.node(key).is_designation:
            return max([self._variants_floor(voice, children) for voice in self._voices], default=0)
        lows = [_low_of(self._rows[child].estimate) for child in children]
        selections = [_low_of(self._rows[child].estimate) for child in self._kin.selections.get(key, ())]
        return max([sum(lows), *selections])

    def _apply_closed(self, key: int, row: TypeRow) -> None:
        """Close the sum of lines that are all that there was, where that leaves anything."""
        closed = common([voice.closed[key] for voice in self._closing if key in voice.closed])
        if closed is not None and row.estimate and _reaches(closed, row.floor):
            row.estimate = row.estimate.intersection(closed) or row.estimate

    def _judge(self, key: int, row: TypeRow) -> None:
        """Say whether bounds exclude what is stated, or each other, and what is claimed in all."""
        if row.core is not None:
            if row.core.high == 0:
                self._find_other_units(key, row)
            for bound in row.implied.values():
                if row.core.intersection(bound) is None:
                    row.dispute(arises_here=bound.low > (row.core.high or 0))
        elif len(row.implied) > 1 and common(row.implied.values()) is None:
            # A denial is in conflict on every level that it covers.
            is_denied = any(bound.high == 0 for bound in row.implied.values())
            row.is_conflict = is_denied or not row.is_below
        if row.is_conflict:
            row.envelope = self._claims(key, row)

    def _find_other_units(self, key: int, row: TypeRow) -> None:
        """Hold items of other units against a voice that denies all of them."""
        others = self._kin.others.get(key, ())
        for voice in self._voices:
            is_counting = any(voice.bounds.get(child, EVERYTHING).low for child in others)
            if is_counting and voice.key not in row.statements:
                row.implied[voice.key] = Interval(1, None)
                row.estimate = interval_of(0, None)

    def _claims(self, key: int, row: TypeRow) -> Interval | None:
        """Return all that is claimed of a type in conflict; of a bound only where it excludes the others."""
        # Those who support the estimate claim it; the others claim all that they say.
        supported = row.stated_by | row.open_voices
        claimed = [said for voice, said in row.statements.items() if voice not in supported]
        own = row.estimate if row.core is not None else self._sum_named(key)
        centre = envelope([*claimed, *([own] if own else [])])
        bounds = [*row.implied.values(), *(row.statements[voice] for voice in row.open_voices)]
        if centre is None:
            centre = row.estimate or EVERYTHING
        core = row.core or centre
        ends = [_nearest_end(bound, core) for bound in bounds if bound.intersection(core) is None]
        return envelope([centre, *ends])

    @staticmethod
    def _claimed(row: TypeRow) -> Interval:
        of = row.envelope if row.is_conflict else row.estimate
        return of or EVERYTHING

    def _name(self, key: int) -> None:
        """Find the number that stands for a type in lists: its own, or the sum of what is named below it."""
        row = self._rows[key]
        if row.is_conflict:
            row.named = row.envelope
        elif row.statements:
            row.named = row.estimate
        else:
            row.named = self._sum_named(key)
            closed = row.estimate if row.estimate and row.estimate.high is not None else None
            if closed and row.named:
                row.named = row.named.intersection(closed) or row.named
            if row.is_unknown and row.named:
                row.named = interval_of(row.named.low, None)

    def _sum_named(self, key: int) -> Interval | None:
        """Return the sum of what is counted below a type, what is denied there left out."""
        parts = self._rows_below(key, self._kin.parts)
        selections = self._rows_below(key, self._kin.selections)
        known = [part.named for part in (*parts, *selections) if part.named and part.named.high != 0]
        if not known:
            return None
        total = known[0] if len(known) == 1 else add(known)
        if selections and len(known) > 1:
            # They count items of the parts over again, or others.
            lows = [part.named.low for part in parts if part.named]
            low = max([sum(lows), *(one.named.low for one in selections if one.named)])
            total = interval_of(low, total.high)
        is_open = any(part.has_unknown and part.named is None for part in (*parts, *selections))
        return interval_of(total.low, None) if is_open else total

    def _rows_below(self, key: int, children: Mapping[int, Sequence[int]]) -> list[TypeRow]:
        return [self._rows[child] for child in children.get(key, ())]

    def _hand_down(self, key: int) -> bool:
        """Give each part no more than the others leave; tell whether that narrowed any."""
        row = self._rows[key]
        is_family = self._taxonomy.node(key).is_designation
        if row.is_conflict or row.estimate is None or row.estimate.high is None:
            return False
        if is_family and not row.is_counted:
            # What a family got from a variant says nothing of its other variants.
            return False
        high, narrowed = row.estimate.high, False
        parts = self._rows_below(key, self._kin.parts)
        total = sum([part.low for part in parts])
        for part in parts:
            limit = high if is_family else high - total + part.low
            narrowed = _limit(part, limit) or narrowed
        for part in self._rows_below(key, self._kin.selections):
            narrowed = _limit(part, high) or narrowed
        if high == 0:
            for part in self._rows_below(key, self._kin.others):
                narrowed = _limit(part, 0) or narrowed
        return narrowed

    def _weigh(self, row: TypeRow) -> TypeRow:
        """Sort the voices by whether they state the estimate, allow it or exclude it."""
        if not row.implied and len(row.stated_by) == len(row.statements):
            return row
        against = [voice for voice in row.statements if voice not in row.stated_by]
        allowed = []
        for voice, bound in row.implied.items():
            is_excluded = row.core is not None and bound.intersection(row.core) is None
            if is_excluded or (row.estimate and bound.intersection(row.estimate) is None):
                against.append(voice)
            else:
                allowed.append(voice)
        row.compatible, row.incompatible = frozenset(allowed), frozenset(against)
        if against and row.statements and not row.is_conflict:
            row.dispute(arises_here=False)
            row.envelope = row.named = row.estimate
        return row


def _counts(voice: VoiceStatements, key: int) -> bool:
    """Return whether a voice counts a type, itself or through its variants; a denial counts nothing."""
    said = voice.stated.get(key) or voice.derived.get(key)
    return said is not None and said.high != 0


def _low_of(interval: Interval | None) -> int:
    return interval.low if interval else 0


def _limit(row: TypeRow, high: int) -> bool:
    """Lower a type's high end, unless it is in conflict or that would leave nothing."""
    now = row.estimate or EVERYTHING
    if row.is_conflict or max(now.low, row.floor) > high or (now.high is not None and now.high <= high):
        return False
    if row.estimate is None and high and not row.implied:
        return False
    row.estimate = interval_of(now.low, high)
    return True


def _reaches(interval: Interval, low: int) -> bool:
    return interval.high is None or interval.high >= low


def _nearest_end(bound: Interval, core: Interval) -> Interval:
    """Return the end of a bound that comes nearest to what it excludes."""
    end = bound.low if core.high is not None and bound.low > core.high else bound.high
    return interval_of(end or 0, end or 0)
