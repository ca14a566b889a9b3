"""Open every page at three widths: nothing is wider than the screen, and each has one headline."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import EDITOR_PAGES, PAGES

pytestmark = pytest.mark.django_db
WIDTHS = (1440, 1024, 390)  # pixels: a desk, a small laptop, a phone


def check_fit(page):
    """Assert that the page has one headline and needs no sideways scrolling."""
    expect(page.locator("h1")).to_have_count(1)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{overflow} pixels wider than {width}"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits(visit, path):
    check_fit(visit(path))


@pytest.mark.parametrize("path", EDITOR_PAGES)
def test_every_editors_page_fits(visit_as_editor, path):
    check_fit(visit_as_editor(path))


def test_a_conflict_leads_to_the_words_that_make_it(visit, page):
    visit("/")
    page.get_by_role("link", name="Shipments", exact=True).click()
    page.get_by_role("link", name="ML-2025-01-17").first.click()
    matrix = page.get_by_role("grid")
    row = matrix.get_by_role("row").filter(has=page.get_by_role("rowheader", name="BMP-3", exact=False)).first
    expect(row).to_contain_text("Conflict")
    expect(row).to_contain_text("five")


def test_a_filtered_list_is_exported_as_it_is_shown(visit, page):
    visit("/deliveries/?equipment=t-72")
    shown = page.get_by_role("table").first.locator("tbody tr").count()
    assert shown > 0
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("delivery_id,")
    assert len(rows) - 1 == shown
