"""Search as a person does: from any page by “/”, with suggestions, by keyboard, and without JavaScript."""

import re

from playwright.sync_api import expect


def test_a_slash_and_a_few_letters_lead_to_a_type(page, site):
    page.goto(f"{site}/shipments/")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search everything")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("T72B3M")
    option = page.get_by_role("option", name=re.compile("^T-72B3M"))
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/equipment/t-72b3m/")


def test_escape_closes_the_suggestions_and_enter_searches(page, site):
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("Kamas")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/search/?q=Kamas")
    page.get_by_role("link", name="Kamaz", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/search/\?q=Kamaz|/equipment/kamaz/"))


def test_a_slash_in_a_field_is_a_letter(page, site):
    page.goto(f"{site}/search/")
    box = page.get_by_role("combobox", name="Name or words")
    box.fill("8")
    page.keyboard.press("/")
    expect(box).to_have_value("8/")


def test_a_quote_leads_to_its_line(page, site):
    page.goto(f"{site}/search/?q=colossal+convoy")
    quotes = page.get_by_role("region", name=re.compile("Quotes"))
    expect(quotes.locator("mark").first).to_have_text("colossal convoy")
    quotes.get_by_role("link").filter(has_text="colossal").first.click()
    expect(page.get_by_role("main")).to_contain_text("colossal")


def test_without_javascript_the_form_submits(plain_page, site):
    page = plain_page
    page.goto(site)
    page.get_by_label("Search everything").fill("T72B3M")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/search/?q=T72B3M")
    expect(page.get_by_role("link", name="T-72B3M").first).to_be_visible()
