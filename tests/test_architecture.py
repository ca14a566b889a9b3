"""Hold the layout to its ranks: a module imports lower ranks and its own package, nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RANKS = {
    "access": 0,
    "domain": 0,
    "models": 1,
    "wording": 1,
    "charts": 2,
    "columns": 2,
    "drafts": 2,
    "exports": 2,
    "filters": 2,
    "forms": 2,
    "imports": 2,
    "tables": 2,
    "admin": 3,
    "api": 3,
    "feeds": 3,
    "management": 3,
    "templatetags": 3,
    "views": 3,
    "urls": 4,
    "apps": 4,
}
# Packages that others of their rank may read; they import lower ranks alone.
SHARED = {"columns", "wording"}
# What the domain may not import: clocks, input and output. Its lexicons come with the package, as code does.
FORBIDDEN_IN_DOMAIN = {"django", "pathlib", "os", "io", "socket", "subprocess", "time", "random", "logging"}
LONGEST_FILE = 400  # lines; a longer one becomes a package by concept
LONGEST_TEMPLATE_LINE = 200  # characters; longer ones are broken where HTML does not mind
FORBIDDEN_NAMES = {"services", "selectors", "utils", "helpers", "signals"}


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "inventory").rglob("*.py")) if "migrations" not in path.parts]


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and dotted name of every import, those inside functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            assert node.module is not None
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def breach(package: str, name: str) -> str | None:
    """Say what is wrong with importing ``name`` from a package of the inventory, if anything is."""
    parts = name.split(".")
    if parts[0] != "inventory" or len(parts) == 1:
        return "is not for the domain" if package == "domain" and parts[0] in FORBIDDEN_IN_DOMAIN else None
    if package == "views" and parts[1] == "views":
        return "is a view that imports a view"
    if parts[1] == package or RANKS[parts[1]] < RANKS[package]:
        return None
    if parts[1] in SHARED and package not in SHARED and RANKS[parts[1]] == RANKS[package]:
        return None
    return f"has rank {RANKS[parts[1]]}, above or beside rank {RANKS[package]}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_lower_ranks_and_its_own_package(path):
    package = path.relative_to(ROOT / "inventory").parts[0].removesuffix(".py")
    if package == "__init__":
        return
    breaches = [
        f"line {line}: {name} {reason}"
        for line, name in imported(ast.parse(path.read_text()))
        if (reason := breach(package, name))
    ]
    assert breaches == []


@pytest.mark.parametrize(
    ("package", "name"),
    [
        ("domain", "inventory.models.Report"),
        ("domain", "django.db.models"),
        ("models", "inventory.views.shipments"),
        ("filters", "inventory.tables.base"),
        ("views", "inventory.views.shipments"),
        ("exports", "inventory.admin"),
        ("columns", "inventory.exports.export"),
        ("imports", "inventory.exports.export"),
    ],
)
def test_breaches_are_found(package, name):
    assert breach(package, name)


def test_what_a_rank_shares_is_read_by_others_of_it():
    assert breach("imports", "inventory.columns.deliveries") is None
    assert breach("models", "inventory.wording.messages") is None
    assert breach("wording", "inventory.models.names")


def test_imports_inside_functions_are_seen():
    tree = ast.parse("def f():\n    from inventory.views import shipments\n")
    assert list(imported(tree)) == [(2, "inventory.views.shipments")]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_concept(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    assert path.stem not in FORBIDDEN_NAMES


def test_lines_of_templates_can_be_read():
    lines = [
        (f"{path}:{number}", len(line))
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]
    assert len(lines) > 5_000
    assert [place for place, length in lines if length > LONGEST_TEMPLATE_LINE] == []


def test_migrations_import_nothing_from_the_app():
    found = [
        f"{path.name}: {name}"
        for path in (ROOT / "inventory" / "migrations").glob("*.py")
        for _, name in imported(ast.parse(path.read_text()))
        if name.startswith("inventory") and not name.startswith("inventory.migrations._")
    ]
    assert found == []
