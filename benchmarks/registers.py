"""Walk whole registers through the pages of imports, as a person does.

A file is brought, its unknown designations are accepted group by group, rows with errors are set aside, and
the plan is applied; what a person decides is counted. `manage.py walk_registers FILE [FILE ...]` does so.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inventory.imports.pipeline import advance
from inventory.models import ImportBatch

MOST_ROUNDS = 3  # of names, before the rest is set aside
UNCLEAR = "Other equipment"  # what a person types where no type is proposed


@dataclass(slots=True)
class Walked:
    """Hold what became of a file: its batch, what was decided, and the processor time of each step."""

    batch: Any
    decisions: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """Return what the plan says beside its rows."""
        return [one.text for one in self.batch.findings.filter(kind="n")]

    def __str__(self) -> str:
        batch = self.batch
        times = ", ".join(f"{step} {spent:.0f} s" for step, spent in self.seconds.items())
        return (
            f"{batch.file_name}: {batch.get_state_display()}; read {batch.rows_read} = {batch.rows_new} new"
            f" + {batch.rows_changed} changed + {batch.rows_unchanged} unchanged"
            f" + {batch.rows_skipped} set aside + {batch.rows_wrong} wrong; {len(self.decisions)} decisions;"
            f" processor time of this program: {times}"
        )


def walk(client: Any, name: str, content: bytes) -> Walked:
    """Take a file from bringing it to the record, as whoever is signed in on the client."""
    state = ImportBatch.State
    walked = Walked(None)

    def post(step: str, address: str, values: dict[str, Any]) -> None:
        start = time.process_time()
        client.post(address, values)
        batch = walked.batch or ImportBatch.objects.latest("pk")
        # What is large is left to a worker, which is this program here.
        advance(batch.uid)
        batch.refresh_from_db()
        walked.batch = batch
        walked.seconds[step] = walked.seconds.get(step, 0) + time.process_time() - start

    post("reading", reverse("import-add"), {"import-file": SimpleUploadedFile(name, content)})
    act = reverse("import-act", args=[walked.batch.uid])
    for _round in range(MOST_ROUNDS):
        if walked.batch.state != state.UNRESOLVED:
            break
        groups = _groups_of(client, walked.batch)
        if not groups:
            break
        walked.decisions += [f"accept {group.title}: {len(group.names)} names" for group, _form in groups]
        values = {f"{form.prefix}-choice": "accept" for _group, form in groups} | {
            f"{form.prefix}-{parent.name}": parent.initial or UNCLEAR
            for _group, form in groups
            for parent in form.parent_fields
        }
        post("names", reverse("import-names", args=[walked.batch.uid]), {"groups": "accept", **values})
        if walked.batch.state == state.UNRESOLVED:
            post("reading", act, {"action": "read"})
    if walked.batch.state in (state.WRONG, state.UNRESOLVED):
        walked.decisions.append(f"set {walked.batch.rows_wrong} rows aside")
        post("reading", act, {"action": "aside"})
    if walked.batch.state == state.PLANNED:
        walked.decisions.append("apply")
        post("applying", act, {"action": "apply", "fingerprint": walked.batch.fingerprint})
    return walked


def _groups_of(client: Any, batch: Any) -> Any:
    return client.get(reverse("import-names", args=[batch.uid])).context["groups"]
