"""Read the style guide: every component is on it, in every state, and only where pages are built."""

import pytest

from inventory.views.styleguide import COMPONENTS, ON_LISTS, STATES, purpose_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(client, settings):
    settings.DEBUG = True
    return client.get("/styleguide/")


def test_there_is_no_such_page_on_a_public_site(client, settings):
    settings.DEBUG = False
    assert client.get("/styleguide/").status_code == 404


def test_it_may_only_be_read(client, settings):
    settings.DEBUG = True
    assert client.post("/styleguide/").status_code == 405


def test_every_component_is_shown(guide):
    shown = {sample.name for sample in guide.context["samples"]}
    assert shown | set(ON_LISTS) == {path.stem for path in COMPONENTS.glob("*.html")}
    assert not shown & set(ON_LISTS)


def test_every_component_says_what_it_is_for():
    assert [path.stem for path in COMPONENTS.glob("*.html") if not purpose_of(path.stem)] == []


def test_every_state_of_a_component_is_drawn(guide):
    for sample in guide.context["samples"]:
        assert sample.states
        assert [state.name for state in sample.states if not state.html.strip()] == []


def test_every_state_mark_has_its_word_and_its_drawing(guide):
    (marks,) = (sample.states for sample in guide.context["samples"] if sample.name == "state")
    assert [mark.name for mark in marks] == list(STATES)
    words = {mark.html.split("</svg>")[1].split("<")[0] for mark in marks}
    assert words == {
        "Agreed",
        "Single source",
        "Disputed",
        "No count reported",
        "Denied",
        "Stale",
        "Vague",
        "Tension",
    }
    assert len({mark.html.split("<svg")[1].split("</svg>")[0] for mark in marks}) == len(STATES)


def test_no_query_is_run(client, settings, django_assert_num_queries):
    settings.DEBUG = True
    with django_assert_num_queries(0):
        client.get("/styleguide/")
