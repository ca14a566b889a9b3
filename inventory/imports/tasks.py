"""Have a worker do what takes long, and take up again what a worker that went away has left."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from inventory.imports.pipeline import advance, interrupt, is_worked_on
from inventory.imports.progress import forget, telling
from inventory.imports.statistics import renew_statistics
from inventory.models import ImportBatch, ImportFile

QUEUE = "imports"
# Bytes of a file that is worked on at once, while somebody waits: some seconds.
AT_ONCE = 256 * 1024
SILENCE = 10  # seconds without one after which a worker is taken to be gone
MOST_FAILURES = 3  # after which a batch is left to people
EVERY_FIVE_SECONDS = "* * * * * */5"


def start(batch: ImportBatch) -> ImportBatch:
    """Do what a batch waits for at once if its file is small; else leave it to a worker."""
    # The file's bytes are not read to know how many they are.
    size = ImportFile.objects.filter(batches=batch).values_list("size", flat=True).first() or 0
    if size <= AT_ONCE:
        return advance(batch.uid)
    leave_to_worker(batch)
    return batch


def leave_to_worker(batch: ImportBatch) -> None:
    """Have a worker do what a batch waits for, once the transaction is finished."""
    try:
        # The lock keeps a second job for the same batch from waiting beside the first.
        with transaction.atomic():
            work_on.configure(queueing_lock=str(batch.uid)).defer(batch=str(batch.uid))
    except AlreadyEnqueued:
        pass


@app.task(queue=QUEUE)
def work_on(batch: str) -> None:
    """Do what a batch waits for, and tell how far it is."""
    uid = UUID(batch)
    with telling(uid) as tell:
        done = advance(uid, tell)
    if done.state == ImportBatch.State.APPLIED:
        renew_statistics(done.rows_new)
    forget(uid)


@app.periodic(cron=EVERY_FIVE_SECONDS)
@app.task(queue=QUEUE, queueing_lock="rescue", pass_context=False)
async def rescue(timestamp: int) -> None:
    """Give up the jobs of workers that went away, and have their batches worked on again.

    Nothing else does: a worker that was killed leaves its job as if it were still at it.
    """
    for job in await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=SILENCE):
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    await sync_to_async(resume_lost)()


def resume_lost() -> None:
    """Leave batches to a worker that wait while nobody is, or will be, at work on them.

    A batch whose work has failed several times is put back instead, and says so.
    """
    for batch in ImportBatch.objects.filter(state__in=ImportBatch.WAITING):
        jobs = ProcrastinateJob.objects.filter(task_name=work_on.name, args__batch=str(batch.uid))
        if jobs.filter(status__in=("todo", "doing")).exists() or is_worked_on(batch):
            continue
        if jobs.filter(status="failed").count() >= MOST_FAILURES:
            interrupt(batch)
        else:
            leave_to_worker(batch)


def has_worker() -> bool:
    """Tell whether a worker has given a sign of life of late. Runs one query."""
    since = timezone.now() - timedelta(seconds=SILENCE)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=since).exists()
