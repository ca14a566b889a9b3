"""Test what commands take for a port and for a number of processes."""

from argparse import ArgumentTypeError

import pytest

from inventory.management.arguments import a_number, a_port
from inventory.management.serving import MOST_WORKERS, workers_by_cores


def test_ports_and_numbers_are_read():
    assert (a_port("1"), a_port("65535"), a_number("12")) == (1, 65_535, 12)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "web", ""])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(ArgumentTypeError, match=r"is not a port: choose a number from 1 to 65535\."):
        a_port(text)


@pytest.mark.parametrize("text", ["0", "-1", "many"])
def test_what_is_no_number_of_processes_is_refused(text):
    with pytest.raises(ArgumentTypeError, match=r"choose 1 or more\."):
        a_number(text)


@pytest.mark.parametrize(("cores", "workers"), [(None, 1), (1, 1), (2, 2), (64, MOST_WORKERS)])
def test_there_is_a_process_for_each_core_up_to_what_the_database_takes(monkeypatch, cores, workers):
    monkeypatch.setattr("os.process_cpu_count", lambda: cores)
    assert workers_by_cores() == workers
