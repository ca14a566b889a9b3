"""Read a shipment's page around its matrix: by keyboard, without scripts and on paper."""

import pytest
from playwright.sync_api import expect

CONVOY = "/shipments/ML-2025-01-17/"


@pytest.mark.parametrize("figure", ["route-map", "reported-when"])
def test_the_numbers_of_a_figure_open_by_keyboard(visit, figure):
    page = visit(CONVOY)
    drawing = page.locator(f"#{figure}")
    expect(drawing.locator("table")).to_be_hidden()
    drawing.locator(".figure-drawing").focus()
    page.keyboard.press("Tab")
    expect(drawing.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawing.get_by_role("table")).to_be_visible()
    expect(drawing.locator("tbody tr").first).to_be_visible()


def test_the_route_tells_each_leg_with_its_voice_and_dates(visit):
    page = visit(CONVOY)
    figure = page.locator("#route-map")
    figure.get_by_text("Numbers as a table").click()
    row = figure.get_by_role("row").filter(has_text="Syria → Bamako")
    expect(row).to_contain_text("defenceWeb")
    expect(row).to_contain_text("arrival 17 Jan 2025")
    expect(figure.get_by_role("row").filter(has_text="denied: Syria (origin)")).to_contain_text("RAIDS")
    expect(figure.locator(".figure-note")).to_contain_text("Tabili")
    expect(figure.locator("svg text").filter(has_text="Tabili")).to_have_count(0)


def test_another_type_is_followed_by_keyboard_and_has_an_address(visit):
    page = visit(f"{CONVOY}?method=envelope")
    page.get_by_label("Follow the estimate of").focus()
    page.keyboard.type("T-72B3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**equipment=t-72b3#timeline")
    assert "method=envelope" in page.url
    expect(page.locator("#reported-when .figure-title")).to_contain_text("the estimate of T-72B3")
    expect(page.locator("#timeline")).to_be_in_viewport()


def test_another_method_moves_headline_and_timeline_along(visit):
    page = visit(CONVOY)
    page.get_by_role("link", name="Widest").click()
    expect(page.locator("#reported-when .figure-subtitle")).to_contain_text("method: Widest")
    expect(page.locator("#headline-items")).to_contain_text("by the method “Widest”")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**equipment=*")
    assert "method=envelope" in page.url


def test_a_type_is_followed_without_scripts(plain_page, site):
    page = plain_page
    page.goto(f"{site}{CONVOY}")
    page.get_by_label("Follow the estimate of").select_option(label="T-72B3")
    page.get_by_role("button", name="Show").click()
    assert "equipment=t-72b3" in page.url
    expect(page.locator("#reported-when .figure-title")).to_contain_text("T-72B3")
    expect(page.locator("#reported-when svg")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_have_count(0)


def test_the_navigation_stays_in_sight_where_there_is_room(visit):
    page = visit(CONVOY)
    navigation = page.get_by_role("navigation", name="On this page")
    page.set_viewport_size({"width": 1440, "height": 900})
    navigation.get_by_role("link", name="Evidence").click()
    expect(navigation).to_be_in_viewport()
    heading = page.get_by_role("heading", name="Evidence")
    assert heading.bounding_box()["y"] >= navigation.bounding_box()["y"] + navigation.bounding_box()["height"]
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("heading", name="Evidence").scroll_into_view_if_needed()
    expect(navigation).not_to_be_in_viewport()


def test_add_report_comes_with_the_shipment_chosen(visit_as_editor):
    page = visit_as_editor(CONVOY)
    page.get_by_role("link", name="Add a report on it").click()
    page.wait_for_url("**/reports/add/?shipment=ML-2025-01-17")
    expect(page.get_by_role("radio", name="ML-2025-01-17")).to_be_checked()


def test_paper_has_the_drawings_and_no_controls(visit):
    page = visit(CONVOY)
    page.emulate_media(media="print")
    for shown in ("#route-map svg", "#reported-when svg", ".headline-items"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".on-page", ".follow", ".figure-downloads", "[data-print]"):
        expect(page.locator(hidden).first).to_be_hidden()
