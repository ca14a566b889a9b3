"""Say why a phrase is refused, and refuse the words after a count that make it unclear."""

from __future__ import annotations

import re

from inventory.domain.quantities.amounts import MASK, WORD, stray_numbers
from inventory.domain.quantities.lexicon import AFTER_COUNT, COLLECTIVES

SECOND_ARTICLE = re.compile(
    r"(?:\b(?:and|et|plus|with|avec)|[,&])\s+(?:an?|une?|one|no|aucune?)\b", re.IGNORECASE
)
REASONS = [
    (re.compile(r"^-\s?\d|^minus\b|^moins \d"), "A count cannot be negative."),
    (
        re.compile(r"\d(?:[.,]\d+)?e[+-]?\d", re.IGNORECASE),
        "Write the number out, without scientific notation.",
    ),
    (re.compile(r"^\d+[.,]\d"), "A count is a whole number; write thousands as 1,200 or 1 200."),
    (
        re.compile(rf"[^\W\d_][-/]?\d|\d[-/]?[^\W\d_]|^\w*[A-Z]\w* \d|{MASK}"),
        "The digits belong to a designation or a measure; no count is stated.",
    ),
    (re.compile(r"\d"), "The number does not stand where a count is expected: before what it counts."),
]


class RefusalError(ValueError):
    """Carry the sentence that says why a phrase is refused."""


def refuse_second_count(rest: str) -> None:
    """Raise RefusalError for words after a count that hold another count or change the first one."""
    if found := stray_numbers(rest):
        raise RefusalError(f"A second number follows the count: “{found[0]}”. Give one count per line.")
    words = [match.group() for match in WORD.finditer(rest) if match.group().lower() in AFTER_COUNT]
    if words:
        raise RefusalError(f"The word “{words[0]}” after the number leaves the count unclear.")
    if SECOND_ARTICLE.search(rest) or "%" in rest:
        raise RefusalError("A second count follows the first. Give one count per line.")


def refuse_collective(rest: str) -> None:
    """Raise RefusalError for "a convoy" or "two batches": they count groups, not items."""
    for match in list(WORD.finditer(rest))[:2]:
        word = match.group().lower()
        if (
            word in COLLECTIVES
            or word.removesuffix("s") in COLLECTIVES
            or word.removesuffix("es") in COLLECTIVES
        ):
            raise RefusalError(f"The word “{match.group()}” does not say how many items it holds.")


def reason_for(text: str) -> str:
    """Say why nothing was recognised, from the first cause that fits."""
    return next(
        (reason for pattern, reason in REASONS if pattern.search(text)), "No count is stated in these words."
    )
