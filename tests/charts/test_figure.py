"""Show a figure with title, words, numbers and downloads, and an empty one as empty."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from inventory.charts.figure import Cell, Figure


def figure(rows, note="", drawing="a drawing"):
    return Figure(
        slug="tanks",
        title="Tanks & guns",
        summary="Seven tanks.",
        template="components/charts/name.html",
        drawing=drawing,
        heads=("Year", "At least"),
        rows=rows,
        note=note,
    )


def test_numbers_follow_the_language_and_words_stay():
    with translation.override("en"):
        (row,) = figure([("2024", 12345, "≥ 7")]).cells
    assert row == [Cell("2024", False), Cell("12,345", True), Cell("≥ 7", False)]
    with translation.override("fr"):
        assert figure([("2024", 12345)]).cells[0][1].text.replace(
            "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
        ) == ("12\N{NARROW NO-BREAK SPACE}345")


def test_a_figure_carries_words_numbers_and_downloads():
    page = render_to_string("components/figure.html", {"figure": figure([("2024", 7)], note="Counts.")})
    assert '<figcaption class="figure-title" id="tanks-caption">Tanks &amp; guns</figcaption>' in page
    assert (
        '<title id="tanks-name">Tanks &amp; guns</title><desc id="tanks-summary">Seven tanks.</desc>' in page
    )
    assert '<th scope="row">2024</th><td class="number">7</td>' in page
    assert 'data-download="svg"' in page
    assert 'data-download="png"' in page
    assert "Counts." in page


def test_a_link_in_the_numbers_stays_a_link_and_other_words_are_escaped():
    page = render_to_string(
        "components/figure.html", {"figure": figure([(SafeString('<a href="/x/">2024</a>'), "<b>")])}
    )
    assert '<th scope="row"><a href="/x/">2024</a></th><td>&lt;b&gt;</td>' in page


def test_without_a_drawing_the_numbers_stand_alone():
    page = render_to_string("components/figure.html", {"figure": figure([("2024", 7)], drawing=None)})
    assert '<th scope="row">2024</th><td class="number">7</td>' in page
    assert "figure-drawing" not in page
    assert "data-download" not in page


def test_an_empty_figure_says_so_and_offers_no_download():
    page = render_to_string("components/figure.html", {"figure": figure([])})
    assert "Nothing to draw yet." in page
    assert "data-download" not in page
    page = render_to_string("components/figure.html", {"figure": figure([], note="No year is known.")})
    assert "No year is known." in page


def test_a_figure_says_what_is_measured_on_whose_word_and_when():
    shown = replace(
        figure([("2024", 7)]),
        subtitle="Best-supported counts",
        source="SIPRI, edition of 2026",
        credit="Borders: United Nations.",
    )
    page = render_to_string("components/figure.html", {"figure": shown})
    bare = render_to_string("components/figure.html", {"figure": figure([("2024", 7)])})
    today = date_format(timezone.localdate())
    assert '<p class="figure-subtitle">Best-supported counts</p>' in page
    line = f"Source: SIPRI, edition of 2026; as of {today}. Borders: United Nations."
    assert f'<p class="figure-source">{line}</p>' in page
    assert f'<p class="figure-source">As of {today}.</p>' in bare
    assert "figure-subtitle" not in bare
