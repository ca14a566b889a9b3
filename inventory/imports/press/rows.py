"""Read a row of the press file: who says what, about which delivery, in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from inventory.domain.dates import DateError, parse_edtf
from inventory.domain.messages import Message, cut
from inventory.domain.quantities import Quantity
from inventory.domain.sightings import (
    is_of_arrival,
    names_a_road,
    stands_in_view,
    tells_of_a_part,
    tells_of_sight,
)
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault
from inventory.imports.headlines import AT_HOME
from inventory.imports.press.counts import read_count
from inventory.imports.press.finding import Finder, split_qualifier
from inventory.imports.press.voices import Draw, read_voice
from inventory.models import Language, ReportedDelivery
from inventory.models.names import Kind, Names, Thing

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
# These may be left out: of a tally, the short name of what it is part of; how a count relates to others of
# its type in one article; and the number of the row on the same items.
DATASET, SCOPE, SAME_AS = "dataset", "scope", "same_as_id"
SCOPES = ("", *ReportedDelivery.Scope.values)
NO_ADDRESS = "(no address in store)"
NOBODY = frozenset({"various", "others", "unknown"})  # words among suppliers that name no party
APPROXIMATE = frozenset({"early", "mid", "late", "about", "around", "circa"})
# How many hyphens the date's form has for each precision; an interval has a slash.
PRECISIONS = {"day": 2, "month": 1, "year": 0}


@dataclass(frozen=True, slots=True)
class PressRow:
    """Hold one reported delivery, its names found.

    ``asserter`` is None for the publication's own voice, ``draws`` say whom the row is drawn from.
    ``qualifier`` is what stands in parentheses after the equipment. ``is_part`` says that the count is of
    items that were seen, so at least so many; ``is_observed`` that somebody saw them at all.
    ``is_on_the_way`` says that they had not come when it was so, ``is_arrival`` that its date is that of
    their coming. ``scope`` and ``same_as`` are what somebody said of the count beside others of the article.
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
    is_part: bool
    is_observed: bool
    is_on_the_way: bool
    is_arrival: bool
    dataset: int | None
    scope: str
    same_as: str

    @property
    def line(self) -> int:
        """Return the file's line."""
        return self.row.line

    @property
    def url(self) -> str:
        """Return the publication's address; empty when none is known."""
        url = self.row["url"].strip()
        return "" if url == NO_ADDRESS else url


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold what stands beside a row in its file: the numbers of all rows, and what the file quotes.

    The quotes are those of the same publication on the same case, since one often covers several rows.
    """

    ids: Collection[str]
    quotes: Sequence[str]


def read_row(row: Row, names: Names, beside: Beside, notes: list[Message]) -> PressRow | None:
    """Return what a row says; None, with the row's problems collected, when a name in it is unknown."""
    finder = Finder(row, names)
    voice = read_voice(finder, beside.ids)
    date, date_words = _date(row)
    recipient = finder.required(Kind.PARTY, "recipient", row["recipient"], date)
    end_user, end_user_words = finder.qualified(Kind.PARTY, "end_user_claimed", date)
    suppliers = [part.strip() for part in row["supplier"].split(";") if part.strip()]
    found = [finder.find(Kind.PARTY, "supplier", part, date) for part in suppliers if part not in NOBODY]
    place = finder.find(Kind.PLACE, "place", row["place"], date)
    equipment = finder.required(Kind.EQUIPMENT_TYPE, "equipment_norm", row["equipment_norm"])
    quantity = read_count(row, notes)
    _check_words(row)
    if voice.source is None or recipient is None or equipment is None:
        return None
    qualifier = split_qualifier(row["equipment_as_written"])[1]
    is_away = place is not None and is_outside(place, recipient)
    words = " … ".join((qualifier, row["quote"] or " … ".join(beside.quotes)))
    return PressRow(
        row=row,
        source=voice.source,
        asserter=voice.asserter,
        speaker_words=voice.words,
        draws=voice.draws,
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
        is_part=stands_in_view(qualifier) or _is_told(row, beside.quotes, tells_of_a_part),
        is_observed=tells_of_sight(qualifier) or _is_told(row, beside.quotes, tells_of_sight),
        is_on_the_way=is_away,
        is_arrival=not is_away and not names_a_road(row["place"]) and is_of_arrival(words),
        dataset=_dataset(row, names),
        scope=row.choice(SCOPE, SCOPES, "") if SCOPE in row.cells else "",
        same_as=_same_as(row, beside.ids),
    )


def is_outside(place: Thing, recipient: Thing) -> bool:
    """Tell whether a place is outside the country of a recipient at home, and so on the way there."""
    return recipient.kind in AT_HOME and place.country != recipient.country


def _same_as(row: Row, ids: Collection[str]) -> str:
    """Return the number of the row that counts the same items; empty where none is given."""
    number = row.cells.get(SAME_AS, "").strip()
    if number and (number not in ids or number == row["report_id"]):
        row.refuse(SAME_AS, CellFault.NO_OTHER_ROW, text=cut(number))
        return ""
    return number


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


def _is_told(row: Row, quotes: Sequence[str], test: Callable[[str], bool]) -> bool:
    """Tell whether a part of a quote that has the row's count and name passes a test."""
    count = row["count_as_written"].strip()
    name, _ = split_qualifier(row["equipment_as_written"])
    words = set(_words(name))
    return any(
        test(part)
        and re.search(rf"(?<!\w){re.escape(count)}(?!\w)", part, re.IGNORECASE)
        and words.intersection(_words(part))
        for quote in quotes
        for part in quote.split("…")
        if count
    )


def _words(text: str) -> Sequence[str]:
    return [word for word in re.findall(r"[\w-]+", text.casefold()) if len(word) > 2]
