"""Read what a reader wants of a shipment's matrix; what cannot be understood is named, never replaced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.domain.reconciliation import Method

# `open` and `fold` say how the matrix is laid out, not what it says, and may be given several times.
LAYOUT = ("open", "fold")
PARAMETERS = ("method", "preferred", "scheme", "equipment", "export", "headers", "merged", "rows", *LAYOUT)
ROWS = ("disputed", "stated", "all")


@dataclass(frozen=True, slots=True)
class MethodWords:
    """Name a method of reconciliation, and tell in one sentence what it concludes."""

    method: Method
    label: str | Promise
    meaning: str | Promise


METHODS = (
    MethodWords(
        Method.MARZULLO,
        gettext_lazy("Most voices"),
        gettext_lazy(
            "The counts that most independent voices allow; of several as good, all that they span, disputed."
        ),
    ),
    MethodWords(
        Method.INTERSECTION,
        gettext_lazy("All voices"),
        gettext_lazy("Only the counts that every voice allows; none where they conflict."),
    ),
    MethodWords(
        Method.ENVELOPE,
        gettext_lazy("Widest"),
        gettext_lazy("From the lowest to the highest count that any voice gives."),
    ),
    MethodWords(
        Method.VISUALLY_CONFIRMED,
        gettext_lazy("Seen on evidence"),
        gettext_lazy("At least what can be counted on one photo, video or image, whatever voices say."),
    ),
    MethodWords(
        Method.PREFERRED,
        gettext_lazy("One source"),
        gettext_lazy("What the one source says that you choose, whatever the others say."),
    ),
)


@dataclass(slots=True)
class MatrixChoice:
    """Hold what an address asks for of a shipment's page.

    ``equipment`` is the type whose estimate is followed over time, ``merged`` the reference of the merged
    shipment from whose address somebody came. ``rows`` are those that are shown, empty for the usual.
    ``opened`` are the voices whose reports stand beside them, ``folded`` the types whose rows below are
    hidden; names that the matrix does not have change nothing. ``problems`` says what was not understood, one
    sentence each; with any, nothing is compared.
    """

    method: Method = Method.MARZULLO
    preferred: str = ""
    scheme: str = ""
    equipment: str = ""
    export: str = ""
    merged: str = ""
    rows: str = ""
    opened: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)

    @property
    def words(self) -> MethodWords:
        """Return the name and the meaning of the method."""
        return next(words for words in METHODS if words.method is self.method)

    def check_scheme(self, known: Collection[str]) -> None:
        """Add a problem if the scheme is none of the known ones."""
        if self.scheme and self.scheme not in known:
            words = _("There is no classification scheme “%(name)s”. The schemes are: %(known)s.")
            self.problems.append(words % {"name": self.scheme, "known": _list(known)})

    def check_preferred(self, voices: Collection[str]) -> None:
        """Add a problem if the preferred source is behind none of the voices on the shipment."""
        if self.method is Method.PREFERRED and self.preferred and self.preferred not in voices:
            words = _("“%(name)s” is no voice on this shipment. Its voices are: %(known)s.")
            self.problems.append(words % {"name": self.preferred, "known": _list(voices)})

    def check_equipment(self, known: Collection[str]) -> None:
        """Add a problem if nobody counts the type that is to be followed."""
        if self.equipment and self.equipment not in known:
            words = _("Nobody counts “%(name)s” on this shipment. The types counted are: %(known)s.")
            self.problems.append(words % {"name": self.equipment, "known": _list(known)})

    def check_export(self, known: Collection[str]) -> None:
        """Add a problem if the download is none of the known ones."""
        if self.export and self.export not in known:
            words = _("There is no export as “%(name)s”. The exports are: %(known)s.")
            self.problems.append(words % {"name": self.export, "known": _list(known)})


def read_choice(parameters: QueryDict) -> MatrixChoice:
    """Return what the address asks for."""
    # The database refuses texts with a NUL, so the names looked up there carry none.
    preferred, scheme, equipment, export = (
        parameters.get(name, "").replace("\0", "\N{REPLACEMENT CHARACTER}") for name in PARAMETERS[1:5]
    )
    choice = MatrixChoice(
        preferred=preferred,
        scheme=scheme,
        equipment=equipment,
        export=export,
        merged=parameters.get("merged", ""),
        rows=parameters.get("rows", ""),
        opened=tuple(parameters.getlist("open")),
        folded=tuple(parameters.getlist("fold")),
    )
    for name in parameters:
        if name not in PARAMETERS:
            words = _("There is no choice “%(name)s”. The choices are: %(known)s.")
            choice.problems.append(words % {"name": name, "known": _list(PARAMETERS)})
        elif name not in LAYOUT and len(parameters.getlist(name)) > 1:
            choice.problems.append(_("Give “%(name)s” once.") % {"name": name})
    if choice.rows and choice.rows not in ROWS:
        words = _("There is no choice of rows “%(name)s”. The choices are: %(known)s.")
        choice.problems.append(words % {"name": choice.rows, "known": _list(ROWS)})
        choice.rows = ""
    _read_method(choice, parameters.get("method", ""))
    return choice


def _read_method(choice: MatrixChoice, word: str) -> None:
    methods = [method.value for method in Method]
    if word and word not in methods:
        words = _("There is no method “%(name)s”. The methods are: %(known)s.")
        choice.problems.append(words % {"name": word, "known": _list(methods)})
        return
    choice.method = Method(word) if word else Method.MARZULLO
    if choice.method is Method.PREFERRED and not choice.preferred:
        choice.problems.append(_("The method of a preferred source needs a source: add preferred=…."))
    elif choice.preferred and choice.method is not Method.PREFERRED:
        choice.problems.append(
            _("A preferred source needs the method that follows it: add method=preferred.")
        )


def _list(words: Collection[str]) -> str:
    return ", ".join(words) or _("none")
