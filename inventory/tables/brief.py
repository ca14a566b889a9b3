"""Tell in sentences what is agreed, disputed and unknown on a shipment; each leads to its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inventory.domain.comparison import (
    Brief,
    Claim,
    ClassClause,
    Comparison,
    CountClause,
    DetailRow,
    StageGroup,
    VoiceKey,
    conclude_apart,
    tally_statements,
    write_brief,
)
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.models import EquipmentType, ReportedDetail
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix import Matrix
from inventory.tables.matrix.details import days_text, detail_words
from inventory.wording.certainty import tally_words
from inventory.wording.numbers import interval_prose, number_words, with_unit

MOST_AGREED = 3  # clauses; the rest is a click away
MOST_SINGLE = 2
MOST_DISPUTED = 4
MOST_NAMES = 4  # voices named in a clause
# Details on which agreement is worth a clause, in this order; stops and stages add up, and are shown below.
TOLD = ("destination", "delivery_point", "origin", "supplier", "recipient", "end_user", "arrival")
BESIDE = " · "  # Neutral, because not every two of the values exclude each other.
SAID_UNITS = frozenset({"rounds", "persons", "tonnes"})  # of which a type's name alone says little
GROUPS = {StageGroup.PROMISED: gettext_lazy("Promised"), StageGroup.REVERSED: gettext_lazy("Reversed")}


@dataclass(frozen=True, slots=True)
class BriefPart:
    """Hold sentences of one sort; ``more`` are those that a reader opens.

    ``state`` is the mark beside the name; empty for a part that is no state of counts.
    """

    slug: str
    label: str | Promise
    state: str
    sentences: tuple[SafeString, ...]
    more: tuple[SafeString, ...] = ()


def brief_parts(
    reading: ShipmentReading, comparison: Comparison, matrix: Matrix, all_rows: str
) -> tuple[BriefPart, ...]:
    """Return what the head of a shipment's page says; empty without reports.

    ``all_rows`` is the query of the address under which no row of the matrix is hidden.
    """
    if not reading.records.reports:
        return ()
    brief = write_brief(comparison.concluded, reading.taxonomy)
    writer = _Writer(reading, matrix, _Anchors(comparison, matrix, all_rows))
    agreed = [*map(writer.count, brief.agreed), *writer.details(_told(brief.agreed_details))]
    disputed = [
        *map(writer.dispute, brief.disputed),
        *map(writer.classes, brief.classes),
        *writer.details(brief.disputed_details),
    ]
    single = list(map(writer.count, brief.single))
    parts = [
        _part("agreed", _("Agreed"), State.AGREED, agreed, MOST_AGREED),
        _part("single", _("Single source"), State.SINGLE, single, MOST_SINGLE),
        _part("disputed", _("Disputed"), State.CONFLICT, disputed, MOST_DISPUTED),
        _part("unknown", _("Unknown"), State.SILENT, list(writer.unknown(brief)), MOST_AGREED),
        *_apart(writer, comparison, reading),
        BriefPart("basis", _("Based on"), "", tuple(writer.basis(brief))),
    ]
    return tuple(part for part in parts if part.sentences)


def _part(
    slug: str, label: str | Promise, state: str, sentences: Sequence[SafeString], most: int
) -> BriefPart:
    # A single sentence takes no more room than the word that would hide it.
    most = len(sentences) if len(sentences) == most + 1 else most
    return BriefPart(slug, label, str(state), tuple(sentences[:most]), tuple(sentences[most:]))


def _apart(writer: _Writer, comparison: Comparison, reading: ShipmentReading) -> Iterator[BriefPart]:
    """Yield what was promised, and what was reversed: never added to what moved, nor to each other."""
    found = conclude_apart(comparison.concluded.case, reading.taxonomy)
    for group, clauses in found.items():
        sentences = [writer.dispute(one) if one.claims else writer.count(one) for one in clauses]
        yield _part(group.value, GROUPS[group], "", sentences, MOST_DISPUTED)


def _told(rows: Iterable[DetailRow]) -> list[DetailRow]:
    return sorted((row for row in rows if row.kind in TOLD), key=lambda row: TOLD.index(row.kind))


class _Anchors:
    """Know where on the page the cells of a type and of a voice stand, hidden or not."""

    def __init__(self, comparison: Comparison, matrix: Matrix, all_rows: str) -> None:
        self._rows = {row.key: row for row in matrix.rows}
        self._columns = {voice.key: place for place, voice in enumerate(comparison.voices.voices)}
        self._all_rows = all_rows

    def row(self, key: int) -> str:
        """Return the address of a type's row; empty where it has none."""
        return self._address(key, self._rows[key].anchor) if key in self._rows else ""

    def cell(self, key: int, voice: VoiceKey) -> str:
        """Return the address of a voice's cell on a type; empty where it has none."""
        row = self._rows.get(key)
        if row is None or voice not in self._columns:
            return ""
        cell = row.cells[self._columns[voice]]
        return self._address(key, cell.anchor) if cell.look != "silent" else ""

    def _address(self, key: int, anchor: str) -> str:
        return f"{self._all_rows if self._rows[key].is_hidden else ''}#{anchor}"


class _Writer:
    """Write clauses as sentences."""

    def __init__(self, reading: ShipmentReading, matrix: Matrix, anchors: _Anchors) -> None:
        self._reading = reading
        self._anchors = anchors
        self._details = {detail.pk: detail for detail in reading.records.details}
        self._evidence = {item.pk: item.title for item in reading.records.evidence}

    def count(self, clause: CountClause) -> SafeString:
        """Write how many there were, who says so, and how well it is supported."""
        parts: list[SafeString | str] = [_link(self._anchors.row(clause.type), self._counted(clause))]
        if clause.stated_by:
            voices = self._voices(clause.type, clause.stated_by)
            words = _("stated by {voices} alone") if len(clause.stated_by) == 1 else _("stated by {voices}")
            parts.append(format_html(words, voices=voices))
        if clause.bases < len(clause.stated_by):
            words = ngettext("on %(n)s basis", "on %(n)s bases", clause.bases)
            parts.append(words % {"n": number_words(clause.bases)})
        if clause.said:
            words = ngettext("by its words %(count)s", "by their words %(count)s", len(clause.stated_by))
            parts.append(words % {"count": interval_prose(clause.said)})
        if clause.compatible:
            words = ngettext("compatible with %(n)s more", "compatible with %(n)s more", clause.compatible)
            parts.append(words % {"n": number_words(clause.compatible)})
        if clause.has_conflict_below:
            parts.append(_("disputed in a subtype"))
        return format_html("{}.", _commas(parts))

    def dispute(self, clause: CountClause) -> SafeString:
        """Write what each voice says of a type in dispute."""
        said: dict[tuple[Interval, bool, bool], list[VoiceKey]] = {}
        for claim in clause.claims:
            said.setdefault((claim.interval, claim.is_implied, claim.is_divided), []).append(claim.voice)
        claims = _commas(self._claim(clause.type, Claim((), *way), voices) for way, voices in said.items())
        notes = []
        if clause.exceeded_by:
            words = _("with all that is said of its parts: %(count)s")
            notes.append(words % {"count": interval_prose(clause.exceeded_by)})
        if clause.may_be_different:
            notes.append(_("in dispute, or different items"))
        name = self._link(clause.type, self._reading.types[clause.type].name)
        return format_html("{}: {}.", name, _joined("; ", [claims, *notes]))

    def _claim(self, key: int, claim: Claim, voices: Sequence[VoiceKey]) -> SafeString:
        gaps = {"count": interval_prose(claim.interval), "voices": self._voices(key, voices)}
        if claim.is_divided:
            return format_html(_("{count} by {voices}, whose words differ"), **gaps)
        if claim.interval.high == 0:
            return format_html(_("denied by {voices}"), **gaps)
        if claim.is_implied:
            return format_html(_("{count} implied by {voices}"), **gaps)
        return format_html(_("{count} by {voices}"), **gaps)

    def classes(self, clause: ClassClause) -> SafeString:
        """Write which voices give a designation which class."""
        given = [
            format_html(
                _("{equipment} by {voices}"),
                equipment=self._lower(key),
                voices=self._voices(clause.type, voices),
            )
            for key, voices in clause.classes
        ]
        name = self._link(clause.type, self._reading.types[clause.type].name)
        return format_html(_("{equipment}, class: {classes}."), equipment=name, classes=_commas(given))

    def details(self, rows: Iterable[DetailRow]) -> Iterator[SafeString]:
        """Write the values of each kind, with how many affirm and deny them and how surely; none wins."""
        for row in rows:
            label = str(ReportedDetail.Kind(row.kind).label)
            values = [
                format_html("{} ({})", self._value(row, value.details[0]), words)
                for value in row.values
                if (words := tally_words(tally_statements(value)))
            ]
            name = _link(f"#detail-{row.kind}", label)
            yield format_html("{}: {}.", name, _joined(BESIDE, values))

    def _value(self, row: DetailRow, detail: int) -> str:
        is_one = row.days is not None and len(row.values) == 1
        return days_text(*row.days) if is_one and row.days else detail_words(self._details[detail])

    def unknown(self, brief: Brief) -> Iterator[SafeString]:
        """Write what nobody says."""
        unknown = brief.unknown
        if unknown.numbers:
            yield format_html(_("Number not reported: {types}."), types=self._types(unknown.numbers))
        if unknown.open:
            yield format_html(_("No upper limit: {types}."), types=self._types(unknown.open))
        if unknown.details:
            kinds = ", ".join(str(ReportedDetail.Kind(kind).label).lower() for kind in unknown.details)
            yield format_html(_("Not reported: {kinds}."), kinds=kinds)

    def basis(self, brief: Brief) -> Iterator[SafeString]:
        """Write how many voices speak, on how many bases, and what evidence they share."""
        found = brief.rests_on
        words = ngettext("%(n)s independent voice", "%(n)s independent voices", found.voices)
        told = words % {"n": number_words(found.voices)}
        if found.bases < found.voices:
            words = ngettext("on %(n)s basis", "on %(n)s bases", found.bases)
            told = f"{told} {words % {'n': number_words(found.bases)}}"
        if brief.counting < found.voices:
            words = ngettext("%(n)s gives counts", "%(n)s give counts", brief.counting)
            counting = (
                words % {"n": number_words(brief.counting)} if brief.counting else _("none gives a count")
            )
            told = f"{told}; {counting}"
        yield format_html("{}.", told)
        for one in found.shared:
            yield format_html(
                _("{voices} rest on the same evidence: {evidence}."),
                voices=_listed(sorted(map(self._reading.voice_name, one.voices), key=str.casefold)),
                evidence=_link(f"#evidence-{one.evidence}", self._evidence[one.evidence]),
            )

    def _counted(self, clause: CountClause) -> str:
        """Return so many of a type: ``101–110 vehicles``, ``7 T-72``."""
        unit = self._reading.types[clause.type].unit
        name = self._lower(clause.type)
        if unit in SAID_UNITS:
            name = with_unit(name, str(EquipmentType.Unit(unit).label).lower())
        gaps = {"type": name}
        if clause.interval is None:
            return _("%(type)s, number not reported") % gaps
        if clause.interval.high == 0:
            return _("no %(type)s") % gaps
        return _("%(count)s %(type)s") % {**gaps, "count": interval_prose(clause.interval)}

    def _lower(self, key: int) -> str:
        """Return a type's name as a sentence has it: a designation is written as ever."""
        node = self._reading.taxonomy.node(key)
        is_word = not node.is_designation and node.name[1:2].islower()
        return node.name[:1].lower() + node.name[1:] if is_word else node.name

    def _types(self, keys: Iterable[int]) -> SafeString:
        return _commas(self._link(key, self._lower(key)) for key in keys)

    def _link(self, key: int, text: str) -> SafeString:
        return _link(self._anchors.row(key), text)

    def _voices(self, key: int, voices: Sequence[VoiceKey]) -> SafeString:
        """Name voices with links to their cells, and count those beyond a few."""
        name = self._reading.voice_name
        ordered = sorted(voices, key=lambda one: name(one).casefold())
        named = [_link(self._anchors.cell(key, one), name(one)) for one in ordered]
        if len(named) > MOST_NAMES + 1:
            rest = len(named) - MOST_NAMES
            words = ngettext("%(n)s more", "%(n)s more", rest) % {"n": number_words(rest)}
            named = [*named[:MOST_NAMES], _escaped(words)]
        return _listed(named)


def _link(address: str, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, text) if address else _escaped(text)


def _escaped(text: str) -> SafeString:
    return format_html("{}", text)


def _joined(between: str, parts: Iterable[SafeString | str]) -> SafeString:
    return format_html_join(between, "{}", ((part,) for part in parts))


def _commas(parts: Iterable[SafeString | str]) -> SafeString:
    return _joined(", ", parts)


def _listed(names: Sequence[SafeString | str]) -> SafeString:
    """Join names as a sentence does: ``A, B and C``."""
    if len(names) < 2:
        return _commas(names)
    return format_html(_("{names} and {last}"), names=_commas(names[:-1]), last=names[-1])
