"""Tell what an edition of a register states: its own reports, and those of earlier editions that it keeps."""

from __future__ import annotations

from django.db.models import Q

from inventory.models.publications import Publication

EDITION = ", edition of "  # between the register's name and the day, in a publication's title
YEARS = "Years: "  # begins the line of a publication's note that says of which years it speaks
ASKED = "Asked for: "  # begins the line of a publication's note that says whose deals a file asked for
EVERYBODY = "all"  # in such a line
ABSENT = "Not in this edition: "  # begins the line of a publication's note that lists shipments


def in_edition(publication: Publication, prefix: str = "") -> Q:
    """Return the condition that a report is part of what an edition of a register states.

    Those are the reports of this edition and of earlier ones of the same register that no edition up to this
    one has superseded, save on deals that this edition no longer lists. Runs one query.
    """
    register, _, _ = publication.title.partition(EDITION)
    wanted = Q(pk=publication.pk)
    if publication.published_days is not None:  # Without a day, no edition is known to be earlier.
        wanted |= Q(title__startswith=f"{register}{EDITION}", published_days__lt=publication.published_days)
    editions = Publication.objects.filter(wanted, source=publication.source_id)
    known = list(editions.values_list("pk", flat=True))
    return (
        Q(**{f"{prefix}publication__in": known})
        & ~Q(**{f"{prefix}superseded_by__publication__in": known})
        & ~Q(**{f"{prefix}shipment__reference__in": absent_from(publication.note)})
    )


def absent_from(note: str) -> list[str]:
    """Return the references of the shipments that a publication's note says are not in that edition."""
    listed = [line.removeprefix(ABSENT) for line in note.splitlines() if line.startswith(ABSENT)]
    return [reference for line in listed for reference in line.split("; ") if reference]


def asked_in(note: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    r"""Return the suppliers and recipients whose deals were asked for, by short name; empty ones are all.

    None where the note says nothing: then all were.

    >>> asked_in("Years: 2000–2025\nAsked for: state-us → all")
    [(('state-us',), ())]
    """
    lines = [line.removeprefix(ASKED) for line in note.splitlines() if line.startswith(ASKED)]
    return [
        (_slugs(suppliers), _slugs(to)) for suppliers, _arrow, to in (line.partition(" → ") for line in lines)
    ]


def _slugs(listed: str) -> tuple[str, ...]:
    return () if listed == EVERYBODY else tuple(listed.split("; "))


def years_of_edition(publication: Publication) -> tuple[int, int] | None:
    """Return the first and last year of which an edition speaks; None where its day is not known.

    Where its note does not say it, these are all years that were over when it was published.
    """
    if years := years_in(publication.note):
        return years
    days = publication.published_days
    return (0, days.lower.year - 1) if days and days.lower else None


def years_in(note: str) -> tuple[int, int] | None:
    """Return the first and last year of which a publication's note says that it speaks; None without any."""
    for line in note.splitlines():
        first, dash, last = line.removeprefix(YEARS).partition("–")
        if line.startswith(YEARS) and dash and first.isdecimal() and last.isdecimal():
            return int(first), int(last)
    return None
