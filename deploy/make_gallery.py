"""Take the pictures of docs/gallery: every page, at three widths, light and dark.

Run ``uv run deploy/make_gallery.py``; it needs Debian's ``chromium``. The pages stand on the demonstration
data and ten thousand made-up lines, in a database that is made for the purpose and removed afterwards.
"""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
GALLERY = PROJECT / "docs" / "gallery"
LINES = 10_000
WIDTHS = {1440: 900, 1024: 768, 390: 844}  # pixels: width and height
SCHEMES = ("light", "dark")
QUALITY = 45  # per cent; text stays sharp enough to judge
START_LIMIT = 180  # seconds
FOLLOWED = "→ the first row"
EDITOR, PASSWORD = "gallery", "only for the pictures"

# Name of the picture: address, and what to follow there. Those of the second table are read in French, those
# of the third by an editor.
PAGES = {
    "overview": "/",
    "search": "/search/?q=kamas",
    "shipments": "/shipments/",
    "shipments-filtered": "/shipments/?country=ML&state=conflict",
    "shipments-nothing": "/shipments/?text=no+such+words",
    "shipments-wrong": "/shipments/?destination=nowhere",
    "shipment": "/shipments/ML-2025-01-17/",
    "shipment-one-voice": "/shipments/ML-2024-AKINCI/",
    "deliveries": "/deliveries/",
    "delivery": f"/deliveries/?shipment=ML-2025-01-17 {FOLLOWED}",
    "compare": "/compare/",
    "compare-countries": "/compare/?destination=ML&destination=BF&split=year",
    "compare-nothing": "/compare/?destination=ML&destination=nowhere",
    "equipment": "/equipment/",
    "equipment-type": "/equipment/t-72/",
    "destinations": "/destinations/",
    "destination": "/destinations/ML/",
    "group": "/destinations/groups/alliance-of-sahel-states/",
    "sources": "/sources/",
    "source": "/sources/defenceweb/",
    "publications": "/publications/",
    "publication": f"/publications/?text=convoy {FOLLOWED}",
    "saved-views": "/views/",
    "snapshots": "/snapshots/",
    "snapshot": f"/snapshots/ {FOLLOWED}",
    "codebook": "/codebook/",
    "api": "/api/docs",
    "sign-in": "/accounts/login/",
    "not-found": "/no-such-page/",
}
FRENCH_PAGES = {"shipment-in-french": "/shipments/ML-2025-01-17/", "overview-in-french": "/"}
EDITOR_PAGES = {
    "whole-record": "/record/",
    "imports": "/imports/",
    "import-add": "/imports/add/",
    "import": f"/imports/ {FOLLOWED}",
    "report-add": "/reports/add/?shipment=ML-2025-01-17",
    "links": "/pairs/links/?country=ML",
    "pairs": "/pairs/?country=ML",
    "pairs-of-one": "/shipments/ML-2025-01-17/pairs/",
    "pair": "/shipments/ML-2025-01-17/pairs/ML-2025-05/",
    "admin": "/admin/",
    "admin-report": f"/admin/inventory/report/ {FOLLOWED}",
}

FILL = f"""
import django
django.setup()
from django.contrib.auth import get_user_model
from benchmarks.data import fill
fill({LINES})
get_user_model().objects.create_superuser("{EDITOR}", password="{PASSWORD}")
"""

# Files that an editor brings before the pictures are taken, so that there is something to decide.
BROUGHT = {
    "convoys.csv": b"To;What;Count;Paper\nBamako;Tanks;seven;RAIDS\n",
    "donations.csv": b"Donor,Recipient,Date,Source,Items (number)\nRussia,Mali,2026-03,RAIDS,Zorg (3)\n",
}


def main() -> None:
    """Serve the pages, take the pictures and write the index."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        sys.exit("The pictures need a Chromium: apt-get install chromium")
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir(parents=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        prepare(browser, address)
        for width in WIDTHS:
            for scheme in SCHEMES:
                take(browser, address, width, scheme)
        browser.close()
    write_index()


@contextmanager
def served() -> Iterator[str]:
    """Serve a filled database from a folder of its own; yield the site's address."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "TRACKER_DATA_DIR": folder,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        }
        for arguments in (("manage.py", "migrate", "--verbosity=0"), ("-c", FILL)):
            subprocess.run([sys.executable, *arguments], check=True, cwd=PROJECT, env=environment)
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the site answers. Ends the script when it does not."""
    for _ in range(START_LIMIT):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            if server.poll() is not None:
                sys.exit("The site did not start.")
            time.sleep(1)
        else:
            return
        finally:
            connection.close()
    sys.exit("The site did not answer.")


def prepare(browser: Browser, address: str) -> None:
    """Have an editor bring files and freeze a list."""
    with look(browser, 1440, "light", "en-GB") as page:
        sign_in(page, address)
        for name, content in BROUGHT.items():
            page.goto(f"{address}/imports/add/")
            file = FilePayload(name=name, mimeType="text/csv", buffer=content)
            page.get_by_label("File", exact=True).set_input_files(file)
            page.get_by_role("button", name="Read it").click()
        page.goto(f"{address}/shipments/?country=ML&state=conflict")
        page.get_by_text("Save view").click()
        page.get_by_label("Title of a snapshot").fill("Mali, in conflict")
        page.get_by_role("button", name="Freeze this result").click()


def sign_in(page: Page, address: str) -> None:
    """Sign the editor in by the form."""
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=username]", EDITOR)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def take(browser: Browser, address: str, width: int, scheme: str) -> None:
    """Take the pictures of all pages at one width in one scheme."""
    with look(browser, width, scheme, "en-GB") as page:
        for name, path in PAGES.items():
            picture(page, address + path, f"{name}-{width}-{scheme}")
        sign_in(page, address)
        for name, path in EDITOR_PAGES.items():
            picture(page, address + path, f"{name}-{width}-{scheme}")
    with look(browser, width, scheme, "fr-FR") as page:
        for name, path in FRENCH_PAGES.items():
            picture(page, address + path, f"{name}-{width}-{scheme}")


@contextmanager
def look(browser: Browser, width: int, scheme: str, locale: str) -> Iterator[Page]:
    """Yield a page of a browser with a width, a colour scheme and a language."""
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
    )
    yield context.new_page()
    context.close()


def picture(page: Page, address: str, name: str) -> None:
    """Open a page and keep what a visitor sees first."""
    page.goto(address.removesuffix(f" {FOLLOWED}"), wait_until="networkidle")
    if address.endswith(FOLLOWED):
        page.locator("main tbody th a").first.click()
        page.wait_for_load_state("networkidle")
    page.screenshot(path=GALLERY / f"{name}.jpg", type="jpeg", quality=QUALITY)


def write_index() -> None:
    """Write the page that shows all pictures."""
    lines = [
        "# Every page, at three widths, light and dark",
        "",
        f"The demonstration data and {LINES:,} made-up lines. Made by `uv run deploy/make_gallery.py`.",
    ]
    for name, path in {**PAGES, **FRENCH_PAGES, **EDITOR_PAGES}.items():
        lines += ["", f"## `{path}`"]
        for scheme in SCHEMES:
            pictures = [
                f"![{name}, {width} pixels, {scheme}]({name}-{width}-{scheme}.jpg)" for width in WIDTHS
            ]
            lines += ["", " ".join(pictures)]
    (GALLERY / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
