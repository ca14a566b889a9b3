"""Read labelled phrases, and tell for each language how many were right, wrong and refused."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inventory.domain.quantities.evaluation import Outcome, evaluate
from inventory.management.commands.evaluate_phrases import read_rows

CUT = Path(__file__).parent.parent / "data" / "phrases.tsv"
SHARED = os.environ.get("TRACKER_SHARED_DATA")
FILES = [CUT, *([Path(SHARED) / "cases" / "phrases_given.tsv"] if SHARED else [])]
HEAD = "id\tphrase\tlanguage\tkind\tlow\thigh\tbest\tunit\tnote\n"
LANGUAGES = {"ar", "de", "en", "es", "fr", "pl", "pt", "ru", "tr", "uk"}
LEAST_RIGHT = 0.97
MOST_WRONG = 0.005


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labelled_phrases_are_read_right_and_hardly_ever_wrong(path):
    outcomes = [evaluate(row).outcome for row in read_rows(path)]
    assert outcomes.count(Outcome.RIGHT) >= LEAST_RIGHT * len(outcomes)
    assert outcomes.count(Outcome.WRONG) <= MOST_WRONG * len(outcomes)


def test_the_cut_has_every_language_and_kind():
    rows = read_rows(CUT)
    assert {row["language"] for row in rows} == LANGUAGES
    assert len({row["kind"] for row in rows}) >= 12


def told(tmp_path, *lines, **options):
    path = tmp_path / "phrases.tsv"
    path.write_text(HEAD + "".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    output = StringIO()
    call_command("evaluate_phrases", str(path), stdout=output, **options)
    return output.getvalue()


RIGHT = ("A1", "12 tanks", "en", "exact", "12", "12", "", "items", "")
WRONG = ("A2", "13 tanks", "en", "exact", "12", "12", "", "items", "")
NOT_READ = ("A3", "char", "fr", "exact", "1", "1", "", "items", "")
ACCEPTED = ("A4", "several", "fr", "vague", "2", "9", "", "items", "accept: 3..9")
FORMATION = ("A5", "a company of tanks", "en", "exact", "1", "1", "", "formation", "")


def test_the_command_counts_by_language_and_lists_what_is_wrong(tmp_path):
    text = told(tmp_path, RIGHT, WRONG, NOT_READ, ACCEPTED, FORMATION)
    lines = [line.split() for line in text.splitlines()]
    assert lines[1] == ["en", "3", "2", "66.7%", "1", "33.3%", "0", "0.0%"]
    assert lines[2] == ["fr", "2", "1", "50.0%", "0", "0.0%", "1", "50.0%"]
    assert lines[3][:3] == ["all", "5", "3"]
    assert "silently wrong: A2 en “13 tanks”: expected exact 12, read exact 13" in text
    assert "char" not in text
    assert "“char”" in told(tmp_path, NOT_READ, refused=True)


def test_a_file_that_is_no_table_of_phrases_is_refused(tmp_path):
    with pytest.raises(CommandError, match="it is empty"):
        told(tmp_path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_phrases", str(tmp_path / "missing.tsv"))
    path = tmp_path / "other.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="lacks columns: id, phrase"):
        call_command("evaluate_phrases", str(path))
