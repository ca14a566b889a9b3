"""Word made-up quotes, with the spread of real text: a few words everywhere, most words hardly anywhere."""

from __future__ import annotations

# {type}, {place}, {party} and {source} become names of the reference data, {name} a made-up village.
SENTENCES = (
    "A convoy of {type} was seen near {place} on the road from {name}.",
    "According to {source}, {party} received several {type} in {place}.",
    "At least three {type} arrived in {place} by sea, officials said.",
    "Footage published by {source} shows {type} and trucks passing {name}.",
    "Une colonne de véhicules militaires, dont des {type}, a été filmée à {place}.",
    "The equipment was handed over to {party} at a ceremony in {place}.",
    "Satellite imagery of {place} shows what may be {type} beside a hangar.",
    "Le matériel, parmi lequel des {type}, serait arrivé par le port de {place}.",
    "Local residents of {name} counted dozens of vehicles, among them {type}.",
    "{source} could not verify the claim that {party} ordered {type}.",
    "The ministry denied that any {type} had been delivered to {place}.",
    "About fifty armoured vehicles, some of them {type}, crossed the border at {name}.",
    "Deliveries of {type} to {party} have continued since the agreement was signed.",
    "Two {type} were unloaded from a cargo aircraft in {place} late at night.",
    "The shipment is said to include {type}, ammunition and spare parts for {party}.",
    "Колонна техники, в том числе {type}, прибыла в {place}.",
    "Trucks, engineering vehicles and {type} were transported on flatbeds towards {name}.",
    "{party} displayed the new {type} during the parade in {place}.",
    "An analyst at {source} identified {type} in a video recorded near {name}.",
    "It is not known how many {type} remain in service with {party}.",
)
SYLLABLES = (
    "ba", "bou", "dia", "dou", "fa", "ga", "gou", "ka", "kou", "la", "lem", "ma", "men", "na", "nié", "ra",
    "sa", "sé", "sin", "ta", "tim", "tou", "wa", "ya", "za",
)  # fmt: skip

# One row to join with: what the sentences are filled with.
VOCABULARY = """
(SELECT
    (SELECT array_agg(name ORDER BY id) FROM inventory_equipmenttype WHERE level <> 'root') types,
    (SELECT array_agg(name ORDER BY id) FROM inventory_place) places,
    (SELECT array_agg(name ORDER BY id) FROM inventory_party) parties,
    (SELECT array_agg(name ORDER BY id) FROM inventory_source) sources,
    %(sentences)s::text[] sentences, %(syllables)s::text[] syllables) vocabulary
"""


def chance(seed: str, number: int) -> str:
    """Return an SQL expression from 0 to below 1 that follows from a row's ``seed``, another for each number."""
    return f"(hashtextextended(({seed})::text, {number}) & 16777215) / 16777216.0"


def _any_of(column: str, seed: str, number: int, skew: int = 1) -> str:
    """Return an SQL expression for one of an array's values; with a skew, the first ones are commonest."""
    array = f"vocabulary.{column}"
    return (
        f"{array}[1 + floor(power({chance(seed, number)}::float8, {skew}) * cardinality({array}))::integer]"
    )


def sentence(seed: str, number: int = 0) -> str:
    """Return an SQL expression for a sentence about a row, where ``VOCABULARY`` is joined."""
    base = number * 10
    village = " || ".join(_any_of("syllables", seed, base + digit) for digit in (1, 2, 3, 4))
    words = _any_of("sentences", seed, base, skew=2)
    for slot, value in (
        ("type", _any_of("types", seed, base + 5, skew=3)),
        ("place", _any_of("places", seed, base + 6, skew=2)),
        ("party", _any_of("parties", seed, base + 7, skew=2)),
        ("source", _any_of("sources", seed, base + 8, skew=2)),
        ("name", f"initcap({village})"),
    ):
        words = f"replace({words}, '{{{slot}}}', {value})"
    return words
