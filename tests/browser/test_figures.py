"""Use figures as a reader would: save them, read them without scripts, print them."""

import struct
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

SVG = "{http://www.w3.org/2000/svg}"


def saved(page, name):
    """Return the file that a button of the first figure saves, with its name."""
    with page.expect_download() as download:
        page.locator(".figure").first.get_by_role("button", name=f"Download as {name}").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_drawing_stands_alone_on_white_paper(page, site, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/destinations/ML/")
    name, content = saved(page, "SVG")
    assert name == "history.svg"
    drawing = ElementTree.fromstring(content)
    assert drawing.find(f"{SVG}title").text == "What came to Mali by category and year"
    assert "Vehicles" in drawing.find(f"{SVG}desc").text
    text = content.decode()
    for left in ("var(", "class=", " style="):
        assert left not in text
    assert drawing.find(f"{SVG}rect").get("fill") == "#ffffff"
    titles = [element for element in drawing.findall(f"{SVG}text") if "What came" in (element.text or "")]
    assert titles[0].get("fill") == "rgb(23, 32, 43)"
    assert f"{site}/deliveries/?country=ML" in text


def test_a_saved_picture_is_twice_as_sharp_as_the_drawing(page, site):
    page.goto(f"{site}/destinations/ML/")
    _, drawing = saved(page, "SVG")
    name, picture = saved(page, "PNG")
    assert name == "history.png"
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    root = ElementTree.fromstring(drawing)
    assert (width, height) == (
        round(float(root.get("width")) * 2),
        round(float(root.get("height")) * 2),
    )


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
