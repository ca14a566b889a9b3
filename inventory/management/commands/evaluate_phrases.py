"""Tell how well labelled phrases are read: `manage.py evaluate_phrases FILE`."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.domain.quantities.evaluation import COLUMNS, Evaluated, Outcome, evaluate
from inventory.wording.messages import words

type Row = Mapping[str, str]


class Command(BaseCommand):
    help = "Read labelled phrases: right, silently wrong and refused for each language, and the wrong ones."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="Table separated by tabs, columns " + ", ".join(COLUMNS) + ".",
        )
        parser.add_argument("--refused", action="store_true", help="List the refused phrases, too.")

    def handle(self, *args: Any, file: Path, refused: bool, **options: Any) -> None:
        results = [(row, evaluate(row)) for row in read_rows(file)]
        self._write_table(results)
        listed = (Outcome.WRONG, Outcome.REFUSED) if refused else (Outcome.WRONG,)
        for row, result in results:
            if result.outcome in listed:
                self.stdout.write(_line(row, result))

    def _write_table(self, results: Sequence[tuple[Row, Evaluated]]) -> None:
        counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
        for row, result in results:
            counts[row["language"]][result.outcome] += 1
            counts["all"][result.outcome] += 1
        self.stdout.write(f"{'language':<10}{'phrases':>8}" + "".join(f"{one:>22}" for one in Outcome))
        for language in sorted(counts, key=lambda code: (code == "all", code)):
            count = counts[language]
            cells = "".join(f"{count[one]:>14,} {count[one] / count.total():>7.1%}" for one in Outcome)
            self.stdout.write(f"{language:<10}{count.total():>8,}{cells}")


def read_rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table of labelled phrases. Raises CommandError where it is none."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    missing = [column for column in COLUMNS[:-1] if rows and column not in rows[0]]
    if missing or not rows:
        raise CommandError(f"{file} has no phrases, or lacks columns: {', '.join(missing) or 'it is empty'}.")
    return rows


def _line(row: Row, result: Evaluated) -> str:
    ends = f"{row['low']}..{row['high']}" if row["low"] != row["high"] else row["low"]
    expected = " ".join(part for part in (row["kind"], ends) if part)
    where = f"{row['id']} {row['language']}"
    return f"{result.outcome}: {where} “{row['phrase']}”: expected {expected}, read {words(result.read)}"
