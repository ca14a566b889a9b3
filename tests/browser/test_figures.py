"""Use figures as a reader would: read them without scripts, print them. Saving is in ``test_pictures.py``."""

from playwright.sync_api import expect


def test_without_scripts_the_drawing_and_its_numbers_are_there(plain_page, site):
    page = plain_page
    page.goto(f"{site}/destinations/ML/")
    figure = page.locator(".figure").first
    expect(figure.locator("svg.chart")).to_be_visible()
    expect(figure.get_by_role("button", name="Download as SVG")).to_have_count(0)
    expect(figure.locator("table")).to_be_hidden()
    figure.get_by_text("Numbers as a table").click()
    expect(figure.locator("table")).to_be_visible()
    page.goto(f"{site}/destinations/?map=world")
    expect(page.locator('nav a[aria-current="true"]', has_text="World")).to_be_visible()


def test_print_shows_the_drawing_and_the_table_only_when_opened(page, site):
    page.goto(f"{site}/destinations/ML/")
    figure = page.locator(".figure").first
    page.emulate_media(media="print")
    expect(figure.locator("svg.chart")).to_be_visible()
    expect(figure.locator(".figure-downloads")).to_be_hidden()
    expect(figure.locator(".figure-numbers")).to_be_hidden()
    page.emulate_media(media="screen")
    figure.get_by_text("Numbers as a table").click()
    page.emulate_media(media="print")
    expect(figure.locator("table")).to_be_visible()
