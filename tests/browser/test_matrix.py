"""Walk the comparison matrix by keyboard, read its cards, fold it; without scripts, on paper, on a phone."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

ADDRESS = "/shipments/ML-2025-01-17/"


@pytest.fixture
def matrix(visit):
    """Return the matrix of the reference case, made ready for the keyboard; no script may fail on it."""
    page = visit(f"{ADDRESS}?rows=all")
    failures = []
    page.on("pageerror", lambda error: failures.append(error.message))
    grid = page.get_by_role("grid")
    expect(grid).to_be_visible()
    yield grid
    assert failures == []


def place(page):
    """Return row and column of the cell that has the focus, or stands around it."""
    return page.evaluate(
        """() => {
          const cell = document.activeElement.closest(".matrix th, .matrix td");
          return cell && [cell.parentElement.rowIndex, cell.cellIndex];
        }"""
    )


def cell_at(page, row, column):
    return page.locator(".matrix tr").nth(row).locator("> th, > td").nth(column)


def stated(page, equipment, voice):
    """Return the button in the cell of a voice on a type."""
    column = page.locator(".matrix thead th").all_inner_texts()
    number = next(number for number, head in enumerate(column) if head.strip().startswith(voice))
    name = page.get_by_role("link", name=equipment, exact=True)
    return (
        page.locator(".matrix tbody tr")
        .filter(has=name)
        .locator("> th, > td")
        .nth(number)
        .locator(".cell-open")
    )


# Keyboard


def test_the_whole_matrix_is_one_stop_of_the_tab_key(page, matrix):
    assert matrix.locator(":scope [tabindex='0']:not([popover] *)").count() == 1
    page.locator("#rows-all").focus()
    page.keyboard.press("Tab")
    assert place(page) == [1, 0]
    page.keyboard.press("Tab")
    assert place(page) is None


def test_arrows_walk_and_stop_at_the_edges(page, matrix):
    page.locator("#rows-all").focus()
    page.keyboard.press("Tab")
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(place(page))
    assert walked == [[1, 1], [2, 1], [3, 1], [3, 0], [3, 0], [2, 0]]
    last = matrix.locator("thead th").count() - 1
    page.keyboard.press("End")
    assert place(page) == [2, last]
    page.keyboard.press("Home")
    assert place(page) == [2, 0]
    page.keyboard.press("Control+Home")
    assert place(page) == [0, 0]
    page.keyboard.press("ArrowUp")
    assert place(page) == [0, 0]
    page.keyboard.press("Control+End")
    assert place(page) == [matrix.locator("tr").count() - 1, last]


def test_the_cell_that_is_walked_to_is_not_hidden_by_what_stays(page, matrix):
    page.set_viewport_size({"width": 390, "height": 700})
    stated(page, "T-72B3", "Military Africa").focus()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press("Escape")
        page.keyboard.press(key)
    row, column = place(page)
    box = cell_at(page, row, column).bounding_box()
    head = cell_at(page, 0, column).bounding_box()
    name = cell_at(page, row, 0).bounding_box()
    assert box["x"] >= name["x"] + name["width"] - 2
    assert box["y"] >= head["y"] + head["height"] - 2


def test_enter_steps_into_a_cell_with_several_ways_and_escape_out(page, matrix):
    page.locator("#rows-all").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#fold-vehicles")).to_be_focused()
    page.keyboard.press("Tab")
    expect(matrix.get_by_role("link", name="Vehicles", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell_at(page, 1, 0)).to_be_focused()


# Cards


def test_a_card_shows_itself_on_focus_and_goes_with_it_or_by_escape(page, matrix):
    button = stated(page, "T-72B3", "CAST")
    card = page.get_by_role("dialog", name="CAST: T-72B3")
    page.keyboard.press("Tab")
    button.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog", name="Military Africa: T-72B3")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".matrix [popover]:popover-open")).to_have_count(0)


def test_enter_opens_a_card_that_stays_and_escape_closes_it(page, matrix):
    button = stated(page, "T-72B3", "CAST")
    card = page.get_by_role("dialog", name="CAST: T-72B3")
    button.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_focused()
    for words in ("“seven”", "CAST, through Kyiv Post (stated)", "Grade", "Kyiv Post"):
        expect(card).to_contain_text(words)
    page.keyboard.press("Tab")
    expect(card.get_by_role("link").first).to_be_focused()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert place(page) is not None


def test_a_card_leads_to_the_line_the_document_and_the_evidence(page, matrix):
    stated(page, "T-72B3", "Military Africa").click()
    card = page.get_by_role("dialog", name="Military Africa: T-72B3")
    expect(card.get_by_role("link", name="Original")).to_have_attribute("href", re.compile("^https?://"))
    expect(card.get_by_role("link", name=re.compile("Video of the convoy"))).to_have_attribute(
        "href", re.compile("^#evidence-")
    )
    card.get_by_role("link", name="This line").click()
    expect(page.get_by_role("heading", name="Chain of attribution")).to_be_visible()


def test_the_pointer_may_rest_on_a_card_that_it_brought_up(page, matrix):
    card = page.get_by_role("dialog", name="CAST: T-72B3")
    stated(page, "T-72B3", "CAST").hover()
    expect(card).to_be_visible()
    card.get_by_text("Certainty").hover()
    # The next cell that is hovered shows that time enough has passed for the first card to go.
    expect(card).to_be_visible()
    page.get_by_role("heading", level=2).first.hover()
    expect(card).to_be_hidden()


def test_a_detail_has_its_card_too(page, matrix):
    button = (
        page.locator(".detail-rows tr")
        .filter(has_text="Origin")
        .locator(".cell-open")
        .filter(has_text="Murmansk")
    )
    button.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="RAIDS: Origin")
    expect(card).to_be_focused()
    expect(card).to_contain_text("Not")
    expect(card).to_contain_text("RAIDS, in its own voice")


# Folding and opening


def test_a_row_is_folded_in_place_with_an_address_and_unfolded(page, matrix):
    page.locator("#fold-tanks").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".matrix").get_by_role("link", name="T-72B3", exact=True)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"[?&]fold=tanks$"))
    expect(page.locator("#fold-tanks")).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#fold-tanks")).to_be_focused()
    expect(page.get_by_role("grid")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#fold-tanks")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".matrix").get_by_role("link", name="T-72B3", exact=True)).to_be_visible()
    # What was swapped walks by one cell a key, as before.
    page.keyboard.press("Escape")
    row, column = place(page)
    page.keyboard.press("ArrowDown")
    assert place(page) == [row + 1, column]


def test_reports_of_a_voice_are_opened_beside_it(page, matrix):
    columns = matrix.locator("thead th").count()
    page.get_by_role("link", name="unfold defenceWeb").click()
    expect(page).to_have_url(re.compile(r"[?&]open=defenceweb$"))
    expect(page.locator(".report-head")).to_have_count(3)
    expect(page.locator(".matrix thead th")).to_have_count(columns + 3)
    page.go_back()
    expect(page.locator(".report-head")).to_have_count(0)


# Without scripts, on paper, for everybody


def test_without_scripts_the_matrix_folds_opens_and_shows_its_cards(plain_page, site):
    page = plain_page
    page.goto(f"{site}{ADDRESS}?rows=all")
    page.locator("#fold-tanks").click()
    expect(page).to_have_url(re.compile(r"[?&]fold=tanks$"))
    expect(page.locator(".matrix").get_by_role("link", name="T-72B3", exact=True)).to_have_count(0)
    page.get_by_role("link", name="unfold defenceWeb").click()
    expect(page.locator(".report-head")).to_have_count(3)
    button = page.locator(".cell-open").filter(has_text="“five”").first
    button.click()
    card = page.locator(f"#{button.get_attribute('popovertarget')}")
    expect(card).to_be_visible()
    expect(card.get_by_role("link", name="This line")).to_be_visible()
    expect(page.locator(".for-keyboard")).to_be_hidden()


def test_on_paper_cards_and_controls_are_gone_and_the_matrix_fits(page, matrix):
    stated(page, "T-72B3", "CAST").click()
    page.set_viewport_size({"width": 1032, "height": 703})
    page.emulate_media(media="print")
    for hidden in ("#rows-all", ".fold", ".unfold", ".for-keyboard", ".card-over:popover-open"):
        for found in page.locator(hidden).all():
            expect(found).to_be_hidden()
    table = page.locator(".matrix").bounding_box()
    assert table["x"] + table["width"] <= 1032
    expect(page.locator("article.report").filter(has_text="“at least five”")).to_be_visible()


def test_head_and_names_stay_in_sight_on_a_phone(page, matrix):
    page.set_viewport_size({"width": 390, "height": 800})
    pane = page.locator(".matrix-scroll")
    pane.evaluate("pane => pane.scrollTo(300, 600)")
    frame, corner = pane.bounding_box(), cell_at(page, 0, 0).bounding_box()
    assert corner["x"] - frame["x"] == pytest.approx(0, abs=2)
    assert corner["y"] - frame["y"] == pytest.approx(0, abs=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_open_card_has_no_violations(page, matrix):
    stated(page, "T-72B3", "CAST").click()
    expect(page.get_by_role("dialog", name="CAST: T-72B3")).to_be_visible()
    # What the card lies over is not in reach while it is open, so it is looked at alone.
    page.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        result = page.evaluate("axe.run('.card-over:popover-open')")
        assert result["passes"]
        assert [violation["id"] for violation in result["violations"]] == []
