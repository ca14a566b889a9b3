"""Word made-up quotes, with the spread of real text: a few words everywhere, most words hardly anywhere."""

from __future__ import annotations

SENTENCE_COUNT = 20_000  # different ones, apart from the village's name

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
SYLLABLES = "bamboudiadoufasgaskoulamlemmenniésahsintamtimtouwaryazzou"  # three letters each


def _chance(number: int) -> str:
    """Return an SQL expression from 0 to below 1 that follows from a sentence's number."""
    return f"((abs(hashint8(n::bigint * 10 + {number})) %% 65536) / 65536.0::float8)"


# Sentences are made once and drawn for each row, since filling one in takes far longer than joining it. The
# first sentences, types and places are the commonest.
MAKE_SENTENCES = f"""
CREATE TEMPORARY TABLE made_sentence AS
SELECT n, replace(replace(replace(replace(
    sentences[1 + floor({_chance(1)} ^ 2 * cardinality(sentences))::integer],
    '{{type}}', types[1 + floor({_chance(2)} ^ 3 * cardinality(types))::integer]),
    '{{place}}', places[1 + floor({_chance(3)} ^ 2 * cardinality(places))::integer]),
    '{{party}}', parties[1 + floor({_chance(4)} ^ 2 * cardinality(parties))::integer]),
    '{{source}}', sources[1 + floor({_chance(5)} ^ 2 * cardinality(sources))::integer]) AS words
FROM generate_series(0, %(sentence_count)s - 1) AS n, (SELECT
    (SELECT array_agg(name ORDER BY id) FROM inventory_equipmenttype WHERE level <> 'root') types,
    (SELECT array_agg(name ORDER BY id) FROM inventory_place) places,
    (SELECT array_agg(name ORDER BY id) FROM inventory_party) parties,
    (SELECT array_agg(name ORDER BY id) FROM inventory_source) sources,
    %(sentences)s::text[] sentences) AS vocabulary
"""  # noqa: S608  # Nothing comes from outside.
DROP_SENTENCES = "DROP TABLE made_sentence"


def drawn(name: str, seed: str) -> str:
    """Return an SQL join that draws, for a row with a seed, a sentence; see ``words_of``."""
    return f"JOIN made_sentence {name} ON {name}.n = abs(hashint8(({seed})::bigint)) %% %(sentence_count)s"


def words_of(name: str, seed: str) -> str:
    """Return an SQL expression for the words of a drawn sentence, with a village of the row's own."""
    syllables = " || ".join(
        f"substr('{SYLLABLES}', 1 + 3 * (abs(hashint8(({seed})::bigint) >> {shift}) %% 19), 3)"
        for shift in (3, 9, 15, 21)
    )
    return f"replace({name}.words, '{{name}}', initcap({syllables}))"
