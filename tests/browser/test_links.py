"""Decide what a register's rows include, by keyboard, and take it back."""

import time

import pytest
from playwright.sync_api import expect

from inventory.models import Estimate, ShipmentLink
from inventory.models.totals.overlaps import load_overlaps
from tests import factories
from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_pages import misfits
from tests.waiting import wait_until

LINKS = 35
# What a person is taken to need to read a link, and to press a key; three minutes are for all.
SECONDS_TO_READ, SECONDS_A_PRESS = 4.0, 0.3
SAME, DISTINCT = ShipmentLink.Verdict.SAME_OR_INCLUDED, ShipmentLink.Verdict.DISTINCT


@pytest.fixture
def desk(page, demo):
    """Sign an editor in and open the desk."""
    sign_in(page, demo, factories.UserFactory(editor=True, username="anna"))
    page.goto(f"{demo}/pairs/links/")
    return page


def held(verdict):
    return ShipmentLink.objects.filter(verdict=verdict, revoked_at=None).count()


def undecided():
    return len(load_overlaps(Estimate.objects.all()).undecided())


def test_thirty_five_links_are_decided_by_keyboard_in_under_three_minutes(desk, report_figure):
    before, presses = undecided(), 0
    assert before >= LINKS
    began = time.monotonic()
    while before - undecided() < LINKS:
        row = desk.locator(".link-row:focus")
        rows = row.locator("xpath=ancestor::section[1]").locator(".link-row:not([data-state])")
        # As a person does: what counts too much is not the same, what is alike is.
        is_same = not row.locator(".link-against").count()
        splits = is_same and rows.count() > 1 and not rows.locator(".link-against").count()
        expected = before - undecided() + (rows.count() if splits else 1)
        desk.keyboard.press("s" if splits else "a" if is_same else "r")
        presses += 1
        wait_until(lambda expected=expected: before - undecided() >= expected, "a decision")
    seconds = time.monotonic() - began
    decided = held(SAME) + held(DISTINCT)
    person = decided * SECONDS_TO_READ + presses * SECONDS_A_PRESS
    reading = f"about {person:.0f} s with {SECONDS_TO_READ:.0f} s to read each link"
    report_figure(f"key presses for {decided} links", f"{presses}; {seconds:.0f} s by script, {reading}")
    assert decided >= LINKS
    assert presses <= LINKS
    assert person < 180
    assert held(SAME)
    assert held(DISTINCT)


def test_keys_move_tick_split_and_undo(desk):
    left, total = desk.locator("#links-left"), undecided()
    first, second = desk.locator(".link-row").nth(0), desk.locator(".link-row").nth(1)
    expect(first).to_be_focused()
    desk.keyboard.press("j")
    expect(second).to_be_focused()
    desk.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    desk.keyboard.press("x")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    desk.keyboard.press("r")
    expect(desk.locator("#links-told")).to_have_text("2 links decided: Not the same.")
    expect(left).to_have_text(str(total - 2))
    expect(first.locator(".link-outcome")).to_have_text("Not the same")
    assert (held(DISTINCT), undecided()) == (2, total - 2)
    desk.keyboard.press("a")
    desk.keyboard.press("u")
    expect(desk.locator("#links-told")).to_have_text("1 link is undecided again.")
    desk.keyboard.press("u")
    expect(desk.locator("#links-told")).to_have_text("2 links are undecided again.")
    expect(left).to_have_text(str(total))
    assert (held(SAME), held(DISTINCT), undecided()) == (0, 0, total)
    # Of a record with several, all are decided by one key.
    group = desk.locator(".link-group").filter(has=desk.locator("[name=split]")).first
    number = group.locator(".link-row").count()
    group.locator(".link-row").first.focus()
    desk.keyboard.press("s")
    expect(desk.locator("#links-told")).to_have_text(f"{number} links decided: Same or included.")
    assert held(SAME) == number


def test_what_somebody_decided_meanwhile_is_told_and_left(desk):
    row = desk.locator(".link-row").first
    one, other = (int(key) for key in row.get_attribute("data-pair").split("-"))
    ShipmentLink.objects.create(
        shipment_id=one, other_id=other, verdict=DISTINCT, decided_by=factories.UserFactory(username="bert")
    )
    desk.keyboard.press("a")
    expect(desk.locator("#links-told")).to_contain_text("was decided by bert in the meantime")
    expect(row.locator(".link-outcome")).to_have_text("Left as it was")
    assert (held(SAME), held(DISTINCT)) == (0, 1)


def test_what_could_not_be_saved_is_undecided_again(desk):
    desk.route("**/pairs/links/decide/", lambda route: route.abort())
    row = desk.locator(".link-row").first
    desk.keyboard.press("a")
    expect(desk.locator("#links-told")).to_have_text("Not saved. The link is undecided again.")
    expect(row.get_by_role("button", name="Same or included")).to_be_visible()
    assert held(SAME) == 0


def test_letters_that_are_typed_decide_nothing(desk):
    desk.get_by_label("Basis").fill("")
    desk.get_by_label("Basis").press_sequentially("as ruxa")
    assert desk.locator(".link-row[data-state]").count() == 0
    row = desk.locator(".link-row").first
    row.get_by_role("button", name="Same or included").click()
    expect(desk.locator("#links-told")).to_have_text("1 link decided: Same or included.")
    assert ShipmentLink.objects.get().reason == "as ruxa"
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#links-told")).to_have_text("1 link is undecided again.")
    assert misfits(desk) + violations(desk) == []


def test_without_a_script_buttons_decide_and_undo(plain_page, demo):
    sign_in(plain_page, demo, factories.UserFactory(editor=True, username="anna"))
    plain_page.goto(f"{demo}/pairs/links/?country=NE")
    plain_page.locator(".link-row").first.get_by_role("button", name="Same or included").click()
    expect(plain_page.get_by_text("1 link decided: Same or included.")).to_be_visible()
    assert (plain_page.url.endswith("?country=NE"), held(SAME)) == (True, 1)
    plain_page.get_by_role("button", name="Undo").click()
    expect(plain_page.get_by_text("1 link is undecided again.")).to_be_visible()
    assert held(SAME) == 0
