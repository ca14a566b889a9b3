"""Write on an edition's publication what it speaks of: whose deals, which years, and which deals it lacks.

Several files may be of one edition. What one of them says stays noted beside what the others do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inventory.imports.designations import SCHEME
from inventory.imports.sipri.scope import Scope
from inventory.models.names import Kind, Names, UnknownNameError
from inventory.models.totals.editions import ABSENT, ASKED, EVERYBODY, YEARS, asked_in, years_in


def note_of_scope(note: str | None, scope: Scope, absent: Collection[str], names: Names) -> str:
    """Return a publication's note with what a file of the edition adds; None is no publication yet.

    ``absent`` are the references of all deals that the edition lacks.
    """
    known = note or ""
    others = [line for line in known.splitlines() if not line.startswith((ABSENT, ASKED, YEARS))]
    spans = [span for span in (scope.years, years_in(known)) if span]
    lines = [f"{YEARS}{min(span[0] for span in spans)}–{max(span[1] for span in spans)}"] if spans else []
    lines += [*_asked(note, scope, names), *others]
    return "\n".join([*lines, ABSENT + "; ".join(sorted(absent))] if absent else lines)


def _asked(note: str | None, scope: Scope, names: Names) -> Iterator[str]:
    """Yield the lines that say whose deals were asked for; none where any file asked for all."""
    before = asked_in(note or "")
    is_wide = not (scope.suppliers or scope.recipients)
    if scope.is_partial or (note is not None and not before):
        is_wide, now = False, before
    else:
        now = [*before, (_slugs(scope.suppliers, names), _slugs(scope.recipients, names))]
    if not is_wide:
        for suppliers, recipients in dict.fromkeys(now):
            yield f"{ASKED}{_listed(suppliers)} → {_listed(recipients)}"


def _listed(slugs: Collection[str]) -> str:
    return "; ".join(slugs) or EVERYBODY


def _slugs(asked: Collection[str], names: Names) -> tuple[str, ...]:
    """Return the short names of the parties asked for, of whose list each part may be a name."""
    found: set[str] = set()
    for name in asked:
        try:
            party = names.resolve(Kind.PARTY, name, SCHEME)
        except UnknownNameError:
            continue
        found.update({party.slug} if party else ())
    # Whom nobody knows is somebody all the same: all others were not asked for.
    return tuple(sorted(found or asked))
