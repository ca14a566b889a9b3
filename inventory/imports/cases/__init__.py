"""Load curated cases: a TOML file with publications, shipments, reports on them, and evidence.

`entries` reads values and collects what is wrong with them, `parsing` says what a case file means, and
`loading` brings the database to what it states, in one transaction.
"""

from inventory.imports.cases.entries import CaseFileError, Problem
from inventory.imports.cases.loading import load_case

__all__ = ["CaseFileError", "Problem", "load_case"]
