"""Test how an outlet's name says who passes on whose words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.credits import Credit, Origin, split_credit, split_origins


@pytest.mark.parametrize(
    "text",
    [
        "Le Monde (via kassataya.com)",
        "Le Monde via kassataya.com",
        "Le Monde, via kassataya.com",
        "Le Monde [VIA kassataya.com, 25 January]",
        "Le Monde (quoted by kassataya.com)",
        "Le Monde, as quoted by kassataya.com",
        "Le Monde – relayé par kassataya.com",
        "Le Monde (cité par kassataya.com)",
        "Le Monde, repris par kassataya.com",
        "Le Monde (vía kassataya.com)",
        "Le Monde, citado por kassataya.com",
        "Le Monde (a través de kassataya.com)",
        "Le Monde (через kassataya.com)",
        "Le Monde (über kassataya.com)",
        "Le Monde (za pośrednictwem kassataya.com)",
        "Le Monde (عبر kassataya.com)",
    ],
)
def test_who_stands_after_via_publishes_the_words_of_who_stands_before(text):
    found = split_credit(text)
    assert found[:3] == ("kassataya.com", "Le Monde", "")
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv Post (citing CAST)",
        "Kyiv Post citing CAST",
        "Kyiv Post, quoting CAST",
        "Kyiv Post (according to CAST, Ruslan Pukhov)",
        "Kyiv Post (source: CAST)",
        "Kyiv Post (d'après CAST)",
        "Kyiv Post, selon le CAST",
        "Kyiv Post (d’après l’CAST)",
        "Kyiv Post (según CAST)",
        "Kyiv Post, citando a CAST",
        "Kyiv Post (com informações da CAST)",
        "Kyiv Post (unter Berufung auf CAST)",
        "Kyiv Post со ссылкой на CAST",
        "Kyiv Post (з посиланням на CAST)",
        "Kyiv Post (za CAST)",
        "Kyiv Post (نقلا عن CAST)",
    ],
)
def test_who_stands_after_citing_speaks_through_who_stands_before(text):
    assert split_credit(text)[:3] == ("Kyiv Post", "CAST", "")


@pytest.mark.parametrize(
    "text", ["Oryx (h/t Jakub)", "Oryx, h/t Jakub", "Oryx (avec Jakub)", "Oryx (with Jakub)"]
)
def test_a_hat_tip_leaves_the_words_to_the_publisher(text):
    assert split_credit(text)[:3] == ("Oryx", "", "Jakub")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Le Monde",
            "Via Campesina",
            "Jeune Afrique (Paris)",
            "Open Source Centre",
            "Der Spiegel",
            "",
            "  ",
        ),
        *(
            "Con Todo",
            "Mit Technology Review",
            "Cités Unies",
            "Quotesmedia",
            "Citadel Daily",
            "Aviation Week",
        ),
    ],
)
def test_a_plain_name_is_the_publishers_alone(text):
    assert split_credit(text) == Credit(text.strip())


def test_a_name_in_brackets_is_the_speakers_where_a_file_writes_so():
    assert split_credit("vpk.name (TsAMTO)", takes_brackets=True)[:2] == ("vpk.name", "TsAMTO")
    found = split_credit("vpk.name (AFP, Gen. Diarra)", takes_brackets=True)
    assert found == Credit("vpk.name", "AFP", "", "AFP, Gen. Diarra")
    assert split_credit("Le Monde (via kassataya.com)", takes_brackets=True).publisher == "kassataya.com"


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("", []),
        ("RFI", [("RFI", False)]),
        ("defenceWeb?", [("defenceWeb", True)]),
        ("defenceWeb (?)", [("defenceWeb", True)]),
        ("probably defenceWeb", [("defenceWeb", True)]),
        ("peut-être selon l’AFP", [("AFP", True)]),
        ("AFP / Télé Sahel", [("AFP", False), ("Télé Sahel", False)]),
        ("AFP; AFP ; Reuters?", [("AFP", False), ("Reuters", True)]),
        ("d'après l'AFP", [("AFP", False)]),
        ("citing Frontelligence", [("Frontelligence", False)]),
        ("h/t Jakub", [("Jakub", False)]),
        ("copied from Le Monde", [("Le Monde", False)]),
        ("South/North", [("South/North", False)]),
    ],
)
def test_origins_are_named_with_their_doubt(text, origins):
    found = split_origins(text)
    assert [(one.name, one.is_inferred) for one in found] == origins
    assert all(isinstance(one, Origin) and one.words in text for one in found)


@given(st.text(max_size=60), st.booleans())
def test_any_text_names_a_publisher_unless_it_is_blank(text, takes_brackets):
    found = split_credit(text, takes_brackets=takes_brackets)
    assert bool(found.publisher) == bool(text.strip())
    assert all(one.name for one in split_origins(text))
