"""Find two shipments that are one, merge them, follow the old address, and take it back."""

import pytest
from playwright.sync_api import expect

from inventory.models import Shipment
from tests import factories
from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_pages import misfits


@pytest.fixture
def desk(page, demo):
    """Enter the convoy of May once more, sign an editor in and open the convoy's page."""
    may = Shipment.objects.get(reference="ML-2025-05")
    factories.ShipmentFactory(
        reference="ML-2025-05-B", title="Convoy of May", destination=may.destination, period="2025-05"
    )
    sign_in(page, demo, factories.UserFactory(editor=True, username="anna"))
    page.goto(f"{demo}/shipments/ML-2025-05/")
    return page


def test_a_shipment_entered_twice_is_merged_found_under_both_addresses_and_taken_apart(desk, demo):
    desk.get_by_role("link", name="Same shipment?").click()
    proposal = desk.get_by_role("listitem").filter(has_text="Convoy of May")
    expect(proposal).to_contain_text("same country: Mali")
    proposal.get_by_role("link", name="Look closer and decide").click()
    expect(desk.get_by_role("cell", name="Convoy of May")).to_be_visible()
    desk.get_by_label("Why").fill("One convoy, entered twice.")
    desk.get_by_role("button", name="The same: merge ML-2025-05-B into ML-2025-05").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("ML-2025-05-B merged into ML-2025-05")
    assert misfits(desk) + violations(desk) == []
    merge = desk.url
    desk.goto(f"{demo}/shipments/ML-2025-05-B/")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("ML-2025-05")
    expect(desk.get_by_role("status").first).to_contain_text("was merged into this shipment")
    assert misfits(desk) + violations(desk) == []

    desk.goto(merge)
    desk.get_by_role("button", name="Undo this merge").click()
    expect(desk.get_by_text("ML-2025-05-B stands for itself again.")).to_be_visible()
    desk.goto(f"{demo}/shipments/ML-2025-05-B/pairs/")
    desk.get_by_role("link", name="Look closer and decide").first.click()
    desk.get_by_role("button", name="Not the same").click()
    expect(desk.get_by_role("heading", name="Decided")).to_be_visible()
    assert misfits(desk) + violations(desk) == []
