"""Read the convoy of January 2025 off its page as an analyst would, claim by claim."""

import re

import pytest
from playwright.sync_api import expect

CONVOY = "/shipments/ML-2025-01-17/"
ON_VIDEO = "defenceWeb, Le Monde and Military Africa rest on the same evidence"


@pytest.fixture
def convoy(visit):
    """Return the page with all rows of its matrix."""
    return visit(f"{CONVOY}?rows=all")


def row(page, name):
    """Return the row of a type, or of a kind of detail, in the matrix."""
    return page.locator(".matrix tbody tr").filter(has=page.get_by_role("link", name=name, exact=True))


def cell(page, name, voice):
    heads = page.locator(".matrix thead th").all_inner_texts()
    number = next(number for number, head in enumerate(heads) if head.strip().startswith(voice))
    return row(page, name).locator("> th, > td").nth(number)


def estimate(page, name):
    return row(page, name).locator("td.estimate > .cell-open, td.estimate > .estimate-head-line").first


def said(page, part):
    """Return the sentences of a part at the head of the page."""
    return page.locator(f"#brief .brief-{part}")


def test_t_72_is_agreed_at_seven_stated_by_three(convoy):
    expect(estimate(convoy, "T-72").locator(".estimate-figure")).to_have_text("7")
    expect(estimate(convoy, "T-72")).to_contain_text("Agreed")
    expect(estimate(convoy, "T-72")).to_contain_text("Stated by 3, on 2 bases")
    expect(said(convoy, "agreed")).to_contain_text("7 T-72, stated by CAST, defenceWeb and Military Africa")


def test_origin_is_disputed_without_a_winner(convoy):
    expect(said(convoy, "disputed")).to_contain_text(
        "Origin: Syria (suspected by 1, in part by 1; denied by 1 on observation) · "
        "Russia (in part by 1) · Murmansk (observed by 1)."
    )
    expect(said(convoy, "disputed").locator("strong, b")).to_have_count(0)
    head = row(convoy, "Origin").locator("td.estimate")
    expect(head).to_have_text(re.compile(r"^\s*Disputed\s*$"))


def test_bmp_3_against_bmd_is_carried_upward_as_a_dispute_and_told_once(convoy):
    expect(said(convoy, "disputed")).to_contain_text(
        "BMP-3: at least 2 by defenceWeb, 5 by CAST, denied by Military Africa."
    )
    expect(estimate(convoy, "BMP-3")).to_contain_text("Disputed")
    expect(cell(convoy, "BMP-3", "Military Africa")).to_contain_text("Denied")
    expect(cell(convoy, "BMD", "Military Africa")).to_contain_text("≥ 2")
    for above in ("Infantry fighting vehicles", "Armoured vehicles", "Vehicles"):
        expect(estimate(convoy, above)).to_contain_text("Disputed in a subtype")
        expect(estimate(convoy, above)).to_contain_text("disputed: BMP-3")
    expect(convoy.locator(".counts")).to_contain_text("Disputed on 3 types or details")
    expect(said(convoy, "disputed").locator("p")).to_have_count(3)


def test_the_class_of_linza_is_disputed(convoy):
    expect(said(convoy, "disputed")).to_contain_text(
        "Linza, class: armoured personnel carriers by defenceWeb, armoured ambulances by Military Africa."
    )
    for voice in ("defenceWeb", "Military Africa"):
        expect(cell(convoy, "Linza", voice)).to_contain_text("Class disputed")


def test_defenceweb_and_the_seed_article_are_one_voice(convoy):
    heads = convoy.locator(".matrix thead th.voice-head")
    expect(heads).to_have_count(8)
    defenceweb = heads.filter(has=convoy.get_by_role("link", name="defenceWeb", exact=True))
    expect(defenceweb).to_contain_text("3 reports")
    expect(heads.locator(".voice-name").filter(has_text="Seed article")).to_have_count(0)
    expect(said(convoy, "basis")).to_contain_text("8 independent voices on 6 bases; 6 give counts.")


def test_vehicles_are_stated_by_two_and_compatible_with_the_rest(convoy):
    expect(said(convoy, "agreed")).to_contain_text(
        "101–110 vehicles, stated by Frontelligence Insight and Le Monde, compatible with 4 more"
    )
    expect(said(convoy, "basis")).to_contain_text(f"{ON_VIDEO}: Video of the convoy by Cap Mali+.")
    estimate(convoy, "Vehicles").click()
    card = convoy.get_by_role("dialog", name="Estimate: Vehicles", exact=True)
    expect(card).to_contain_text("Stated by Frontelligence Insight, Le Monde")
    expect(card).to_contain_text("Compatible with CAST, defenceWeb, Military Africa, RAIDS")
    expect(card).not_to_contain_text("Incompatible")
    # What defenceWeb borrows is no statement of its own.
    expect(cell(convoy, "Vehicles", "defenceWeb")).to_contain_text("≥ 58 follows")


def test_the_total_of_raids_is_its_sixty_and_its_forty(convoy):
    expect(cell(convoy, "Vehicles", "RAIDS")).to_contain_text("90–110 follows")
    expect(cell(convoy, "Combat vehicles, type unstated", "RAIDS")).to_contain_text("“about sixty”")
    expect(cell(convoy, "Logistic vehicles, type unstated", "RAIDS")).to_contain_text("“about forty”")


def test_the_institute_says_likely_and_the_copy_drifts(convoy):
    institute = cell(convoy, "Relation", "Institute for the Study of War")
    expect(institute).to_contain_text("Changed when repeated")
    institute.locator(".cell-open").click()
    card = convoy.get_by_role("dialog", name=re.compile("^Institute for the Study of War.*Relation"))
    expect(card).to_contain_text("Seed article (January 2025) changes how surely it is said")
    details = convoy.locator(".details-table tbody").filter(has=convoy.locator("#detail-relation"))
    expect(details.locator("td > ul.statements")).to_contain_text("“likely”")
    expect(details.locator("td > ul.statements")).not_to_contain_text("“most likely”")


def test_the_arrival_is_frontelligences_word_and_added_to_defencewebs(convoy):
    expect(cell(convoy, "Arrival", "Frontelligence Insight")).to_contain_text("17 Jan 2025")
    expect(cell(convoy, "Arrival", "defenceWeb")).to_contain_text("Added when repeated")
    details = convoy.locator(".details-table tbody").filter(has=convoy.locator("#detail-arrival"))
    expect(details.locator("td > ul.statements")).to_contain_text("Frontelligence Insight")
    expect(details.locator("td > ul.statements")).not_to_contain_text("defenceWeb")


def test_two_dates_are_explained_by_the_stage(convoy):
    expect(convoy.locator(".notice")).to_contain_text(
        "observed 14 Jan 2025 (in transit); arrival 17 Jan 2025"
    )
    expect(row(convoy, "Arrival").locator("td.estimate")).to_contain_text("Single source")


def test_trucks_are_a_share_of_what_was_borrowed(convoy):
    expect(cell(convoy, "Trucks", "defenceWeb")).to_contain_text("“half”")
    expect(cell(convoy, "Trucks", "defenceWeb")).to_contain_text("≥ 46")


def test_nothing_is_summed_over_vehicles_guns_and_boats(convoy):
    expect(convoy.locator(".matrix caption")).to_contain_text("Different units are never added")
    expect(row(convoy, "Military equipment")).to_have_count(0)
    items = [" ".join(text.split()) for text in convoy.locator(".headline-items dd").all_inner_texts()]
    assert [text.removesuffix(" Disputed in a subtype") for text in items] == [
        "Vehicles 101–110",
        "Towed artillery 3 named",
        "Anti-aircraft guns 2",
        "Vessels 2 named",
    ]


def test_a_clause_leads_to_its_row_and_to_the_cell_of_a_voice(visit):
    page = visit(CONVOY)
    said(page, "disputed").get_by_role("link", name="BMP-3").click()
    expect(row(page, "BMP-3")).to_be_in_viewport()
    said(page, "agreed").get_by_role("link", name="7 T-72").click()
    page.wait_for_url("**rows=all#type-t-72")
    expect(row(page, "T-72")).to_be_in_viewport()
    said(page, "disputed").get_by_role("link", name="CAST").click()
    expect(cell(page, "BMP-3", "CAST")).to_be_in_viewport()


def test_rows_are_chosen_without_scripts(plain_page, site):
    page = plain_page
    page.goto(f"{site}{CONVOY}")
    expect(row(page, "BMP-3")).to_be_visible()
    expect(row(page, "D-30")).to_have_count(0)
    page.get_by_role("link", name="Show all rows").click()
    expect(row(page, "D-30")).to_be_visible()
    assert "rows=all" in page.url
    page.get_by_role("navigation", name="Rows shown").get_by_role("link", name="Disputed").click()
    expect(row(page, "D-30")).to_have_count(0)
    page.locator("#brief summary").first.click()
    expect(page.locator("#brief").get_by_text("3 D-30, stated by")).to_be_visible()
