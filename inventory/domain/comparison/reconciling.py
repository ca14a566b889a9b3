"""Reconcile what voices state over the whole tree: parts before the whole, then the whole before its parts.

From the bottom of the tree up, each type is reconciled from the voices that state it and raised to what its
parts come to; a stated type below its parts is in conflict. From the top down, no type exceeds what its
parent leaves. A type in conflict narrows others only by the low end of all that is claimed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inventory.domain.comparison.report_bounds import add
from inventory.domain.comparison.statements import ShipmentStatements, VoiceStatements
from inventory.domain.comparison.type_rows import TypeRow
from inventory.domain.intervals import EVERYTHING, Interval, interval_of
from inventory.domain.reconciliation import common, envelope, marzullo
from inventory.domain.tree import Taxonomy


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
            self._gather(key)
        changed = [self._hand_down(self._rows[key]) for key in self._kin.parents]
        changed += [self._weigh(self._rows[key]) for key in self._kin.keys]
        changed += [self._place(self._rows[key]) for key in self._kin.keys]
        if any(changed):
            for key in reversed(self._kin.keys):
                _carry_up(self._rows[key])
                self._name(self._rows[key])
        return {key: self._rows[key] for key in self._kin.keys}

    def _gather(self, key: int) -> None:
        """Reconcile a type of which all parts are known."""
        row = self._rows[key] = TypeRow(
            key,
            self._taxonomy.node(key).is_designation,
            self._rows_below(key, self._kin.parts),
            self._rows_below(key, self._kin.selections),
        )
        self._listen(row)
        self._add_up(row)
        if row.statements:
            self._reconcile(row)
            self._raise(row)
        elif row.least or row.is_below or any(part.is_conflict for part in (*row.parts, *row.selections)):
            row.estimate = interval_of(row.least, None)
        if self._closing:
            self._apply_closed(row)
        self._judge(row)
        self._name(row)

    def _rows_below(self, key: int, children: Mapping[int, Sequence[int]]) -> Sequence[TypeRow]:
        return [self._rows[child] for child in children[key]] if key in children else ()

    def _listen(self, row: TypeRow) -> None:
        """Sort what voices say into statements and bounds."""
        key = row.key
        for voice in self._voices:
            own = voice.stated.get(key)
            said = own or voice.derived.get(key)
            if said is not None:
                row.statements[voice.key] = said
                row.is_counted = row.is_counted or own is not None
                arises_here = key in voice.disputed
                if arises_here or (own is None and any(voice.key in part.divided for part in row.parts)):
                    row.divided.add(voice.key)
                    row.dispute(arises_here=arises_here)
                continue
            row.is_unknown = row.is_unknown or key in voice.unknown
            bound = voice.bounds.get(key, EVERYTHING)
            if bound.low or bound.high is not None:
                row.implied[voice.key] = bound

    def _add_up(self, row: TypeRow) -> None:
        """Find what the parts come to at least; variants add up only where one voice counts them."""
        row.has_unknown = row.is_unknown
        below = [*row.parts, *row.selections]
        if not below:
            return
        for part in below:
            row.has_unknown = row.has_unknown or part.has_unknown
        _carry_up(row)
        if row.is_family and len(row.parts) > 1:
            named = [_counted(voice, row.parts) for voice in self._voices]
            row.least = max([sum([part.low for part in parts]) for parts in named], default=0)
            row.floor = max([_floor(parts) for parts in named], default=0)
        else:
            row.least = max([sum([part.low for part in row.parts]), *[part.alone for part in below]])
            row.floor = max([_floor(row.parts), *[_low_of(part.estimate) for part in row.selections]])

    def _reconcile(self, row: TypeRow) -> None:
        """Find the counts that most of the voices that state the type allow."""
        if len(row.statements) == 1:
            ((voice, row.core),) = row.statements.items()
            row.stated_by = frozenset({voice})
            return
        self._open_families(row)
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
                [voice for voice, said in row.statements.items() if row.core and said.meets(row.core)]
            )
            row.may_be_different = not row.is_counted and self._may_be_different(row)
            row.dispute(arises_here=row.is_counted or row.may_be_different)
        if row.may_be_different:
            row.core = interval_of(row.least, add([self._claimed(part) for part in row.parts]).high)

    def _open_families(self, row: TypeRow) -> None:
        """Let a voice count a family at least, where another counts the family itself or more variants."""
        if not row.is_family:
            return
        variants = {
            voice.key: frozenset([part.key for part in _counted(voice, row.parts)])
            for voice in self._voices
            if voice.key in row.statements and row.key not in voice.stated
        }
        for voice, named in variants.items():
            if row.is_counted or any(named < others for others in variants.values()):
                row.statements[voice] = interval_of(row.statements[voice].low, None)
                row.open_voices.add(voice)

    def _may_be_different(self, row: TypeRow) -> bool:
        """Return whether voices that exclude each other on a family count different variants of it."""
        said = [
            (row.statements[voice.key], [part.key for part in _counted(voice, row.parts)])
            for voice in self._voices
            if voice.key in row.statements
        ]
        return any(not one[0].meets(other[0]) and one[1] != other[1] for one in said for other in said)

    def _raise(self, row: TypeRow) -> None:
        """Raise what voices state to what the parts come to; below these it is in conflict."""
        row.estimate = core = row.core or EVERYTHING
        shown = max(row.least, row.floor)
        if core.high is not None and shown > core.high:
            named = _sum_named(row)
            past = named.high if named and not row.is_family and _reaches(named, shown) else shown
            row.estimate = interval_of(core.low, past)
            row.dispute(arises_here=True)
        elif core.low < row.least and not row.is_conflict:
            row.estimate = interval_of(row.least, core.high)

    def _apply_closed(self, row: TypeRow) -> None:
        """Close the sum of lines that are all that there was, unless more is named or that is in dispute."""
        row.closed = {voice.key: voice.closed[row.key] for voice in self._closing if row.key in voice.closed}
        if not row.closed or row.is_conflict:
            return
        closed = common(row.closed.values())
        if closed is None or not _reaches(closed, row.floor):
            row.dispute(arises_here=_is_exceeded_here(row))
        elif row.estimate:
            row.estimate = row.estimate.intersection(closed) or row.estimate

    def _judge(self, row: TypeRow) -> None:
        """Say whether bounds exclude what is stated, or each other, and what is claimed in all."""
        if row.core is not None:
            if row.core.high == 0:
                self._find_other_units(row)
            for voice, bound in row.implied.items():
                if not row.core.meets(bound):
                    is_total = voice in row.closed and _is_exceeded_here(row)
                    row.dispute(arises_here=is_total or bound.low > (row.core.high or 0))
        elif len(row.implied) > 1 and common(row.implied.values()) is None:
            # A denial is in conflict on every level that it covers.
            is_denied = any(bound.high == 0 for bound in row.implied.values())
            if is_denied or not row.is_below:
                row.dispute(arises_here=bool(row.closed) and _is_exceeded_here(row))

    def _find_other_units(self, row: TypeRow) -> None:
        """Hold items of other units against a voice that denies all of them."""
        others = self._kin.others.get(row.key, ())
        for voice in self._voices:
            is_counting = any(voice.bounds.get(child, EVERYTHING).low for child in others)
            if is_counting and voice.key not in row.statements:
                row.implied[voice.key] = Interval(1, None)
                row.estimate = interval_of(0, None)

    def _claims(self, row: TypeRow) -> Interval | None:
        """Return all that is claimed of a type in conflict; of a bound only where it excludes the others."""
        # Those who support the estimate claim it; the others, and divided ones, claim all that they say.
        supported = (row.stated_by - row.divided) | row.open_voices
        claimed = [said for voice, said in row.statements.items() if voice not in supported]
        own = row.estimate if row.core is not None else _sum_named(row)
        centre = envelope([*claimed, *([own] if own else [])]) or row.estimate or EVERYTHING
        bounds = [*row.implied.values(), *(row.statements[voice] for voice in row.open_voices)]
        cores = [row.core or centre, *([row.estimate] if row.estimate else [])]
        ends = [_nearest_end(bound, core) for bound in bounds for core in cores if not bound.meets(core)]
        return envelope([centre, *ends])

    @staticmethod
    def _claimed(row: TypeRow) -> Interval:
        of = row.envelope if row.is_conflict else row.estimate
        return of or EVERYTHING

    def _name(self, row: TypeRow) -> None:
        """Find the number that stands for a type in lists: its own, or the sum of what is named below it."""
        if row.is_conflict:
            row.named = row.envelope = self._claims(row)
        elif row.statements:
            row.named = row.estimate
        else:
            row.named = _sum_named(row)
            closed = row.estimate if row.estimate and row.estimate.high is not None else None
            if closed and row.named and not row.is_below:
                row.named = row.named.intersection(closed) or row.named
            if row.is_unknown and row.named:
                row.named = interval_of(row.named.low, None)

    def _hand_down(self, row: TypeRow) -> bool:
        """Give each part no more than the others leave; tell whether that narrowed any."""
        if row.is_conflict or row.estimate is None or row.estimate.high is None:
            return False
        if row.is_family and not row.is_counted:
            # What a family got from a variant says nothing of its other variants.
            return False
        high, narrowed = row.estimate.high, False
        total = sum([part.low for part in row.parts])
        for part in row.parts:
            limit = high if row.is_family else high - total + part.low
            narrowed = _limit(part, limit) or narrowed
        for part in row.selections:
            narrowed = _limit(part, high) or narrowed
        if high == 0:
            for part in self._rows_below(row.key, self._kin.others):
                narrowed = _limit(part, 0) or narrowed
        return narrowed

    @staticmethod
    def _weigh(row: TypeRow) -> bool:
        """Sort the voices by whether they state the estimate, allow it or exclude it.

        Tells whether a bound excludes what the tree leaves of a type that was not in dispute: a conflict that
        arises above it, where no subtype is in dispute.
        """
        if not row.implied and len(row.stated_by) == len(row.statements):
            return False
        against = [voice for voice in row.statements if voice not in row.stated_by]
        allowed = []
        for voice, bound in row.implied.items():
            is_excluded = row.core is not None and not bound.meets(row.core)
            if is_excluded or (row.estimate and not bound.meets(row.estimate)):
                against.append(voice)
            else:
                allowed.append(voice)
        row.compatible, row.incompatible = frozenset(allowed), frozenset(against)
        if against and not row.is_conflict and (row.statements or not row.is_below):
            row.dispute(arises_here=False)
            return True
        return False

    def _place(self, row: TypeRow) -> bool:
        """Let a conflict arise where it is stated, if it arises neither above nor below.

        A voice whose other lines leave no room for a type disputes it, although the sum above may fit.
        """
        if not row.is_conflict or not row.statements or row.arises_here or row.is_below:
            return False
        if any(self._rows[above].arises_here for above in self._taxonomy.ancestors(row.key)):
            return False
        row.arises_here = True
        return True


def _counted(voice: VoiceStatements, rows: Iterable[TypeRow]) -> list[TypeRow]:
    """Return the types that a voice counts, itself or through their variants; a denial counts nothing."""
    said = [(row, voice.stated.get(row.key) or voice.derived.get(row.key)) for row in rows]
    return [row for row, interval in said if interval is not None and interval.high != 0]


def _carry_up(row: TypeRow) -> None:
    """Note on a type that a conflict arises below it."""
    for part in (*row.parts, *row.selections):
        row.is_below = row.is_below or part.arises_here or part.is_below


def _is_exceeded_here(row: TypeRow) -> bool:
    """Return whether a conflict over a sum that is said to be all lies here, and not in one part alone."""
    return not row.is_below or sum(1 for part in row.parts if _low_of(part.estimate)) > 1


def _floor(rows: Iterable[TypeRow]) -> int:
    """Return what the estimates of types come to at least, through those that nobody states too."""
    return sum(
        [_low_of(row.estimate) if row.statements else max(_low_of(row.estimate), row.floor) for row in rows]
    )


def _sum_named(row: TypeRow) -> Interval | None:
    """Return the sum of what is counted below a type, what is denied there left out."""
    below = [*row.parts, *row.selections]
    known = [part.named for part in below if part.named and part.named.high != 0]
    if not known:
        return None
    total = known[0] if len(known) == 1 else add(known)
    if row.selections and len(known) > 1:
        # They count items of the parts over again, or others.
        lows = [part.named.low for part in row.parts if part.named]
        low = max([sum(lows), *(one.named.low for one in row.selections if one.named)])
        total = interval_of(low, total.high)
    is_open = any(part.has_unknown and part.named is None for part in below)
    return interval_of(total.low, None) if is_open else total


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
