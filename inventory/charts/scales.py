"""Place counts on an axis that begins at zero, with marks at round numbers.

>>> ticks(7), ticks(0), ticks(1234)
((0, 2, 4, 6, 8), (0, 1), (0, 500, 1000, 1500))
"""

from __future__ import annotations

from dataclasses import dataclass

STEPS = (1, 2, 5)  # times a power of ten: the distances between marks that people count in


def ticks(largest: int, most: int = 4) -> tuple[int, ...]:
    """Return round marks from 0 up to the first that is not below ``largest``, in ``most`` steps at most."""
    power = 1
    while True:
        for step in STEPS:
            distance = step * power
            steps = max(1, -(-largest // distance))
            if steps <= most:
                return tuple(range(0, steps * distance + 1, distance))
        power *= 10


@dataclass(frozen=True, slots=True)
class Scale:
    """Place counts from 0 to ``largest`` between two places of a drawing, in units."""

    largest: int
    start: float
    end: float

    def place(self, count: int) -> float:
        """Return where a count stands; what is larger than the scale stands at its end."""
        share = min(count, self.largest) / self.largest if self.largest else 0.0
        return self.start + (self.end - self.start) * share


def units(number: float) -> str:
    """Write a length as a drawing wants it, whatever the reader's language.

    >>> units(12.0), units(1234.56), units(-0.01)
    ('12', '1234.6', '0')
    """
    written = f"{number:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written
