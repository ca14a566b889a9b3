"""Hold every page to the content security policy: no report, and no error in the console."""

import pytest

from tests.browser.pages import ADMIN_PAGES, EDITOR_PAGES, PAGES

pytestmark = pytest.mark.django_db

# Runs before everything of the page; what it collects is read after the page has settled.
COLLECT = """
window.refusals = [];
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  window.refusals.push(`${event.violatedDirective} refused ${event.blockedURI} (${place})`);
});
"""


@pytest.fixture
def complaints(page):
    """Collect what the browser refuses or calls an error; return a function that gives the list."""
    told = []
    # The browser reports answers of 404 and 403 as errors, and some of the pages are meant to be refused.
    page.on("console", lambda message: told.append(message.text) if _is_error(message) else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.add_init_script(COLLECT)
    return lambda: told + page.evaluate("window.refusals")


def _is_error(message):
    return message.type == "error" and not message.text.endswith(("404 (Not Found)", "403 (Forbidden)"))


def test_a_refusal_is_noticed(visit, complaints):
    page = visit("/")
    page.evaluate("document.head.appendChild(document.createElement('style')).textContent = 'p {color: red}'")
    assert any("style-src" in text for text in complaints())


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_refused_anything(visit, complaints, path):
    visit(path, wait_until="networkidle")
    assert complaints() == []


@pytest.mark.parametrize("path", EDITOR_PAGES + ADMIN_PAGES)
def test_no_editors_page_is_refused_anything(visit_as_editor, complaints, path):
    visit_as_editor(path, wait_until="networkidle")
    assert complaints() == []


def test_the_admins_autocomplete_is_refused_nothing(visit_as_editor, complaints):
    page = visit_as_editor("/admin/inventory/report/add/")
    page.locator(".select2-selection").first.click()
    page.locator(".select2-search__field").last.fill("a")
    page.locator(".select2-results__option").first.wait_for()
    assert complaints() == []


def test_swapping_results_is_refused_nothing(visit, complaints):
    page = visit("/shipments/")
    with page.expect_response("**/shipments/?*"):
        page.get_by_role("columnheader").get_by_role("link").first.click()
    page.wait_for_load_state("networkidle")
    assert complaints() == []
