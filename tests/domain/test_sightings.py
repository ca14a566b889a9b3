"""Test what the words of a report say of who saw the items, and where."""

import pytest

from inventory.domain.sightings import is_of_arrival, tells_of_a_part, tells_of_sight


@pytest.mark.parametrize(
    "text",
    [
        "Three TB2s were also observed",
        "trois drones ont été aperçus",
        "se vio … tres drones avistados",
        "замечены три дрона",
    ],
)
def test_who_saw_items_tells_of_a_part(text):
    assert tells_of_a_part(text)
    assert tells_of_sight(text)


@pytest.mark.parametrize(
    "text",
    [
        "An AFP correspondent counted six drones on the runway",
        "six blindés ont été comptés",
        "se han contado siete tanques",
        "seven tanks were seen and counted one by one",
        "what AFP reported as six TB2s on the tarmac",
        "discounted, unseen and recounted",
    ],
)
def test_a_count_is_no_part(text):
    assert not tells_of_a_part(text)


@pytest.mark.parametrize(
    "text",
    [
        "a satellite image of 14 January shows the convoy on the RN1",
        "Satellite imagery shows trucks and armour that were delivered later",
        "une image satellite du 14 janvier montre le convoi",
        "imágenes satelitales muestran el convoy",
        "el convoy fue visto en la carretera",
        "le convoi traversant la Guinée",
        "a convoy heading to Bamako",
        "конвой на трассе",
        "seven tanks were seen",
        "An AFP correspondent counted six drones",
    ],
)
def test_a_sight_is_no_arrival(text):
    assert not is_of_arrival(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seven tanks",
        "six drones arrived at Niamey Airport",
        "video shows seven tanks, seen arriving in Bamako",
        "Six Bayraktar TB2 ont été livrés",
        "siete tanques llegaron por carretera, vistos por vecinos",
        "de nouveaux hélicoptères réceptionnés",
    ],
)
def test_everything_else_is_of_an_arrival(text):
    assert is_of_arrival(text)
