"""Read what a reader wants of a shipment's matrix; what cannot be understood is named, never replaced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.http import QueryDict

from inventory.domain.reconciliation import Method

EXPORTS = ("csv", "lines")
PARAMETERS = ("method", "preferred", "scheme", "export")


@dataclass(slots=True)
class MatrixChoice:
    """Hold the method, its preferred source, the scheme and the export that an address asks for.

    ``problems`` says what was not understood, one sentence each; with any, nothing is compared.
    """

    method: Method = Method.MARZULLO
    preferred: str = ""
    scheme: str = ""
    export: str = ""
    problems: list[str] = field(default_factory=list)

    def check_scheme(self, known: Collection[str]) -> None:
        """Add a problem if the scheme is none of the known ones."""
        if self.scheme and self.scheme not in known:
            self.problems.append(
                f"There is no classification scheme “{self.scheme}”. The schemes are: {_list(known)}."
            )

    def check_preferred(self, voices: Collection[str]) -> None:
        """Add a problem if the preferred source is behind none of the voices on the shipment."""
        if self.method is Method.PREFERRED and self.preferred and self.preferred not in voices:
            self.problems.append(
                f"“{self.preferred}” is no voice on this shipment. Its voices are: {_list(voices)}."
            )


def read_choice(parameters: QueryDict) -> MatrixChoice:
    """Return what the address asks for."""
    # The database refuses texts with a NUL, so the names looked up there carry none.
    preferred, scheme, export = (
        parameters.get(name, "").replace("\0", "\N{REPLACEMENT CHARACTER}") for name in PARAMETERS[1:]
    )
    choice = MatrixChoice(preferred=preferred, scheme=scheme, export=export)
    for name in parameters:
        if name not in PARAMETERS:
            choice.problems.append(f"There is no choice “{name}”. The choices are: {_list(PARAMETERS)}.")
        elif len(parameters.getlist(name)) > 1:
            choice.problems.append(f"Give “{name}” once.")
    if choice.export and choice.export not in EXPORTS:
        choice.problems.append(f"There is no export as “{choice.export}”. The exports are: {_list(EXPORTS)}.")
    _read_method(choice, parameters.get("method", ""))
    return choice


def _read_method(choice: MatrixChoice, word: str) -> None:
    methods = [method.value for method in Method]
    if word and word not in methods:
        choice.problems.append(f"There is no method “{word}”. The methods are: {_list(methods)}.")
        return
    choice.method = Method(word) if word else Method.MARZULLO
    if choice.method is Method.PREFERRED and not choice.preferred:
        choice.problems.append("The method of a preferred source needs a source: add preferred=….")
    elif choice.preferred and choice.method is not Method.PREFERRED:
        choice.problems.append("A preferred source needs the method that follows it: add method=preferred.")


def _list(words: Collection[str]) -> str:
    return ", ".join(words) or "none"
