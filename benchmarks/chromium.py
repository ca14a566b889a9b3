"""Find the Chromium that tests and benchmarks drive: Debian's, Playwright's own, or the one that is named."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

VARIABLE = "TRACKER_TEST_BROWSER"
HOW_TO_GET_ONE = "apt-get install chromium-headless-shell, or playwright install chromium"
# Without a window's own interface the same browser opens a page in half the time.
BUILDS = ("chromium-headless-shell", "chromium", "google-chrome")
# Where `playwright install chromium` puts its builds, by version: newest last.
FOLDER_VARIABLE = "PLAYWRIGHT_BROWSERS_PATH"
PLAYWRIGHT_FOLDER = Path.home() / ".cache" / "ms-playwright"
PLAYWRIGHT_BUILDS = (
    "chromium_headless_shell-*/chrome-*/*headless[-_]shell",
    "chromium-*/chrome-*/chrome",
)
# Root has no sandbox; the rest keeps the browser from looking for its maker's servers.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class BrowserError(RuntimeError):
    """Say that the browser which was asked for is not there."""


def find_chromium() -> str | None:
    """Return the path of the browser to drive, None if there is none.

    Raises BrowserError when the variable names a program that is not there.
    """
    if asked := os.environ.get(VARIABLE):
        if found := shutil.which(asked):
            return found
        raise BrowserError(f"{VARIABLE} names {asked}, which is no program here.")
    return next(filter(None, map(shutil.which, BUILDS)), None) or _of_playwright()


def _of_playwright() -> str | None:
    folder = Path(os.environ.get(FOLDER_VARIABLE) or PLAYWRIGHT_FOLDER)
    builds = (path for pattern in PLAYWRIGHT_BUILDS for path in sorted(folder.glob(pattern), reverse=True))
    return next(map(str, builds), None)


def version_of(chromium: str) -> str:
    """Return what the browser says of its version."""
    asked = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True)
    return asked.stdout.strip()
