"""Refuse a file with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN_PROBLEMS = 20  # lines of a message; more would hide the first


class ProblemsError(ValueError):
    """Refuse files, with every problem found in them; ``problems`` say what and where as text."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        if len(self.problems) > SHOWN_PROBLEMS:
            lines.append(f"and {len(self.problems) - SHOWN_PROBLEMS} more problems.")
        return "\n".join(lines)
