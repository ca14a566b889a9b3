"""Drive Debian's Chromium, and skip with a word on how to get it where there is none."""

import os
import shutil

import pytest

from inventory.imports.demo import load_demo

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

# Playwright's synchronous interface runs an event loop in this thread, which Django would refuse to query in.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        # Root has no sandbox; the rest keeps the browser from looking for its maker's servers.
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture
def demo(transactional_db, live_server):
    """Serve the demonstration data; return the site's address."""
    for _ in load_demo():
        continue
    return live_server.url
