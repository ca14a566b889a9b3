"""Test that a worker does what takes long, and that what a lost worker has left is taken up again."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from inventory.imports import pipeline, tasks
from inventory.imports.progress import ask_to_stop
from inventory.models import ImportBatch, ImportProgress, Shipment
from tests.imports.delivery_rows import row
from tests.imports.working import large, work, worker

__all__ = ["large", "worker"]  # Fixtures.

State = ImportBatch.State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


def received(path):
    return pipeline.receive(path.name, path.read_bytes(), None)


def test_a_small_file_is_worked_on_at_once(written):
    batch = tasks.start(received(written({})))
    assert batch.state == State.PLANNED
    assert not ProcrastinateJob.objects.filter(task_name=tasks.work_on.name).exists()


@pytest.mark.usefixtures("large")
def test_a_worker_reads_plans_and_applies(written):
    batch = tasks.start(received(written({}, row(2))))
    assert batch.state == State.UPLOADED
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.rows_new) == (State.PLANNED, 2)
    pipeline.ask_to_apply(batch)
    tasks.start(batch)
    assert Shipment.objects.count() == 0
    work()
    batch.refresh_from_db()
    assert (batch.state, Shipment.objects.count()) == (State.APPLIED, 2)
    assert not ImportProgress.objects.exists()


@pytest.mark.usefixtures("large")
def test_a_batch_waits_for_one_worker_however_often_it_is_left(written):
    batch = tasks.start(received(written({})))
    tasks.start(batch)
    assert ProcrastinateJob.objects.filter(task_name=tasks.work_on.name, status="todo").count() == 1


@pytest.mark.usefixtures("large")
def test_what_somebody_stops_while_it_waits_is_not_done(written):
    batch = tasks.start(received(written({})))
    ask_to_stop(batch.uid)
    work()
    batch.refresh_from_db()
    assert batch.state == State.CANCELLED
    assert "Stopped" in batch.message
    pipeline.read_again(batch)
    tasks.start(batch)
    work()
    batch.refresh_from_db()
    assert batch.state == State.PLANNED


@pytest.mark.usefixtures("large")
def test_the_job_of_a_lost_worker_is_given_up_and_its_batch_worked_on_again(written):
    batch = tasks.start(received(written({})))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    work()
    batch.refresh_from_db()
    assert batch.state == State.UPLOADED
    tasks.rescue.defer(timestamp=0)
    work()
    batch.refresh_from_db()
    assert batch.state == State.PLANNED
    assert ProcrastinateJob.objects.filter(task_name=tasks.work_on.name, status="failed").count() == 1


@pytest.mark.usefixtures("large")
def test_what_fails_again_and_again_is_put_back_and_says_so(written, monkeypatch):
    def fail(*arguments):
        raise MemoryError

    batch = tasks.start(received(written({})))
    monkeypatch.setattr(tasks, "advance", fail)
    for _ in range(tasks.MOST_FAILURES):
        work()
        tasks.resume_lost()
    batch.refresh_from_db()
    assert batch.state == State.REFUSED
    assert "interrupted" in batch.message


@pytest.mark.usefixtures("large")
def test_progress_is_seen_while_the_work_is_not_finished(written):
    batch = received(written({}))
    seen = []

    def look(told):
        def tell(*what):
            told(*what)
            seen.append(ImportProgress.objects.get(batch=batch.uid).step)

        return tell

    with tasks.telling(batch.uid) as told:
        pipeline.advance(batch.uid, look(told))
    assert seen == ["reading", "planning"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current_if_assigned()")
    assert not pipeline.is_worked_on(batch)


def test_two_people_who_apply_the_same_file_at_once_write_it_once(written):
    batches = [tasks.start(received(written({}, row(2)))) for _ in range(2)]
    for batch in batches:
        pipeline.ask_to_apply(batch)

    def apply(batch):
        try:
            return pipeline.advance(batch.uid)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        one, other = sorted(pool.map(apply, batches), key=lambda batch: batch.state)
    assert (one.state, other.state) == (State.APPLIED, State.PLANNED)
    assert "changed since the plan was made" in other.message
    assert (other.rows_new, other.rows_unchanged, Shipment.objects.count()) == (0, 2, 2)


def test_no_worker_is_noticed():
    assert not tasks.has_worker()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert tasks.has_worker()


def test_a_batch_that_is_gone_fails_its_job_alone():
    with pytest.raises(ImportBatch.DoesNotExist):
        tasks.work_on(batch=str(uuid.uuid4()))
