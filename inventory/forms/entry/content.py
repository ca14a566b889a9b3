"""Hold what is typed as plain texts by the names of the fields, as a draft keeps it and a form posts it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from inventory.forms.fields import closed_ends
from inventory.models import Report, ReportedDelivery, ReportedDetail

type Content = dict[str, str]

PREFIXES = ("publication", "shipment", "report", "lines", "details")
ROWS = ("lines", "details")
SPARE_ROWS = 3  # empty rows below those that are filled
FIRST_ROWS = {"lines": 8, "details": 6}
MORE_ROWS = 10
MOST_ROWS = 300  # of one kind; a longer list is an import
LONGEST_TEXT = 20_000  # characters of one field
DEFAULTS = {"lines": {"scope": "unspecified"}, "details": {"polarity": "affirmed"}}


def content_of(posted: QueryDict | Mapping[str, str]) -> Content:
    """Return the fields of the form among what was posted, with as many rows as it names.

    Rows that the post leaves out are empty; a row has its defaults.
    """
    typed = {
        name: str(value)[:LONGEST_TEXT].replace("\0", "")
        for name, value in posted.items()
        if name.partition("-")[0] in PREFIXES
    }
    for kind in ROWS:
        _settle(typed, kind, _total(typed, kind))
    return typed


def blank_content(shipment: str = "") -> Content:
    """Return the form as it opens, with the shipment chosen if one is given."""
    content = content_of({f"{kind}-TOTAL_FORMS": str(rows) for kind, rows in FIRST_ROWS.items()})
    content |= {"report-voice": "own", "report-modality": "reported", "report-is_repeat": "on"}
    return content | ({"shipment-choice": shipment} if shipment else {})


def more_rows(content: Content) -> Content:
    """Return the same with more empty rows of both kinds."""
    for kind in ROWS:
        _settle(content, kind, min(_total(content, kind) + MORE_ROWS, MOST_ROWS))
    return content


def filled(content: Content, kind: str) -> list[dict[str, str]]:
    """Return the rows in which something is typed besides defaults, each by the names of its fields."""
    rows = []
    for number in range(_total(content, kind)):
        prefix = f"{kind}-{number}-"
        row = {name.removeprefix(prefix): value for name, value in content.items() if name.startswith(prefix)}
        if any(value.strip() and DEFAULTS[kind].get(name) != value for name, value in row.items()):
            rows.append(row)
    return rows


def copied_content(content: Content, report: Report) -> Content:
    """Return the content with the lines and details of an earlier report in place of its own.

    Its stage and certainty come along where the form still has its defaults. Runs two queries.
    """
    kept = {name: value for name, value in content.items() if name.partition("-")[0] not in ROWS}
    if not kept.get("report-stage"):
        kept["report-stage"] = report.stage
    lines = report.deliveries.select_related(
        "equipment_type", "label_type", "base__equipment_type", "cited_source"
    )
    details = report.details.select_related("party", "place")
    _write(kept, "lines", [_line_row(line) for line in lines.order_by("pk")])
    _write(kept, "details", [_detail_row(detail) for detail in details.order_by("pk")])
    return kept


def _line_row(line: ReportedDelivery) -> dict[str, str]:
    row = {
        "equipment_type": line.equipment_type.name,
        "phrase": line.phrase,
        "label": line.label,
        "label_type": line.label_type.name if line.label_type else "",
        "scope": line.scope,
        "share_of": line.base.equipment_type.name if line.base else "",
        "same_items": "same" if line.same_as_id else "",
        "cited_source": line.cited_source.name if line.cited_source else "",
        "modality": line.modality,
        "hedge": line.hedge,
        "quote": line.quote,
    }
    if not line.phrase and line.kind != ReportedDelivery.Kind.BARE_PLURAL:
        low, high = closed_ends(line.quantity)
        row |= {"hand_kind": line.kind, "low": _text(low), "high": _text(high)}
    return row


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _detail_row(detail: ReportedDetail) -> dict[str, str]:
    value = detail.stage or detail.value
    names = ("kind", "polarity", "modality", "hedge", "quote")
    part = {"is_partial": "on"} if detail.is_partial else {}
    return {name: getattr(detail, name) for name in names} | {"value": value} | part


def _write(content: Content, kind: str, rows: list[dict[str, str]]) -> None:
    for number, row in enumerate(rows):
        content |= {f"{kind}-{number}-{name}": value for name, value in row.items()}
    _settle(content, kind, len(rows) + SPARE_ROWS)


def _total(content: Mapping[str, str], kind: str) -> int:
    typed = content.get(f"{kind}-TOTAL_FORMS", "")
    return min(int(typed), MOST_ROWS) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _settle(content: Content, kind: str, total: int) -> None:
    """Give a list of rows its length, and each row its defaults."""
    content |= {f"{kind}-TOTAL_FORMS": str(total), f"{kind}-INITIAL_FORMS": "0"}
    for number in range(total):
        for name, value in DEFAULTS[kind].items():
            content[f"{kind}-{number}-{name}"] = content.get(f"{kind}-{number}-{name}") or value
