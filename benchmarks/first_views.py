"""Open a page in a browser that has never been there: what it weighs, when it is painted, how it shifts."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.chromium import ARGUMENTS, find_chromium
from benchmarks.measuring import Figure
from benchmarks.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LISTS = ("/shipments/", "/deliveries/")
LIMIT = 120_000  # milliseconds for anything that has to come
# The last candidate is the largest paint; a shift that a person caused is none.
OBSERVE = """
window.measured = {paint: 0, shift: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.measured.paint = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.measured.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
# Lists fetch the counts of their choices after the page; what is awaited says so.
SETTLED = "window.measured.paint > 0 && !document.querySelector('[aria-busy]')"


@dataclass(frozen=True, slots=True)
class View:
    """Hold what one first view of a page cost."""

    sizes: dict[str, int]  # bytes of each answer as they go over the wire, by address
    paint: float  # milliseconds
    shift: float

    @property
    def weight(self) -> int:
        """Add up the bytes of all answers."""
        return sum(self.sizes.values())


def first_view(browser: Browser, address: str, limit: float = LIMIT) -> View:
    """Open a page with an empty cache, and wait (milliseconds at most) until nothing more comes."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.set_default_timeout(limit)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        names: dict[str, str] = {}
        sizes: dict[str, int] = {}
        session.on(
            "Network.responseReceived",
            lambda event: names.update({event["requestId"]: event["response"]["url"]}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({names[event["requestId"]]: int(event["encodedDataLength"])}),
        )
        page.add_init_script(OBSERVE)
        page.goto(address, wait_until="networkidle")
        page.wait_for_function(SETTLED)
        return View(sizes, **page.evaluate("window.measured"))


def paints(runs: int) -> Iterator[Figure]:
    """Measure from a person's asking for a list to its largest paint, in a browser on a real server."""
    chromium = find_chromium()
    if chromium is None or find_spec("playwright") is None:
        yield Figure("largest paint is not measured: there is no browser", 0)
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (May be missing.)

    with served() as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for path in LISTS:
            address = f"http://127.0.0.1:{port}{path}"
            first_view(browser, address)  # Warms the server.
            seconds = [first_view(browser, address).paint / 1_000 for _ in range(runs)]
            name = f"largest paint of {path} in a browser"
            yield Figure(name, statistics.median(seconds), worst_seconds=max(seconds))
        browser.close()
