"""Look at a page, mostly by axe: at desk and phone width, light and dark, in two fonts, with large text."""

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.fonts import scaled_text, swap_font

# What WCAG 2.2 AA forbids, and what else axe advises against.
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# The one rule about sizes; what the others are about does not change with the size of text.
SIZES = {"type": "rule", "values": ["target-size"]}
WIDTHS = (1440, 390)  # pixels
# Each width with one of the schemes and fonts: every rule sees both layouts, every colour both schemes.
# Noto's letters are taller, so that targets come closer to each other; DejaVu's words are wider.
LOOKS = [(1440, "light", "Noto Sans"), (390, "dark", "DejaVu Sans")]
# The rows of a long table are much alike: of those after the first, every tenth is enough.
CONTEXT = {"exclude": [["tbody tr:nth-child(n + 12):not(:nth-child(10n))"]]}
# How well text stands out depends on its colour, size and weight and on what lies behind it. Where all of
# these are the same, three places are enough: axe takes most of its time for this rule.
MARK_ALIKE = """
() => {
  const seen = new Map(), grounds = new Map([[null, ""]]);
  const groundOf = (element) => {
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, position].join();
      grounds.set(element, `${groundOf(element.parentElement)}/${own}`);
    }
    return grounds.get(element);
  };
  const hasText = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const element of document.querySelectorAll("body *")) {
    const written = hasText(element) && element.checkVisibility();
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element);
    const look = [color, fontSize, fontWeight, textShadow, groundOf(element)].join();
    seen.set(look, (seen.get(look) ?? 0) + written);
    element.toggleAttribute("data-alike", !written || seen.get(look) > 3);
  }
  axe.configure({rules: [{id: "color-contrast", selector: ":not([data-alike])"}]});
}
"""
# Text that a box cuts off, where nobody can scroll to it. On purpose cut is what is for screen readers alone,
# an icon's words among it, and the chosen value in the admin's menus, which is whole in the opened menu.
FIND_CUT = """
() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  const cuts = (overflow, size, room) => ["hidden", "clip"].includes(overflow) && size > room + 1;
  const across = cuts(style.overflowX, element.scrollWidth, element.clientWidth);
  const down = cuts(style.overflowY, element.scrollHeight, element.clientHeight);
  const cutOnPurpose = style.clip !== "auto" || style.clipPath !== "none" || parseFloat(style.textIndent) < 0
    || element.matches(".select2-selection__rendered");
  return (across || down) && element.innerText && !cutOnPurpose;
}).map((element) => `${element.localName}.${element.className}`)
"""


def violations(page, looks=LOOKS):
    """Return what axe finds on the page in the looks, a line each, with the elements that it concerns."""
    found = []
    for width, scheme, font in looks:
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion, since a colour that is on its way from one scheme to the other has no contrast yet.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        swap_font(page, font)
        found += [f"{width} {scheme} {font}: {line}" for line in violations_now(page)]
    return found + violations_enlarged(page)


def violations_enlarged(page):
    """Return what is too wide, cut off or too small on the page with text twice as large."""
    found = []
    with scaled_text(page, 2):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            lines = [f"{element} is cut off" for element in page.evaluate(FIND_CUT)]
            if (overflow := overflowing(page)) > 0:
                lines.append(f"{overflow} pixels too wide")
            found += [f"{width} text at 200 %: {line}" for line in lines]
        swap_font(page, "Noto Sans")
        found += [f"{WIDTHS[-1]} text at 200 %: {line}" for line in violations_now(page, SIZES)]
    return found


def overflowing(page):
    """Return by how many pixels the page is wider than its window; negative beside a scroll bar."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def violations_now(page, rules=RULES):
    """Return what axe finds on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(MARK_ALIKE)
    options = {"resultTypes": ["violations"], "runOnly": rules, "preload": False}
    answer = page.evaluate("([context, options]) => axe.run(context, options)", [CONTEXT, options])
    found = []
    for violation in answer["violations"]:
        targets = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
        why = violation["nodes"][0]["failureSummary"].replace("\n", " ")
        found.append(f"{violation['id']} on {'; '.join(targets[:5])} ({why})")
    return found
