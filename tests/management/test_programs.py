"""Test that a program ends when it is told to, and is killed with all that it started when it does not."""

import os
import signal

from inventory.management.programs import Program, Run
from tests.waiting import wait_until


def test_what_does_not_end_in_time_is_killed():
    run = Run(Program("worker", ("serve_worker",), 0.0))
    assert run.status() is None
    run.stop()
    assert run.status() in {-signal.SIGTERM, -signal.SIGKILL}


def test_how_it_ended_is_known():
    run = Run(Program("nothing", ("no_such_command",), 1.0))
    assert wait_until(run.status, "it ends") == 1


def test_it_is_out_of_reach_of_the_terminal():
    run = Run(Program("worker", ("serve_worker",), 0.0))
    assert os.getpgid(run.number) == run.number != os.getpgid(0)
    run.stop()
