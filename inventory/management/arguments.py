"""Take where and by how many processes the site is served, as commands are told it."""

from argparse import ArgumentTypeError

from django.core.management.base import CommandParser

from inventory.management.serving import ADDRESS, workers_by_cores

PORTS = range(1, 65_536)


def add_place(parser: CommandParser) -> None:
    """Add address, port and number of workers to a command."""
    parser.add_argument(
        "--address", default=ADDRESS, help=f"Address to serve on, {ADDRESS} by default: for a proxy in front."
    )
    parser.add_argument("--port", type=a_port, default=8000, help="Port to serve on, 8000 by default.")
    parser.add_argument(
        "--workers", type=a_number, default=workers_by_cores(),
        help="Processes that answer requests, one for each core by default.",
    )  # fmt: skip


def a_port(text: str) -> int:
    """Return a number of a port; raises ArgumentTypeError for what is none."""
    if not text.isdecimal() or int(text) not in PORTS:
        raise ArgumentTypeError(f"{text} is not a port: choose a number from {PORTS[0]} to {PORTS[-1]}.")
    return int(text)


def a_number(text: str) -> int:
    """Return a number of processes; raises ArgumentTypeError for what is none."""
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text} is not a number of processes: choose 1 or more.")
    return int(text)
