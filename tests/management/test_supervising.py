"""Test that what ends is started again, ever more slowly, and that all is stopped in order."""

import os
import signal
import socket

import pytest

from inventory.management import supervising
from inventory.management.programs import Program
from inventory.management.supervising import LONGEST_DELAY, SHORTEST_DELAY, STEADY, Supervisor, notify

WEB, WORKER = Program("web", ("web",), 1.0), Program("worker", ("worker",), 1.0)


class FakeRun:
    """Be a run that ends when a test says so."""

    def __init__(self, program):
        self.program, self.number, self.ended_with = program, 7, None

    def status(self):
        return self.ended_with


class Theatre:
    """Hold a supervisor of two programs, its clock, and what it has done."""

    def __init__(self):
        self.now, self.runs, self.stopped, self.answers, self.greetings = 0.0, [], [], [], 0
        self.supervisor = Supervisor(
            [WEB, WORKER], self._is_ready, self._greet, start=self._start, clock=lambda: self.now
        )

    def tend(self, now):
        self.now = now
        self.supervisor.tend()

    def started(self):
        return [run.program.name for run in self.runs]

    def _start(self, program):
        run = FakeRun(program)
        run.stop = lambda: self.stopped.append(program.name)
        self.runs.append(run)
        return run

    def _is_ready(self):
        return self.answers.pop(0) if self.answers else False

    def _greet(self):
        self.greetings += 1


@pytest.fixture
def theatre():
    return Theatre()


def test_all_are_started_in_order_and_once(theatre):
    theatre.tend(0)
    theatre.tend(1)
    assert theatre.started() == ["web", "worker"]


def test_what_ends_is_started_again_and_the_other_left_alone(theatre):
    theatre.tend(0)
    theatre.runs[1].ended_with = -signal.SIGKILL
    theatre.tend(1)
    assert theatre.started() == ["web", "worker"]
    theatre.tend(1 + SHORTEST_DELAY)
    assert theatre.started() == ["web", "worker", "worker"]


def delays(theatre, count, *, lasting):
    """Let the worker end again and again after so many seconds; return how long it was then left."""
    found = []
    theatre.tend(0)
    for _ in range(count):
        run = theatre.runs[-1]
        theatre.tend(theatre.now + lasting)
        run.ended_with = 1
        theatre.tend(ended := theatre.now)
        while theatre.runs[-1] is run:
            theatre.tend(theatre.now + SHORTEST_DELAY / 2)
        found.append(theatre.now - ended)
    return found


def test_each_delay_is_twice_the_last_up_to_the_longest(theatre):
    assert delays(theatre, 7, lasting=1) == [0.5, 1, 2, 4, LONGEST_DELAY, LONGEST_DELAY, LONGEST_DELAY]


def test_what_ran_steadily_begins_with_the_shortest_delay_again(theatre):
    assert delays(theatre, 4, lasting=STEADY) == [SHORTEST_DELAY] * 4


def test_readiness_is_asked_for_until_it_comes_and_told_once(theatre):
    theatre.answers = [False, False, True, True]
    for tenth in range(50):
        theatre.tend(tenth / 10)
    assert theatre.greetings == 1
    assert theatre.answers == [True]


def test_a_stop_is_in_order_and_leaves_out_what_does_not_run(theatre):
    theatre.tend(0)
    theatre.supervisor.stop()
    assert theatre.stopped == ["web", "worker"]
    theatre.supervisor.stop()
    assert theatre.stopped == ["web", "worker"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_stops_all(theatre, monkeypatch, number):
    kept = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(supervising.time, "sleep", lambda seconds: os.kill(os.getpid(), number))
    theatre.supervisor.run()
    for each, handler in kept.items():
        signal.signal(each, handler)
    assert theatre.started() == theatre.stopped == ["web", "worker"]


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told_where_it_asks_for_that(tmp_path, monkeypatch, abstract):
    place = f"@tracker-test-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(place.replace("@", "\0", 1))
        monkeypatch.setenv("NOTIFY_SOCKET", place)
        notify("READY=1")
        assert systemd.recv(100) == b"READY=1"
    monkeypatch.delenv("NOTIFY_SOCKET")
    notify("READY=1")
