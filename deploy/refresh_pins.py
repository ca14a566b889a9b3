"""Write the exact versions of the whole dependency tree into pyproject.toml.

Run ``uv run deploy/refresh_pins.py`` after changing a dependency. The resolver's lock file is not committed,
because it records where packages were downloaded from.
"""

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
BLOCK = re.compile(r"^constraint-dependencies = \[\n(?:    .*\n)*\]\n", re.MULTILINE)
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*==\S+", re.MULTILINE)


def resolve() -> list[str]:
    """Return ``name==version`` of every package that the project and its checks need, sorted."""
    command = [
        "uv",
        "export",
        "--all-groups",
        "--no-hashes",
        "--no-header",
        "--no-annotate",
        "--upgrade",
        "--quiet",
    ]
    exported = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT.parent).stdout
    return sorted(set(PIN.findall(exported)))


def main() -> None:
    """Resolve without the old pins, then write the new ones."""
    text = BLOCK.sub("", PROJECT.read_text())
    PROJECT.write_text(text)
    block = "constraint-dependencies = [\n" + "".join(f'    "{pin}",\n' for pin in resolve()) + "]\n"
    PROJECT.write_text(text.replace("[tool.uv]\n", f"[tool.uv]\n{block}", 1))


if __name__ == "__main__":
    main()
