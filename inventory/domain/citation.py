"""Cite a result so that a reader can find it again and check that it is the same: as text, BibTeX and RIS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PUBLISHER = "Military Equipment Tracker"
# Characters that BibTeX would take for commands, and how it writes them.
BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citable:
    """Describe what is cited: a result frozen on a day under an address; ``sha256`` is of its content."""

    title: str
    address: str
    frozen_on: date
    sha256: str
    row_count: int


def as_text(cited: Citable) -> str:
    """Return one sentence for a footnote.

    >>> as_text(Citable("Mali", "https://x.example/", date(2025, 2, 1), "abcdef" * 9, 9))
    'Military Equipment Tracker, “Mali”, 1 February 2025, 9 rows, https://x.example/ (SHA-256 abcdefabcdef…)'
    """
    day = f"{cited.frozen_on.day} {cited.frozen_on:%B} {cited.frozen_on.year}"
    rows = "1 row" if cited.row_count == 1 else f"{cited.row_count:,} rows"
    return (
        f"{PUBLISHER}, “{_one_line(cited.title)}”, {day}, {rows}, {cited.address}"
        f" (SHA-256 {cited.sha256[:12]}…)"
    )


def as_bibtex(cited: Citable) -> str:
    r"""Return an entry of type ``misc``, which every BibTeX style knows.

    >>> print(as_bibtex(Citable("R & D", "https://x.example/1/", date(2025, 2, 1), "abcdef", 12)))
    @misc{military-equipment-tracker-abcdef,
      author = {{Military Equipment Tracker}},
      title = {{R \& D}},
      year = {2025},
      month = feb,
      howpublished = {\url{https://x.example/1/}},
      note = {12 rows, frozen on 2025-02-01, SHA-256 abcdef}
    }
    """
    fields = {
        "author": f"{{{{{PUBLISHER}}}}}",
        "title": f"{{{{{_bibtex(cited.title)}}}}}",
        "year": f"{{{cited.frozen_on.year}}}",
        "month": f"{cited.frozen_on:%b}".lower(),
        "howpublished": f"{{\\url{{{cited.address}}}}}",
        "note": f"{{{cited.row_count} rows, frozen on {cited.frozen_on}, SHA-256 {cited.sha256}}}",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{military-equipment-tracker-{cited.sha256[:12]},\n{lines}\n}}"


def as_ris(cited: Citable) -> str:
    """Return a record of type ``DATA``, lines ended as the format asks.

    >>> print(as_ris(Citable("Mali", "https://x.example/1/", date(2025, 2, 1), "ab" * 32, 12)).split()[:5])
    ['TY', '-', 'DATA', 'AU', '-']
    """
    fields = (
        ("TY", "DATA"),
        ("AU", PUBLISHER),
        ("TI", _one_line(cited.title)),
        ("PY", str(cited.frozen_on.year)),
        ("DA", f"{cited.frozen_on:%Y/%m/%d}"),
        ("UR", cited.address),
        ("N1", f"{cited.row_count} rows, SHA-256 {cited.sha256}"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bibtex(text: str) -> str:
    return re.sub(r"[\\{}$&%#_~^]", lambda match: BIBTEX[match.group()], _one_line(text))
