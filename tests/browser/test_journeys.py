"""Go the ways that cross several pages, as a person would, where no other test goes them."""

import re

from playwright.sync_api import expect


def test_a_conflict_is_followed_from_the_list_to_the_words_and_the_document(page, site):
    page.goto(f"{site}/shipments/?state=conflict")
    page.get_by_role("link", name="ML-2025-01-17").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bamako")
    page.goto(f"{site}/deliveries/?shipment=ML-2025-01-17&equipment=bmp-3")
    page.get_by_role("row").filter(has_text="Kyiv Post").get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Chain of attribution")).to_be_visible()
    page.get_by_role("link", name="Russian think tank lists the equipment").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Russian think tank")


def test_on_paper_the_matrix_stands_without_the_frame(page, site):
    page.goto(f"{site}/shipments/ML-2025-01-17/")
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.get_by_role("grid").filter(has_text="BMP-3")).to_be_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_two_vintages_of_a_register_are_compared_from_the_example(page, site):
    page.goto(f"{site}/compare/")
    page.get_by_role("region", name="Start from an example").get_by_role(
        "link", name=re.compile("SIPRI.*compared: arms", re.IGNORECASE)
    ).first.click()
    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Ratio"))
    expect(table.get_by_role("columnheader").filter(has_text="2024").first).to_be_visible()
    expect(table.get_by_role("columnheader").filter(has_text="2025").first).to_be_visible()


def test_a_conflict_leads_to_the_words_that_make_it(page, site):
    page.goto(site)
    page.get_by_role("link", name="Shipments", exact=True).click()
    page.get_by_role("link", name="ML-2025-01-17").first.click()
    row = page.get_by_role("grid").get_by_role("row").filter(has=page.get_by_role("rowheader", name="BMP-3"))
    expect(row.first).to_contain_text("Disputed")
    expect(row.first).to_contain_text("five")


def test_a_filtered_list_is_exported_as_it_is_shown(page, site):
    page.goto(f"{site}/deliveries/?equipment=t-72")
    shown = page.get_by_role("table").first.locator("tbody tr").count()
    assert shown > 0
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("delivery_id,")
    assert len(rows) - 1 == shown
