"""Bring a foreign table into the record and out of it again, as a person would."""

import re
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from inventory.imports import tasks
from inventory.imports.progress import Step
from inventory.models import ImportBatch, ReportedDelivery
from tests import factories
from tests.browser.conftest import sign_in
from tests.imports.working import large, work, worker
from tests.waiting import LIMIT

__all__ = ["large", "worker"]  # Fixtures.

pytestmark = pytest.mark.usefixtures("worker")

TABLE = """Convoys seen in 2026;;;;;
Seller;Where;When;Vehicle;How many;Paper
Russia;Bamako;2 March 2026;T-72B3M;seven;RAIDS
Russia;Bamako;2 March 2026;Zorgomobil;about 12;RAIDS
Russia;Bamako;2 March 2026;Ural-4320;dozens;RAIDS
"""


@pytest.fixture
def desk(page, demo):
    """Sign an editor in and open the front page."""
    sign_in(page, demo, factories.UserFactory(editor=True, username="anna"))
    page.goto(demo)
    return page


def bring(page, content):
    page.get_by_role("link", name="Imports", exact=True).first.click()
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "convoys.csv", "mimeType": "text/csv", "buffer": content.encode("cp1252")}
    )
    page.get_by_role("button", name="Read it").click()


@contextmanager
def working(monkeypatch, step):
    """Have a worker at work beside the page; it stops at the step until the block ends."""
    told, go_on = threading.Event(), threading.Event()
    advance = tasks.advance

    def slowly(uid, tell):
        tell(step, 600, 2_000)
        told.set()
        assert go_on.wait(LIMIT)
        return advance(uid, tell)

    monkeypatch.setattr(tasks, "advance", slowly)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert told.wait(LIMIT)
        yield
    finally:
        go_on.set()
        thread.join(LIMIT)
        monkeypatch.setattr(tasks, "advance", advance)


def test_an_unknown_table_is_mapped_resolved_applied_with_progress_and_undone(desk, demo, monkeypatch):
    before = ReportedDelivery.objects.count()
    bring(desk, TABLE)

    # The columns: the guess is looked at, and one thing said that it cannot know.
    desk.get_by_role("link", name="Map the columns").click()
    expect(desk.get_by_role("columnheader", name="How many")).to_be_visible()
    desk.get_by_label("Equipment type", exact=True).select_option("Vehicle")
    desk.get_by_label("Count as written", exact=True).select_option("How many")
    desk.get_by_label("Supplier", exact=True).select_option("Seller")
    desk.get_by_label("Destination", exact=True).select_option("Where")
    desk.get_by_label("Date of delivery", exact=True).select_option("When")
    desk.get_by_label("Source", exact=True).select_option("Paper")
    desk.get_by_label("Save this mapping as").fill("Convoys")
    desk.get_by_role("button", name="Read it so").click()
    expect(desk.get_by_text("The mapping is saved as “Convoys”.")).to_be_visible()

    # The name: chosen from what is proposed while one types.
    desk.get_by_role("link", name="Decide the names").click()
    question = desk.get_by_role("group", name="Zorgomobil")
    question.get_by_label("Another", exact=True).check()
    name = question.get_by_label("Its name")
    name.press_sequentially("Ural 43")
    expect(question.get_by_role("option").first).to_be_visible()
    name.press("ArrowDown")
    name.press("Enter")
    desk.get_by_role("button", name="Keep these decisions").click()
    expect(desk.get_by_text("1 name is decided.")).to_be_visible()
    expect(desk.get_by_text("This is what applying it would do.")).to_be_visible()
    expect(desk.get_by_role("row").filter(has_text="Zorgomobil")).to_be_visible()
    assert ReportedDelivery.objects.count() == before

    # The worker: the page tells how far it is, and shows the end by itself.
    monkeypatch.setattr(tasks, "AT_ONCE", 0)
    desk.get_by_role("button", name="Apply").click()
    expect(desk.get_by_text("Waiting for a worker.")).to_be_visible()
    with working(monkeypatch, Step.WRITING):
        expect(desk.get_by_role("progressbar", name="Writing")).to_have_attribute("value", "600")
        expect(desk.get_by_text("600 of 2,000")).to_be_visible()
    expect(desk.get_by_text("It is in the record, whole.")).to_be_visible()
    assert ReportedDelivery.objects.count() == before + 3
    # Two counts of one type in one article: what the second row calls its items stands with its count.
    shipment = ReportedDelivery.objects.get(phrase="about 12 Zorgomobil").shipment
    address = desk.url
    desk.goto(f"{demo}{shipment.get_absolute_url()}")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()

    # And out again.
    desk.goto(address)
    desk.get_by_role("button", name="Undo this import").click()
    expect(desk.get_by_text("Waiting for a worker.")).to_be_visible()
    with working(monkeypatch, Step.UNDOING):
        expect(desk.get_by_role("progressbar", name="Taking back")).to_be_visible()
    expect(desk.get_by_text("Everything that it wrote is taken back.")).to_be_visible()
    assert ReportedDelivery.objects.count() == before


@pytest.mark.usefixtures("large")
def test_work_is_stopped_from_the_page_and_nothing_is_applied(desk, monkeypatch):
    bring(desk, TABLE)
    expect(desk.get_by_text("Waiting for a worker.")).to_be_visible()
    with working(monkeypatch, Step.READING):
        expect(desk.get_by_role("progressbar", name="Reading the file")).to_be_visible()
        desk.get_by_role("button", name="Stop").click()
        expect(desk.get_by_text(re.compile("Cancelled|Stopping"))).to_be_visible()
    expect(desk.get_by_role("button", name="Read again")).to_be_visible()
    assert ImportBatch.objects.latest("pk").state == ImportBatch.State.CANCELLED
