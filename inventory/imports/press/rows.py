"""Read a row of the press file: who says what, about which delivery, in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inventory.domain.dates import DateError, parse_edtf
from inventory.domain.messages import Message, cut
from inventory.domain.quantities import Quantity
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault
from inventory.imports.press.counts import read_count
from inventory.models import Basis, Language
from inventory.models.names import Kind, Names, Thing, UnknownNameError

COLUMNS = [
    "report_id",
    "case_id",
    "published",
    "publisher",
    "lang",
    "recipient",
    "end_user_claimed",
    "supplier",
    "event_date",
    "date_precision",
    "place",
    "equipment_as_written",
    "equipment_norm",
    "category",
    "count_as_written",
    "count_min",
    "count_max",
    "count_kind",
    "derived_from",
    "quote",
    "url",
]
DATASET = "dataset"  # may be left out: of a tally, the short name of what it is part of
SCHEME = "press"  # of aliases
NO_ADDRESS = "(no address in store)"
NOBODY = frozenset({"various", "others", "unknown"})  # words among suppliers that name no party
APPROXIMATE = frozenset({"early", "mid", "late", "about", "around", "circa"})
QUALIFIED = re.compile(r"(?P<name>.*\S)\s*\((?P<words>[^()]+)\)\s*")
# How many hyphens the date's form has for each precision; an interval has a slash.
PRECISIONS = {"day": 2, "month": 1, "year": 0}
OBSERVED = re.compile(
    r"\b(seen|observed|spotted|counted|on the (tarmac|runway)|sur (la piste|le tarmac))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Draw:
    """Say what a row's publication draws on."""

    source: Thing
    basis: Basis
    words: str


@dataclass(frozen=True, slots=True)
class PressRow:
    """Hold one reported delivery, its names found.

    ``asserter`` is None for the publication's own voice; ``qualifier`` is what stands in parentheses after
    the equipment; ``is_observed`` says that the count is of items that somebody saw, so at least so many.
    """

    row: Row
    source: Thing
    asserter: Thing | None
    speaker_words: str
    draws: tuple[Draw, ...]
    recipient: Thing
    suppliers: tuple[Thing, ...]
    unnamed_suppliers: str
    end_user: Thing | None
    end_user_words: str
    place: Thing | None
    date: str
    date_words: str
    type: Thing
    qualifier: str
    quantity: Quantity
    is_observed: bool
    dataset: int | None

    @property
    def line(self) -> int:
        """Return the file's line."""
        return self.row.line

    @property
    def url(self) -> str:
        """Return the publication's address; empty when none is known."""
        url = self.row["url"].strip()
        return "" if url == NO_ADDRESS else url


def read_row(row: Row, names: Names, quotes: Sequence[str], notes: list[Message]) -> PressRow | None:
    """Return what a row says; None, with the row's problems collected, when a name in it is unknown.

    ``quotes`` are all that the file quotes from the publication on the case, since one quote often covers
    several rows.
    """
    finder = _Finder(row, names)
    publisher, in_brackets = split_qualifier(row.required("publisher"))
    source = finder.required(Kind.SOURCE, "publisher", publisher)
    asserter, draws = _provenance(finder, in_brackets)
    recipient = finder.required(Kind.PARTY, "recipient", row["recipient"])
    end_user, end_user_words = finder.qualified(Kind.PARTY, "end_user_claimed")
    suppliers = [part.strip() for part in row["supplier"].split(";") if part.strip()]
    found = [finder.find(Kind.PARTY, "supplier", part) for part in suppliers if part not in NOBODY]
    place = finder.find(Kind.PLACE, "place", row["place"])
    equipment = finder.required(Kind.EQUIPMENT_TYPE, "equipment_norm", row["equipment_norm"])
    date, date_words = _date(row)
    quantity = read_count(row, notes)
    _check_words(row)
    if source is None or recipient is None or equipment is None:
        return None
    qualifier = split_qualifier(row["equipment_as_written"])[1]
    return PressRow(
        row=row,
        source=source,
        asserter=asserter,
        speaker_words=in_brackets or ("" if asserter is None else row["derived_from"]),
        draws=draws,
        recipient=recipient,
        suppliers=tuple(thing for thing in found if thing),
        unnamed_suppliers=row["supplier"] if NOBODY.intersection(suppliers) else "",
        end_user=end_user,
        end_user_words=end_user_words,
        place=place,
        date=date,
        date_words=date_words,
        type=equipment,
        qualifier=qualifier,
        quantity=quantity,
        is_observed=bool(OBSERVED.search(qualifier)) or _is_seen(row, quotes),
        dataset=_dataset(row, names),
    )


def split_qualifier(text: str) -> tuple[str, str]:
    """Return a name and the words in parentheses after it; these are empty when there are none."""
    match = QUALIFIED.fullmatch(text)
    return (match["name"], match["words"].strip()) if match else (text.strip(), "")


class _Finder:
    """Find the names of one row, and refuse those that are unknown at their column."""

    def __init__(self, row: Row, names: Names) -> None:
        self.row = row
        self._names = names

    def find(self, kind: Kind, column: str, name: str) -> Thing | None:
        """Return the thing that a name stands for; None when there is no name or it is unknown."""
        if not name.strip():
            return None
        try:
            return self._names.find(kind, name.strip(), SCHEME)
        except UnknownNameError as error:
            self.row.refuse_name(column, error)
            return None

    def required(self, kind: Kind, column: str, name: str) -> Thing | None:
        """Return the thing that a name stands for; an empty name is refused too."""
        if not name.strip():
            self.row.refuse(column, CellFault.EMPTY)
        return self.find(kind, column, name)

    def qualified(self, kind: Kind, column: str) -> tuple[Thing | None, str]:
        """Return the thing that a cell names, and the words in parentheses after the name."""
        name, words = split_qualifier(self.row[column])
        return self.find(kind, column, name), words


def _provenance(finder: _Finder, in_brackets: str) -> tuple[Thing | None, tuple[Draw, ...]]:
    """Return who speaks, where that is not the publication, and what the publication draws on.

    One name in ``derived_from`` speaks through the publication; several are cited by it, and so is one with a
    question mark, by inference.
    """
    derived = finder.row["derived_from"].strip()
    if in_brackets:
        # "AFP, Gen. Diarra": an agency that quotes a person speaks; the words are kept whole.
        return finder.find(Kind.SOURCE, "publisher", in_brackets.partition(",")[0]), ()
    parts = [part.strip() for part in derived.split(" / ") if part.strip()]
    if len(parts) == 1 and not derived.endswith("?"):
        return finder.find(Kind.SOURCE, "derived_from", derived), ()
    draws = []
    for part in parts:
        basis = Basis.INFERRED if part.endswith("?") else Basis.STATED
        if cited := finder.find(Kind.SOURCE, "derived_from", part.rstrip("?")):
            draws.append(Draw(cited, basis, part))
    return None, tuple(draws)


def _date(row: Row) -> tuple[str, str]:
    """Return the event's date in EDTF and the words in parentheses after it; empty when it is unknown."""
    text, words = split_qualifier(row["event_date"])
    precision = row.choice("date_precision", (*PRECISIONS, "range", "unknown"))
    if not text:
        if precision != "unknown":
            row.refuse("event_date", CellFault.NO_DATE_OF_PRECISION, precision=cut(precision))
        return "", words
    is_range = "/" in text
    if is_range != (precision == "range") or (not is_range and PRECISIONS.get(precision) != text.count("-")):
        row.refuse("date_precision", CellFault.PRECISION_UNFIT, precision=cut(precision), text=cut(text))
    if words.lower() in APPROXIMATE and not is_range:
        text += "~"
    try:
        parse_edtf(text)
    except DateError as error:
        row.refuse("event_date", error.message)
        return "", words
    return text, words


def _dataset(row: Row, names: Names) -> int | None:
    """Return the dataset that the case is a tally of; None for an event."""
    slug = row.cells.get(DATASET, "").strip()
    if slug and slug not in names.datasets:
        row.refuse(DATASET, CellFault.NO_DATASET, text=cut(slug))
    return names.datasets[slug].pk if slug in names.datasets else None


def _check_words(row: Row) -> None:
    """Refuse the cells that need no name but must be there or be of a form."""
    row.required("case_id")
    row.required("report_id")
    row.choice("lang", Language.values)
    row.date("published")
    row.required("url")


def _is_seen(row: Row, quotes: Sequence[str]) -> bool:
    """Tell whether a quote says that just these items were seen: count and name in one part of it."""
    count = row["count_as_written"].strip()
    name, _ = split_qualifier(row["equipment_as_written"])
    words = set(_words(name))
    return any(
        OBSERVED.search(part)
        and re.search(rf"(?<!\w){re.escape(count)}(?!\w)", part, re.IGNORECASE)
        and words.intersection(_words(part))
        for quote in quotes
        for part in quote.split("…")
        if count
    )


def _words(text: str) -> Sequence[str]:
    return [word for word in re.findall(r"[\w-]+", text.casefold()) if len(word) > 2]
