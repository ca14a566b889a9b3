"""Name what a row of a foreign table may say of a delivery; names are those of our own export."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.columns import deliveries as columns


class Field(models.TextChoices):
    """Name what a column may say, in the order in which people are asked for it."""

    EQUIPMENT_TYPE = columns.EQUIPMENT_TYPE.name, _("Equipment type")
    LABEL = columns.LABEL.name, _("Equipment as written")
    PHRASE = columns.PHRASE.name, _("Count as written")
    LOW = columns.LOW.name, _("At least")
    HIGH = columns.HIGH.name, _("At most")
    BEST = columns.BEST.name, _("Best number")
    SUPPLIER = columns.SUPPLIER.name, _("Supplier")
    RECIPIENT = "recipient", _("Recipient")
    END_USER = "end_user", _("End user")
    ORIGIN = "origin", _("Origin")
    TRANSIT = "transit", _("Transit")
    DESTINATION = columns.DESTINATION.name, _("Destination")
    DATE = "date", _("Date of delivery")
    ORDERED_ON = "ordered_on", _("Date of order")
    STAGE = columns.STAGE.name, _("Stage")
    PUBLICATION_SOURCE = columns.PUBLICATION_SOURCE.name, _("Source")
    PUBLICATION_TITLE = columns.PUBLICATION_TITLE.name, _("Title of the publication")
    PUBLICATION_URL = columns.PUBLICATION_URL.name, _("Address of the publication")
    ARCHIVED_URL = columns.ARCHIVED_URL.name, _("Archived address")
    PUBLISHED_ON = columns.PUBLISHED_ON.name, _("Date of publication")
    LANGUAGE = columns.LANGUAGE.name, _("Language")
    ASSERTER = columns.ASSERTER.name, _("Who says it")
    PASSED_ON_BY = "passed_on_by", _("Passed on by")
    BORROWED_FROM = columns.CITED_SOURCE.name, _("Drawn from")
    MODALITY = columns.MODALITY.name, _("Certainty")
    HEDGE = columns.HEDGE.name, _("Words of doubt")
    QUOTE = columns.QUOTE.name, _("Quote")
    NOTE = "note", _("Note")
    SHIPMENT_REFERENCE = columns.SHIPMENT_REFERENCE.name, _("Reference of the shipment in this tracker")
    SHIPMENT_TITLE = columns.SHIPMENT_TITLE.name, _("Title of the shipment")
    GROUP = "group", _("What rows on one shipment share")
    KEY = "key", _("Number of the row")


HELP = {
    Field.EQUIPMENT_TYPE: _("A name or alias of a type. Names that nobody knows are asked for afterwards."),
    Field.LABEL: _("The source's own words for it. Not given: the cell of the equipment type."),
    Field.PHRASE: _("A number or words, such as 12, about 50, dozens. Empty cells are unknown, never zero."),
    Field.LOW: _("Used where the words of the count are not given or cannot be read."),
    Field.HIGH: _("Empty beside a least number: open."),
    Field.RECIPIENT: _("Who receives it. For a state or its forces, the destination follows from it."),
    Field.DATE: _("When it was delivered, or seen: a day, month, year or span."),
    Field.PUBLICATION_SOURCE: _("Who published the row, or else who made the table."),
    Field.ASSERTER: _("The speaker, where that is not the source itself."),
    Field.PASSED_ON_BY: _(
        "The outlet that published it, where the source is another: Le Monde, as kassataya.com carries it."
    ),
    Field.BORROWED_FROM: _(
        "Another source that the article took this from. A source with a question mark is a guess."
    ),
    Field.SHIPMENT_REFERENCE: _("Rows with one reference are on one shipment, here and in the record."),
    Field.GROUP: _(
        "A case or contract number of this table. Not given: supplier, recipient, place and date."
    ),
    Field.KEY: _(
        "A number that the table never changes: a corrected row is then found again by it. A column that "
        "only counts the rows is not proposed."
    ),
}

# Without each of these nothing can be recorded; of those in one line, one is enough.
REQUIRED = (
    (Field.EQUIPMENT_TYPE,),
    (Field.PUBLICATION_SOURCE,),
    (Field.PHRASE, Field.LOW, Field.HIGH),
    (Field.SHIPMENT_REFERENCE, Field.RECIPIENT, Field.DESTINATION, Field.SUPPLIER),
)
