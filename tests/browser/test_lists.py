"""Filter, choose columns, export, save, share and select in lists, with JavaScript and without."""

import csv
import re

import pytest
from playwright.sync_api import expect

from inventory.access import Right
from inventory.models import SavedView
from tests.browser.conftest import add_session, session_key
from tests.factories import UserFactory


def status(page):
    """Return what the list says about its rows."""
    return page.locator(".list-head [role=status]")


def read_csv(download):
    """Return the head and the rows of a downloaded file."""
    head, *rows = csv.reader(download.value.path().read_text(encoding="utf-8").splitlines())
    return head, rows


def open_tool(page, name):
    page.locator(".tools summary", has_text=name).click()


def test_find_a_destination_narrow_it_choose_columns_and_export_exactly_that(page, site):
    page.goto(f"{site}/deliveries/")
    everything = status(page).inner_text()
    choices = page.get_by_role("group", name="Destination country")
    choice = choices.get_by_role("checkbox", name=re.compile("^Mali"))
    number = choices.locator("label", has_text="Mali").locator(".option-count").inner_text()
    choice.check()
    expect(status(page)).to_contain_text(f"{number} reported deliveries with these filters")
    expect(page).to_have_url(re.compile(r"/deliveries/\?country=ML$"))
    # The choice is new on the page, and still has the focus.
    expect(page.get_by_role("checkbox", name=re.compile("^Mali"))).to_be_focused()
    expect(page.locator("#list-announcer")).to_contain_text(number)

    open_tool(page, "Columns")
    for name in ("Kind", "Voice", "Publication", "Certainty", "Estimate", "Period", "Destination"):
        page.locator("#menu-columns").get_by_role("checkbox", name=name, exact=True).uncheck()
    page.locator("#menu-columns").get_by_role("checkbox", name="Supplier", exact=True).check()
    page.locator("#menu-columns").get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("columnheader")).to_have_count(4)  # the selection, and three columns
    open_tool(page, "Download")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of the columns shown").click()
    head, rows = read_csv(download)
    assert head == ["equipment_type", "equipment_name", "label", "phrase", "low", "high", "best", "supplier"]
    assert len(rows) == int(number)

    page.locator(".chips").get_by_role("link", name="Mali").click()
    expect(status(page)).to_have_text(everything)
    page.go_back()
    expect(status(page)).to_contain_text(f"{number} reported deliveries with these filters")
    page.reload()
    expect(status(page)).to_contain_text(f"{number} reported deliveries with these filters")
    expect(page.get_by_role("columnheader")).to_have_count(4)


def test_save_a_view_and_share_it_with_somebody_who_is_not_signed_in(page, demo, new_context):
    add_session(page, demo, session_key(UserFactory(rights=[Right.KEEP])))
    page.goto(f"{demo}/shipments/?state=conflict&columns=reference,title&density=compact")
    rows = page.locator("tbody tr").count()
    open_tool(page, "Save view")
    page.get_by_role("textbox", name="Title", exact=True).fill("In dispute")
    page.get_by_role("button", name="Save this view").click()
    expect(page.locator(".kept-view")).to_contain_text("In dispute")
    address = page.locator(".kept-view .permanent a").inner_text()
    assert address == demo + SavedView.objects.get(title="In dispute").get_absolute_url()

    reader = new_context().new_page()
    reader.goto(address)
    expect(reader.locator(".kept-view")).to_contain_text("In dispute")
    expect(reader.locator("tbody tr")).to_have_count(rows)
    expect(reader.locator("thead a")).to_have_text(["Reference", "Title"])
    reader.get_by_role("link", name="Title", exact=True).click()
    expect(reader.locator(".kept-view")).to_contain_text("changed since it was saved")
    reader.get_by_role("link", name="Back to the saved state").click()
    expect(reader.locator(".kept-view")).not_to_contain_text("changed since")
    expect(reader.get_by_role("link", name="Rename or delete")).to_have_count(0)


def test_shift_sorts_further_and_the_menu_says_the_same(page, site):
    page.goto(f"{site}/shipments/?sort=supplier")
    page.get_by_role("columnheader").get_by_role("link", name="Title").click(modifiers=["Shift"])
    expect(page).to_have_url(re.compile(r"sort=supplier&sort=title"))
    open_tool(page, "Sort")
    expect(page.get_by_label("Then by").first).to_have_value("title")
    page.get_by_label("Sort by").select_option("-voices")
    page.locator("#menu-sort").get_by_role("button", name="Sort").click()
    expect(page).to_have_url(re.compile(r"sort=-voices&sort=title"))
    expect(page.locator("#menu-sort > summary")).to_be_focused()


def test_selected_rows_are_exported_shown_alone_and_compared(page, site):
    page.goto(f"{site}/shipments/")
    boxes = page.locator("tbody .select input")
    expect(page.get_by_role("button", name="Compare")).to_be_disabled()
    boxes.nth(1).check()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(page.locator("[data-selection-count]")).to_have_text("3 rows selected.")
    wanted = [boxes.nth(place).get_attribute("value") for place in (1, 2, 3)]
    with page.expect_download() as download:
        page.locator(".selection-bar").get_by_role("button", name="Download CSV").click()
    head, rows = read_csv(download)
    assert sorted(row[head.index("reference")] for row in rows) == sorted(wanted)
    page.get_by_role("button", name="Show these alone").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.locator("[data-select-page]").check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"/compare/\?" + "&".join(f"shipment={key}" for key in wanted)))


def test_everything_works_without_javascript(demo, plain_page):
    page = plain_page
    page.goto(f"{demo}/deliveries/")
    page.locator("#choice-country-ML").check()
    page.locator("#choice-country-BF").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".chips")).to_contain_text("Mali")
    expect(page.locator(".chips")).to_contain_text("Burkina Faso")
    open_tool(page, "Sort")
    page.get_by_label("Sort by").select_option("voice")
    page.locator("#menu-sort").get_by_role("button", name="Sort").click()
    expect(page.get_by_role("columnheader", name="Voice")).to_have_attribute("aria-sort", "ascending")
    open_tool(page, "Columns")
    page.locator("#menu-columns").get_by_role("checkbox", name="Kind", exact=True).uncheck()
    page.locator("#menu-columns").get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("columnheader", name="Kind")).to_have_count(0)
    open_tool(page, "Columns")
    page.get_by_role("button", name="Remember what is shown").click()
    page.goto(f"{demo}/deliveries/")
    expect(page.get_by_role("columnheader", name="Kind")).to_have_count(0)
    page.locator("tbody .select input").first.check()
    page.get_by_role("button", name="Show these alone").click()
    expect(page.locator("tbody tr")).to_have_count(1)


@pytest.mark.parametrize("path", ["/shipments/", "/deliveries/"])
def test_on_a_phone_the_name_of_a_row_stays_in_sight(page, site, path):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + path)
    expect(page.get_by_role("group", name="Destination country")).to_be_hidden()
    page.locator(".table-scroll").evaluate("element => element.scrollTo(400, 0)")
    expect(page.locator("tbody th.row-name").first).to_be_in_viewport()
    page.locator("#filter-box > summary").click()
    expect(page.get_by_role("group", name="Destination country")).to_be_visible()
