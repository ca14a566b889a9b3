"""Read sources, documents and single lines as a person would, at the desk, on a phone and on paper."""

import re

import pytest
from playwright.sync_api import expect

from inventory.models import Publication, ReportedDelivery

SOURCE = "/sources/defenceweb/"


@pytest.fixture
def article(site):
    """Return the address of defenceWeb's article on the January convoy."""
    return (
        site + Publication.objects.get(title="Large Russian military convoy seen in Mali").get_absolute_url()
    )


def test_a_source_is_followed_through_its_graph_to_who_repeats_it(page, site):
    page.goto(site + SOURCE)
    graph = page.get_by_role("group", name="Citations and repeats around defenceWeb").last
    expect(graph.get_by_role("link")).to_have_count(4)
    graph.get_by_role("link", name="Frontelligence Insight").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Frontelligence Insight")


def test_the_record_leads_to_the_counts_behind_it(page, site):
    page.goto(site + SOURCE)
    page.get_by_text(re.compile(r"The \d+ counts behind it")).click()
    table = page.get_by_role("region", name="Counts behind the record")
    expect(table.get_by_role("row").nth(1)).to_contain_text("Wider")
    table.get_by_role("rowheader").first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/shipments/"))


def test_a_document_shows_its_chain_and_what_became_of_its_counts(page, article):
    page.goto(article)
    drift = page.get_by_role("region", name="Counts along the chain")
    row = drift.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Vehicles", exact=True))
    expect(row.get_by_text("As drawn on")).to_have_count(2)
    expect(page.get_by_text("No archived copy is known")).to_be_visible()
    drift.get_by_role("link", name="Seed article (January 2025)").click()
    expect(page.get_by_text("No address is known.")).to_be_visible()


def test_a_line_shows_the_others_on_one_scale(page, site):
    line = ReportedDelivery.objects.get(
        equipment_type__slug="t-72b3", report__asserter__slug="cast", shipment__reference="ML-2025-01-17"
    )
    page.goto(site + line.get_absolute_url())
    scale = page.get_by_role("region", name="Counts on one scale")
    expect(scale.get_by_role("row").last).to_contain_text("3 of 3 voices")
    scale.get_by_role("link", name="Military Africa").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("at least five")


def test_the_numbers_behind_a_graph_are_a_table_without_scripts(plain_page, site):
    page = plain_page
    page.goto(site + SOURCE)
    figure = page.locator("#ties-graph")
    figure.get_by_text("Numbers as a table").click()
    expect(figure.get_by_role("row").filter(has_text="Seed article")).to_be_visible()
    expect(figure.get_by_role("button", name="Download as SVG")).to_have_count(0)


def test_on_a_phone_the_graph_scrolls_in_its_own_region(page, article):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(article)
    drawing = page.locator("#chain-graph .figure-drawing")
    assert drawing.evaluate("element => element.scrollWidth > element.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_paper_the_graph_fits_and_the_frame_is_gone(page, article):
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(article)
    expect(page.locator(".site-header")).to_be_hidden()
    assert page.locator("#chain-graph svg").bounding_box()["width"] <= 794
    expect(page.get_by_role("region", name="Counts along the chain: Convoy")).to_be_visible()
