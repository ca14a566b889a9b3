"""No English sentence is built in `domain/` or `imports/`: they name codes, and `wording/` has the words."""

import ast
import re
from collections import Counter
from pathlib import Path

import inventory

ROOT = Path(inventory.__file__).parent
WORD = re.compile(r"\b[a-z’']{2,}\b")
FEWEST_WORDS = 3
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext"}
# Faults of the program, which no reader meets.
FAULTS = {
    "domain/comparison/__init__.py": 1,
    "domain/comparison/case.py": 1,
    "domain/intervals.py": 2,
    "domain/provenance.py": 1,
    "domain/table_changes.py": 1,
    "domain/totals/totals.py": 1,
    "domain/tree.py": 4,
    "imports/stated_fields.py": 1,
}
# What commands say to the keeper of a site of the files that come with it, or are its whole record.
COMMANDS = {
    "imports/cases/entries.py": 12,
    "imports/cases/loading.py": 3,
    "imports/cases/parsing.py": 7,
    "imports/outcome.py": 1,
    "imports/problems.py": 1,
    "imports/reference/rows.py": 11,
    "imports/reference/tables.py": 6,
    "imports/whole_record/cells.py": 3,
    "imports/whole_record/keys.py": 2,
    "imports/whole_record/loading.py": 1,
    "imports/whole_record/package.py": 9,
    "imports/whole_record/rules.py": 4,
    "imports/whole_record/staging.py": 4,
    "imports/whole_record/writing.py": 1,
}
# Notes of publications and reports, which belong to the record.
RECORD = {"imports/press/staging.py": 3, "imports/sipri/editions.py": 1}
ALLOWED = FAULTS | COMMANDS | RECORD


def is_sentence(text):
    """Tell whether a text is a sentence for people: some words of a language, and a stop; not a pattern."""
    if "(?" in text or "[" in text:
        return False
    return text.rstrip().endswith((".", ". ", "?")) and len(WORD.findall(text)) >= FEWEST_WORDS


def sentences(path):
    """Yield what a module may say to people, with 7 in each gap; docstrings are for its readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATED:
            skipped |= {id(argument) for argument in node.args}
            continue
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in ast.walk(node)}
            text = "".join(value.value if isinstance(value, ast.Constant) else "7" for value in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = node.value
        else:
            continue
        if is_sentence(text):
            yield text


def test_no_sentence_is_built_where_codes_are_told():
    found = Counter(
        path.relative_to(ROOT).as_posix()
        for folder in ("domain", "imports")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for _ in sentences(path)
    )
    assert dict(found) == ALLOWED


def test_a_sentence_is_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('"""Say nothing at all here."""\nraise ValueError(f"The {x} is not a number.")\n')
    assert list(sentences(module)) == ["The 7 is not a number."]
