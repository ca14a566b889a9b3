"""Measure each part that people wait for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urlencode

from django.test import Client

from benchmarks.exports import exports
from benchmarks.first_views import paints
from benchmarks.imports import imports
from benchmarks.measuring import Figure, measure, measure_worst
from benchmarks.recomputing import recomputing
from inventory.domain.comparison import compare
from inventory.domain.quantities import parse_quantity
from inventory.models import EquipmentType, Shipment
from inventory.models.input_loading import load_input_rows

PHRASES = (
    "about 50",
    "at least eight",
    "une centaine",
    "20-30",
    "three D-30",
    "dozens",
    "over 100",
    "seven T-72B3",
)


def quantities(runs: int) -> Iterator[Figure]:
    """Read counts from words."""
    yield measure(
        "read 8,000 phrases", lambda: [parse_quantity(phrase) for phrase in PHRASES * 1_000], runs=runs
    )


def comparisons(runs: int) -> Iterator[Figure]:
    """Compare shipments, against only loading what is compared."""
    keys = list(Shipment.objects.order_by("pk").values_list("pk", flat=True)[:500])
    taxonomy = EquipmentType.objects.taxonomy()

    def load_and_compare() -> None:
        for rows in load_input_rows(keys).values():
            compare(rows.shipment_input(), taxonomy)

    yield measure(
        f"load and compare {len(keys)} shipments",
        load_and_compare,
        limit=("loading them", lambda: load_input_rows(keys)),
        runs=runs,
    )


def pages(runs: int) -> Iterator[Figure]:
    """Answer the addresses that people open most."""
    client = Client(headers={"host": "localhost"})
    reference = Shipment.objects.order_by("pk").values_list("reference", flat=True)[0]
    for path in (
        "/",
        "/shipments/",
        f"/shipments/{reference}/",
        "/deliveries/",
        "/deliveries/?sort=-period",
        "/deliveries/?equipment=tanks",
        "/equipment/",
        "/destinations/ML/",
        "/sources/",
    ):
        yield measure(path, _opening(client, path), runs=runs)
    yield from paints(runs)


def _opening(client: Client, path: str) -> Callable[[], object]:
    def open_page() -> None:
        response = client.get(path)
        if response.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {response.status_code}.")

    return open_page


# What people type, by what is hard about it.
SEARCHES = (
    ("common word", "convoy"),
    ("common words", "armoured vehicles"),
    ("word in every other text", "the"),
    ("rare word", "nasennialah"),
    ("name with many quotes", "Mali"),
    ("designation", "T72B3M"),
    ("designation in Cyrillic", "Т-72Б3М"),
    ("misspelling", "Kamas"),
    ("misspelling", "Bamaco"),
    ("no hit", "zxqwvk"),
    ("two misspellings", "Bamaco convoi"),
    ("one letter", "T"),
    ("short", "D-30"),
    ("two names", "T-72 Bamako"),
    ("reference", "B-1"),
    ("words of a quote", "unloaded from a cargo aircraft in Bamako"),
    ("10,000 characters", "convoy " * 1_429),
)


def searches(runs: int) -> Iterator[Figure]:
    """Answer the search page and its suggestions, as a browser gets them."""
    client = Client(headers={"host": "localhost"})
    for page in ("/search/", "/search/suggestions/"):
        works = {
            f"{page} {what}: {typed[:24]}": _opening(client, f"{page}?{urlencode({'q': typed})}")
            for what, typed in SEARCHES
        }
        yield from measure_worst(works, runs=runs)


SUITES: dict[str, Callable[[int], Iterator[Figure]]] = {
    "quantities": quantities,
    "comparisons": comparisons,
    "pages": pages,
    "exports": exports,
    "imports": imports,
    "search": searches,
    "recompute": recomputing,
}
