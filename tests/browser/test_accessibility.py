"""Hold every page to WCAG 2.2 AA, as far as axe can tell, at desk and phone width, light and dark."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.pages import ADMIN_PAGES, EDITOR_PAGES, PAGES

pytestmark = pytest.mark.django_db

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": RULES}
# Another scheme changes colours and nothing else, so what does not rest on them is looked at once.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
LOOKS = [
    (width, scheme, rules)
    for width in (1440, 390)
    for scheme, rules in (("light", EVERYTHING), ("dark", COLOURS))
]


def violations(page):
    """Return what axe finds on the page in every look, a line each, with the elements that it concerns."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion, since a colour that is on its way from one scheme to the other has no contrast yet.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        options = {"resultTypes": ["violations"], "runOnly": rules}
        for violation in page.evaluate("options => axe.run(options)", options)["violations"]:
            targets = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            why = violation["nodes"][0]["failureSummary"].replace("\n", " ")
            found.append(f"{width} {scheme}: {violation['id']} on {'; '.join(targets[:5])} ({why})")
    return "\n".join(found)


def test_a_violation_is_noticed(visit):
    page = visit("/")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert "1440 light: button-name on " in violations(page)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_violations(visit, path):
    found = violations(visit(path))
    assert not found, found


@pytest.mark.parametrize("path", EDITOR_PAGES + ADMIN_PAGES)
def test_no_editors_page_has_violations(visit_as_editor, path):
    found = violations(visit_as_editor(path))
    assert not found, found
