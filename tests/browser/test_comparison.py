"""Compare two editions of a register, from the front page to the lines behind a cell, and export."""

import re

from playwright.sync_api import expect

EXAMPLE = "SIPRI of March 2025 and October 2024 compared: arms for Benin and Togo"


def test_two_editions_are_compared_from_the_front_page_to_the_lines_and_a_file(page, site):
    page.goto(site)
    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_role("link", name=EXAMPLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "editions of 13 Mar 2025 and 13 Oct 2024 compared"
    )
    expect(page.get_by_text("3 new, 45 changed (37 in counts, 8 in wording only), 1 gone")).to_be_visible()
    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Ratio"))
    engines = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Vehicle engines"))
    expect(engines).to_contain_text("27–29")
    expect(engines).to_contain_text("11–15")
    expect(engines).to_contain_text("+12 to +18")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("part,equipment_type,equipment_name,unit,")
    assert any(row.startswith("total,vehicle-engines,Vehicle engines,engines,27,29,") for row in rows)
    engines.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/deliveries/\?.*edition="))
    expect(page.get_by_role("table").first).to_contain_text("engine")


def test_a_comparison_of_ones_own_is_made_without_scripts(plain_page, site):
    page = plain_page
    page.goto(f"{site}/compare/")
    page.get_by_label("Destinations 1").fill("Mali")
    page.get_by_label("Destinations 2").fill("Burkna")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("No results for “Burkna”.", exact=False)).to_be_visible()
    page.get_by_role("link", name="Burkina Faso", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mali and Burkina Faso compared")
    expect(page.get_by_role("img").first).to_be_visible()
