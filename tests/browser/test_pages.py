"""Open every page at desk and phone width: nothing refused by the policy, nothing wider than the screen."""

import pytest
from playwright.sync_api import expect

from inventory.models import ReportedDelivery

PAGES = [
    "/",
    "/shipments/",
    "/shipments/ML-2025-01-17/",
    "/shipments/?destination=nowhere",
    "/deliveries/",
    "/deliveries/?text=no+such+words",
    "/compare/",
    "/equipment/",
    "/equipment/t-72/",
    "/destinations/",
    "/destinations/ML/",
    "/destinations/groups/alliance-of-sahel-states/",
    "/sources/",
    "/sources/defenceweb/",
    "/publications/",
    "/no-such-page/",
]


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits_and_keeps_the_policy(page, demo, width):
    line = ReportedDelivery.objects.select_related("report__publication").first()
    pages = [*PAGES, line.get_absolute_url(), line.report.publication.get_absolute_url()]
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    for path in pages:
        page.goto(demo + path)
        expect(page.locator("h1")).to_have_count(1)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{path} is {overflow} pixels wider than {width}"
    # The browser reports an answer of 404 as an error, and some of the pages are meant to be missing.
    assert [text for text in complaints if "404" not in text] == []


def test_a_conflict_leads_to_the_words_that_make_it(page, demo):
    page.goto(demo)
    page.get_by_role("link", name="Shipments", exact=True).click()
    page.get_by_role("link", name="ML-2025-01-17").first.click()
    matrix = page.get_by_role("table").first
    row = matrix.get_by_role("row").filter(has=page.get_by_role("rowheader", name="BMP-3", exact=False)).first
    expect(row).to_contain_text("Conflict")
    expect(row).to_contain_text("five")


def test_a_filtered_list_is_exported_as_it_is_shown(page, demo):
    page.goto(f"{demo}/deliveries/?equipment=t-72")
    shown = page.get_by_role("table").first.locator("tbody tr").count()
    assert shown > 0
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("delivery_id,")
    assert len(rows) - 1 == shown
