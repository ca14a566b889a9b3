"""Check the reading of counts: the table of the domain, the press reports, and the traps of designations."""

import pytest

from inventory.domain.intervals import Interval
from inventory.domain.quantities import parse_quantity


def read(phrase: str, base: Interval | None = None) -> str:
    """Write what a phrase was read as on one line: kind, interval, best figure."""
    quantity = parse_quantity(phrase, base=base)
    best = "" if quantity.best is None else f" best {quantity.best}"
    return f"{quantity.kind} {quantity.interval}{best}"


DOMAIN_TABLE = [
    ("3", "exact 3"),
    ("three", "exact 3"),
    ("half a dozen", "exact 6"),
    ("a dozen", "exact 12"),
    ("at least 100", "at_least ≥ 100"),
    ("100+", "at_least ≥ 100"),
    ("100 or more", "at_least ≥ 100"),
    ("≥100", "at_least ≥ 100"),
    ("no fewer than 100", "at_least ≥ 100"),
    ("over 100", "more_than ≥ 101"),
    ("more than 100", "more_than ≥ 101"),
    (">100", "more_than ≥ 101"),
    ("upwards of 100", "more_than ≥ 101"),
    ("up to 20", "at_most 1–20"),
    ("fewer than 20", "fewer_than 1–19"),
    ("20-30", "range 20–30"),
    ("20 to 30", "range 20–30"),
    ("between 20 and 30", "range 20–30"),
    ("about 50", "approximate 45–55 best 50"),
    ("~50", "approximate 45–55 best 50"),
    ("some 50", "approximate 45–55 best 50"),
    ("around 50", "approximate 45–55 best 50"),
    ("nearly 100", "approximate 90–99"),
    ("une centaine", "approximate 90–110 best 100"),
    ("a couple", "vague 2–3"),
    ("a few", "vague 3–5"),
    ("a handful", "vague 3–5"),
    ("several", "vague 3–9"),
    ("dozens", "vague 24–99"),
    ("scores", "vague 40–99"),
    ("hundreds", "vague 200–999"),
    ("thousands", "vague 2000–9999"),
    ("tanks", "bare_plural ≥ 2"),
    ("no tanks", "none 0"),
    ("undisclosed", "unknown None"),
    ("..", "unknown None"),
    ("?", "unknown None"),
]


@pytest.mark.parametrize(("phrase", "expected"), DOMAIN_TABLE)
def test_reads_the_table_of_the_domain(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a large number", "bare_plural ≥ 2"),
        ("a big number of drones", "bare_plural ≥ 2"),
        ("a further number of tanks", "bare_plural ≥ 2"),
        ("a great many tanks", "bare_plural ≥ 2"),
        ("un certain nombre", "bare_plural ≥ 2"),
        ("una gran cantidad", "bare_plural ≥ 2"),
        ("a large quantity of ammunition", "unknown None"),
        ("une grande quantité d'équipement", "unknown None"),
        ("eine beträchtliche Menge Munition", "unknown None"),
        ("a large number of tanks (12)", "exact 12"),
        ("bir adet tank", "exact 1"),
        ("40-some tanks", "approximate 40–49"),
    ],
)
def test_takes_no_number_or_quantity_for_one_item(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("one Patriot battery", "bare_plural ≥ 2"),
        ("eine Patriot-Batterie", "bare_plural ≥ 2"),
        ("батарея С-300", "bare_plural ≥ 2"),
        ("two Patriot batteries", "bare_plural ≥ 2"),
        ("eine Leopard-Kompanie", "bare_plural ≥ 2"),
        ("a company of tanks", "bare_plural ≥ 2"),
    ],
)
def test_a_formation_is_no_single_item(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


# Every count of the press reports' English and French rows, as written there. "Des dizaines" keeps
# its own meaning, tens; the other words follow the table of the domain.
PRESS_REPORTS = [
    ("12", "exact 12"),
    ("2", "exact 2"),
    ("20", "exact 20"),
    ("25", "exact 25"),
    ("4", "exact 4"),
    ("6", "exact 6"),
    ("75", "exact 75"),
    ("a", "exact 1"),
    ("a dozen", "exact 12"),
    ("a single", "exact 1"),
    ("a total of 75", "exact 75"),
    ("about 20", "approximate 18–22 best 20"),
    ("an", "exact 1"),
    ("an additional", "exact 1"),
    ("at least 100", "at_least ≥ 100"),
    ("at least eight", "at_least ≥ 8"),
    ("at least two", "at_least ≥ 2"),
    ("dozens", "vague 24–99"),
    ("five", "exact 5"),
    ("four", "exact 4"),
    ("more than 80", "more_than ≥ 81"),
    ("nearly 100", "approximate 90–99"),
    ("no less than 70", "at_least ≥ 70"),
    ("number was not specified", "unknown None"),
    ("over a dozen", "more_than ≥ 13"),
    ("seven", "exact 7"),
    ("six", "exact 6"),
    ("ten", "exact 10"),
    ("the first", "unknown None"),
    ("three", "exact 3"),
    ("two", "exact 2"),
    ("au moins quatre", "at_least ≥ 4"),
    ("au moins un", "at_least ≥ 1"),
    ("cent", "exact 100"),
    ("cinq", "exact 5"),
    ("des", "bare_plural ≥ 2"),
    ("des dizaines", "vague 20–99"),
    ("deux", "exact 2"),
    ("douze", "exact 12"),
    ("plus de 100", "more_than ≥ 101"),
    ("plus de 3000", "more_than ≥ 3001"),
    ("quatre", "exact 4"),
    ("un", "exact 1"),
    ("une dizaine", "approximate 9–11 best 10"),
    ("une douzaine", "approximate 10–14 best 12"),
    ("une vingtaine", "approximate 18–22 best 20"),
]


@pytest.mark.parametrize(("phrase", "expected"), PRESS_REPORTS)
def test_reads_the_counts_of_the_press_reports(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("three D-30", "exact 3"),
        ("seven T-72B3", "exact 7"),
        ("12 T-72B3M", "exact 12"),
        ("two 152 mm guns", "exact 2"),
        ("20 152 mm guns", "exact 20"),
        ("six 122mm howitzers", "exact 6"),
        ("2 120-mm mortars", "exact 2"),
        ("two 57 mm S-60", "exact 2"),
        ("20 GAZ 3308 Sadco 4×4 trucks", "exact 20"),
        ("four 8x8 trucks", "exact 4"),
        ("12 Type 59 tanks", "exact 12"),
        ("three T 72", "exact 3"),
        ("3 D30", "exact 3"),
        ("five BTR-80A/82", "exact 5"),
        ("2-3 D-30", "range 2–3"),
        ("7x T-72", "exact 7"),
        ("7 × T-72", "exact 7"),
        ("4 x 122 mm guns", "exact 4"),
        ("two Su-24", "exact 2"),
        ("one of the T-72s", "exact 1"),
        ("at least a dozen T-72 and BMP-2", "at_least ≥ 12"),
        ("an additional Mil Mi-35", "exact 1"),
        ("a two-seat trainer", "exact 1"),
        ("two four-wheel drive trucks", "exact 2"),
        ("four L-39 Albatross aircraft", "exact 4"),
        ("12 vehicles of unknown type", "exact 12"),
        ("T-72s", "bare_plural ≥ 2"),
        ("six TB2s", "exact 6"),
        ("8×8 trucks", "bare_plural ≥ 2"),
        ("152 mm artillery guns", "bare_plural ≥ 2"),
        ("5 m boats", "bare_plural ≥ 2"),
        ("Type 59 tanks", "bare_plural ≥ 2"),
        ("four-wheel drive trucks", "bare_plural ≥ 2"),
        ("the first Bayraktar TB2 UAVs", "bare_plural ≥ 2"),
    ],
)
def test_never_counts_the_digits_of_designations_and_measures(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("1,200", "exact 1200"),
        ("1 200", "exact 1200"),
        ("1\u202f200 chars", "exact 1200"),
        ("1\u00a0000\u00a0000", "exact 1000000"),
        ("3 000 tanks", "exact 3000"),
        ("2000000000", "exact 2000000000"),
        ("two million", "exact 2000000"),
        ("2 thousand", "exact 2000"),
        ("two dozen", "exact 24"),
        ("a pair of boats", "exact 2"),
        ("a trio of drones", "exact 3"),
        ("une paire", "exact 2"),
        ("un couple d'avions", "exact 2"),
        ("both helicopters", "exact 2"),
        ("a hundred", "exact 100"),
        ("a hundred and five", "exact 105"),
        ("one hundred and two", "exact 102"),
        ("twenty-five", "exact 25"),
        ("mille deux cents", "exact 1200"),
        ("quatre-vingt-dix-sept véhicules", "exact 97"),
        ("vingt et un", "exact 21"),
        ("six cents camions", "exact 600"),
        ("neuf chars", "exact 9"),
        ("trois chars neufs", "exact 3"),
        ("un véhicule neuf", "exact 1"),
        ("another", "exact 1"),
        ("another three", "exact 3"),
        ("an additional 20", "exact 20"),
        ("three more", "exact 3"),
        ("only one", "exact 1"),
        ("les quatre", "exact 4"),
        ("un autre", "exact 1"),
        ("12.", "exact 12"),
        ("“three”", "exact 3"),
        ("THREE", "exact 3"),
        ("1\u200b2", "exact 12"),
        ("fıve", "exact 5"),
        ("a convoy of 12 trucks", "exact 12"),
        ("a large convoy of over 100 military vehicles", "more_than ≥ 101"),
        ("un convoi de plus de 100 camions", "more_than ≥ 101"),
        ("24 pieces of artillery", "exact 24"),
        ("12 tanks and trucks", "exact 12"),
        ("0", "none 0"),
        ("zero", "none 0"),
        ("zéro char", "none 0"),
        ("none", "none 0"),
        ("aucun", "none 0"),
        ("pas de chars", "none 0"),
        ("not a single tank", "none 0"),
    ],
)
def test_reads_exact_numbers_however_they_are_written(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("20 tanks or more", "at_least ≥ 20"),
        ("20 tanks at least", "at_least ≥ 20"),
        ("100 plus", "at_least ≥ 100"),
        (">= 100", "at_least ≥ 100"),
        ("pas moins de 12", "at_least ≥ 12"),
        ("une centaine au moins", "at_least ≥ 100"),
        ("at least 20 or more", "at_least ≥ 20"),
        ("at least several", "at_least ≥ 3"),
        ("at least about 20", "at_least ≥ 18"),
        ("at least a tank", "at_least ≥ 1"),
        ("just over 100", "more_than ≥ 101"),
        ("plus d’une centaine", "more_than ≥ 101"),
        ("more than a few", "more_than ≥ 4"),
        ("more than 0", "more_than ≥ 1"),
        ("jusqu'à 20", "at_most 1–20"),
        ("no more than 20", "at_most 1–20"),
        ("pas plus de 20", "at_most 1–20"),
        ("20 at most", "at_most 1–20"),
        ("20 or fewer", "at_most 1–20"),
        ("maximum 20", "at_most 1–20"),
        ("≤20", "at_most 1–20"),
        ("up to around 100", "at_most 1–110"),
        ("up to several dozen", "at_most 1–99"),
        ("moins de 20", "fewer_than 1–19"),
        ("<20", "fewer_than 1–19"),
        ("fewer than 2", "fewer_than 1"),
        ("20–30", "range 20–30"),
        ("20 — 30", "range 20–30"),
        ("20-20", "range 20"),
        ("0-3", "range 0–3"),
        ("entre 20 et 30", "range 20–30"),
        ("entre vingt et un et trente", "range 21–30"),
        ("between one hundred and two hundred", "range 100–200"),
        ("between one hundred and five and two hundred", "range 105–200"),
        ("from 20 to 30", "range 20–30"),
        ("de 20 à 30 chars", "range 20–30"),
        ("two or three", "range 2–3"),
        ("deux ou trois", "range 2–3"),
        ("une trentaine à une quarantaine", "range 30–40"),
        ("1 200-1 500", "range 1200–1500"),
        ("about twenty", "approximate 18–22 best 20"),
        ("around 5", "approximate 4–6 best 5"),
        ("about 1", "approximate 1–2 best 1"),
        ("(12)", "approximate 10–14 best 12"),
        ("(1 200) rifles", "approximate 1080–1320 best 1200"),
        ("12?", "approximate 10–14 best 12"),
        ("12 ?", "approximate 10–14 best 12"),
        ("three?", "approximate 2–4 best 3"),
        ("12 (est.)", "approximate 10–14 best 12"),
        ("20-odd vehicles", "approximate 20–29"),
        ("twenty or so", "approximate 18–22 best 20"),
        ("quelque 50 chars", "approximate 45–55 best 50"),
        ("environ 40", "approximate 36–44 best 40"),
        ("une bonne centaine", "approximate 90–110 best 100"),
        ("une demi-douzaine", "approximate 5–7 best 6"),
        ("un millier", "approximate 900–1100 best 1000"),
        ("about 20 to 30", "approximate 18–33"),
        ("presque 100", "approximate 90–99"),
        ("près d’une centaine de véhicules", "approximate 90–99"),
        ("nearly 2", "approximate 1"),
        ("some dozens of tanks", "vague 24–99"),
        ("a couple of dozen", "vague 24–47"),
        ("des centaines de milliers", "vague 200000–999999"),
        ("quelques", "vague 3–5"),
        ("plusieurs", "vague 3–9"),
    ],
)
def test_reads_bounds_ranges_and_round_numbers(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("vehicles", "bare_plural ≥ 2"),
        ("Tanks", "bare_plural ≥ 2"),
        ("des radars", "bare_plural ≥ 2"),
        ("des avions cargo", "bare_plural ≥ 2"),
        ("de nouveaux chars", "bare_plural ≥ 2"),
        ("camions militaires", "bare_plural ≥ 2"),
        ("matériaux", "bare_plural ≥ 2"),
        ("combat aircraft", "bare_plural ≥ 2"),
        ("Linza ambulances", "bare_plural ≥ 2"),
        ("some tanks", "bare_plural ≥ 2"),
        ("some T-72", "bare_plural ≥ 2"),
        ("many drones", "bare_plural ≥ 2"),
        ("a number of tanks", "bare_plural ≥ 2"),
        ("a convoy of trucks", "bare_plural ≥ 2"),
        ("some equipment", "unknown None"),
        ("unknown", "unknown None"),
        ("an unspecified number of drones", "unknown None"),
        ("un nombre indéterminé", "unknown None"),
        ("unspecified number", "unknown None"),
        ("non précisé", "unknown None"),
        ("n/a", "unknown None"),
    ],
)
def test_reads_plurals_and_withheld_counts_without_inventing_a_number(phrase: str, expected: str) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "base", "expected"),
    [
        ("half the vehicles", Interval(101, None), "share ≥ 46"),
        ("half the vehicles", Interval(100, 100), "share 45–55 best 50"),
        ("half were trucks", Interval(101, None), "share ≥ 46"),
        ("half", Interval(3, 3), "share 1–2"),
        ("half", Interval(1, 1), "share 0–1"),
        ("half", Interval(0, 0), "share 0 best 0"),
        ("la moitié des véhicules", Interval(90, 110), "share 41–60"),
        ("a third", Interval(90, 90), "share 27–33 best 30"),
        ("two thirds of the trucks", Interval(90, 90), "share 54–66 best 60"),
        ("les deux tiers", Interval(90, 90), "share 54–66 best 60"),
        ("three-quarters", Interval(100, 100), "share 68–82 best 75"),
        ("30 %", Interval(100, 100), "share 27–33 best 30"),
        ("100 %", Interval(100, 100), "share 90–100 best 100"),
        ("about half", Interval(100, 100), "share 45–55 best 50"),
        ("nearly half", Interval(100, 100), "share 45–49"),
        ("more than half", Interval(100, 100), "share 51–100"),
        ("most of the vehicles", Interval(100, 100), "share 51–100"),
        ("at least half", Interval(100, 100), "share 50–100"),
        ("up to half", Interval(100, 100), "share 1–50"),
        ("fewer than half", Interval(100, 100), "share 1–49"),
    ],
)
def test_works_out_shares_of_the_base_line(phrase: str, base: Interval, expected: str) -> None:
    assert read(phrase, base) == expected


def test_ignores_the_base_line_for_other_phrases() -> None:
    assert read("three", Interval(101, None)) == "exact 3"


def test_keeps_the_phrase_as_written() -> None:
    assert parse_quantity("  Plus  de 3 000 ").phrase == "  Plus  de 3 000 "
