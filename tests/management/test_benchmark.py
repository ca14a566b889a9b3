"""Run the benchmark on a handful of rows, so that it measures what it says when somebody needs it."""

import subprocess
import sys
from pathlib import Path

from benchmarks.chromium import VARIABLE, find_chromium
from tests.browser.fonts import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]


def benchmark(tmp_path, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", "benchmark", *arguments],
        cwd=ROOT,
        env={
            "TRACKER_DATA_DIR": str(tmp_path / "data"),
            "PATH": "",
            VARIABLE: find_chromium() or "",
            # A Chromium without any font ends by itself.
            "FONTCONFIG_FILE": ENVIRONMENT["FONTCONFIG_FILE"],
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_long_form_of_killing_starts_by_itself():
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.killing", "--help"],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "--moments" in run.stdout


def test_every_suite_measures_something(tmp_path):
    tmp_path.chmod(0o711)
    run = benchmark(tmp_path, "--lines", "40", "--runs", "1")
    assert run.returncode == 0, run.stderr
    for figure in (
        "read 8,000 phrases",
        "load and compare 2 shipments",
        "/deliveries/",
        "largest paint",
        "export 40 lines",
        "import 40 lines",
        "rare word",
        "4 shipments together",
    ):
        assert figure in run.stdout


def test_an_unknown_suite_is_named(tmp_path):
    run = benchmark(tmp_path, "speed")
    assert run.returncode == 2
    suites = "quantities, comparisons, pages, exports, imports, search, recompute"
    assert f"There is no suite speed; there are {suites}." in run.stderr
