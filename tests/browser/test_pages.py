"""Open every page once: nothing is refused or too wide, and axe finds nothing in anybody's way."""

import pytest

from tests.browser.axe import LOOKS, SIZES, overflowing, violations, violations_enlarged, violations_now
from tests.browser.conftest import PATIENCE, serving_shared
from tests.browser.fonts import swap_font
from tests.browser.pages import ADMIN_FORMS, ADMIN_LISTS, ADMIN_PAGES, EDITOR_PAGES, PAGES

WIDTHS = (1440, 1024, 390)  # pixels: a desk, a small laptop, a phone
REFUSED = ("400 (Bad Request)", "403 (Forbidden)", "404 (Not Found)")
# Runs before everything of the page; what it collects is read after the page has settled.
COLLECT = """
window.refusals = [];
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  window.refusals.push(`${event.violatedDirective} refused ${event.blockedURI} (${place})`);
});
"""

# Links below each other whose lines are 20 pixels high, and text in a box that has just the room for it.
CROWD = """
const list = "<ul id=crowd><li><a id=crowd-1 href=/>A voice</a><li><a id=crowd-2 href=/>A carrier</a></ul>";
document.body.insertAdjacentHTML("beforeend", list);
Object.assign(document.getElementById("crowd").style, {fontSize: "14px", lineHeight: "20.3px"});
document.getElementById("crowd-2").style.marginLeft = "25px";
"""
CRAMP = """
([width, overflow]) => {
  const words = "<p class=cramped>T72B3MT80BVMT90MT14A</p>";
  document.querySelector("main").insertAdjacentHTML("beforeend", words);
  Object.assign(document.querySelector(".cramped").style, {width, overflow, overflowWrap: "normal"});
}
"""


@pytest.fixture(scope="module")
def site(shared, server, django_db_blocker):
    """Serve the shared data for all tests here; return the address."""
    with serving_shared(shared, server, django_db_blocker) as address:
        yield address


@pytest.fixture(scope="module")
def window(site, browser, browser_context_args):
    """Open one window for all tests here, which only look."""
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(COLLECT)
    yield page
    context.close()


@pytest.fixture
def page(window):
    """Return the window, signed out and empty again after the test."""
    yield window
    window.goto("about:blank")
    window.context.clear_cookies()


@pytest.fixture
def complaints(page):
    """Collect what the browser refuses or calls an error; return a function that gives the list."""
    told = []

    def hear(message):
        # The browser reports answers of 4xx as errors, and some of the pages are meant to be refused.
        if message.type == "error" and not message.text.endswith(REFUSED):
            told.append(message.text)

    def note(error):
        told.append(str(error))

    page.on("console", hear)
    page.on("pageerror", note)
    yield lambda: told + page.evaluate("window.refusals")
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", note)


def misfits(page):
    """Return how the page does not fit: headlines other than one, and widths at which it scrolls sideways."""
    headlines = page.locator("h1").count()
    found = [] if headlines == 1 else [f"{headlines} headlines"]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if (overflow := overflowing(page)) > 0:
            found.append(f"{overflow} pixels wider than {width}")
    return found


def test_a_violation_is_noticed(visit):
    page = visit("/")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert any(line.startswith("1440 light Noto Sans: button-name on ") for line in violations(page))


@pytest.mark.parametrize(("font", "lines"), [("DejaVu Sans", 0), ("Noto Sans", 1)])
def test_links_that_only_a_tall_font_brings_too_close_are_noticed(visit, font, lines):
    page = visit("/")
    page.evaluate(CROWD)
    swap_font(page, font)
    assert len([line for line in violations_now(page, SIZES) if "#crowd" in line]) == lines


@pytest.mark.parametrize(
    ("width", "overflow", "complaint"),
    [("300px", "hidden", "p.cramped is cut off"), ("14rem", "visible", "pixels too wide")],
)
def test_large_text_without_room_is_noticed(visit, width, overflow, complaint):
    page = visit("/")
    page.evaluate(CRAMP, [width, overflow])
    assert overflowing(page) <= 0
    assert any(line.endswith(complaint) for line in violations_enlarged(page))


def test_a_refusal_is_noticed(visit, complaints):
    page = visit("/")
    page.evaluate("document.head.appendChild(document.createElement('style')).textContent = 'p {color: red}'")
    assert any("style-src" in text for text in complaints())


def test_a_misfit_is_noticed(visit):
    page = visit("/")
    page.evaluate("document.querySelector('h1').style.width = '1100px'")
    page.evaluate("document.body.append(document.createElement('h1'))")
    assert misfits(page)[0] == "2 headlines"
    assert misfits(page)[-1].endswith("wider than 390")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_in_order(visit, complaints, path):
    page = visit(path)
    assert misfits(page) + violations(page) + complaints() == []


@pytest.mark.parametrize("path", EDITOR_PAGES)
def test_every_editors_page_is_in_order(visit_as_editor, complaints, path):
    page = visit_as_editor(path)
    assert misfits(page) + violations(page) + complaints() == []


@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_every_page_of_the_admin_is_in_order(visit_as_editor, complaints, path):
    page = visit_as_editor(path)
    assert violations(page) + complaints() == []


# One template makes all lists and one all forms, so that each kind has its second look above.
@pytest.mark.parametrize("path", ADMIN_LISTS)
def test_every_list_of_the_admin_is_in_order(visit_as_editor, complaints, path):
    page = visit_as_editor(path)
    assert violations(page, LOOKS[:1]) + complaints() == []


@pytest.mark.parametrize("path", ADMIN_FORMS)
def test_every_form_of_the_admin_is_in_order(visit_as_editor, complaints, path):
    page = visit_as_editor(path)
    assert violations(page, LOOKS[1:]) + complaints() == []


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
