"""Let axe look at a page, at desk and phone width, light and dark, for what WCAG 2.2 AA forbids."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Widths in pixels, each with one of the schemes: every rule sees both layouts, and every colour both schemes.
LOOKS = [(1440, "light"), (390, "dark")]
# The rows of a list of the admin are all alike; some are enough.
CONTEXT = {"exclude": [["#result_list tbody tr:nth-child(n + 12)"]]}


def violations(page):
    """Return what axe finds on the page in every look, a line each, with the elements that it concerns."""
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion, since a colour that is on its way from one scheme to the other has no contrast yet.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{width} {scheme}: {line}" for line in violations_now(page)]
    return found


def violations_now(page):
    """Return what axe finds on the page as it stands."""
    page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}, "preload": False}
    answer = page.evaluate("([context, options]) => axe.run(context, options)", [CONTEXT, options])
    found = []
    for violation in answer["violations"]:
        targets = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
        why = violation["nodes"][0]["failureSummary"].replace("\n", " ")
        found.append(f"{violation['id']} on {'; '.join(targets[:5])} ({why})")
    return found
