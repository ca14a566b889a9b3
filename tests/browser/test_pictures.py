"""Hold every saved picture to the figure on the page, pixel by pixel, in light and dark."""

import base64
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test.signals import template_rendered

SVG = "{http://www.w3.org/2000/svg}"
SHARPNESS = 2  # pixels of a saved PNG for each unit
SQUARE = 8  # pixels of that sharpness, a third of a letter's height
MOST_DIFFERENT = 16  # of 255, where one browser draws the same on two pages; 9 was measured
MOST_PAINTED = 40  # of 255, where letters are painted into a PNG, smoothed otherwise; 24 was measured

# Figures of each page, by their names there: every one that is unlike those before it.
FIGURES = {
    "/": ["destinations-map", "months"],
    "/shipments/ML-2025-01-17/": ["route-map", "reported-when"],
    "/equipment/": ["history"],
    "/equipment/t-72/": ["history", "map"],
    "/destinations/": ["flow"],
    "/destinations/?map=world": ["destinations-map"],
    "/destinations/ML/": ["history", "flow", "map"],
    "/destinations/groups/alliance-of-sahel-states/": ["map"],
    "/sources/defenceweb/": ["ties-graph"],
    "/publications/{publication}/": ["chain-graph"],
    "/styleguide/": ["sample"],
    "/compare/?source=all-press&source=sipri&destination=ML&period=2023": ["comparison"],
}

# What only the page could resolve, or another program might not know.
FOREIGN = ("var(", "currentColor", " class=", " style=", "<style", "<foreignObject", "currentcolor")

# Shows one drawing alone, at the size of its own units, on the figure's ground; `undo` brings the page back.
SHOW_ALONE = """([name, undo]) => {
  const figure = document.getElementById(name), drawing = figure.querySelector(".figure-drawing svg");
  const {width, height} = drawing.viewBox.baseVal;
  const looks = [
    [figure, {position: "fixed", inset: 0, margin: 0, padding: 0, border: 0, zIndex: 9999}],
    [drawing.parentNode, {position: "absolute", inset: 0, background: "inherit", overflow: "hidden"}],
    [drawing, {width: `${width}px`, height: `${height}px`, minWidth: 0, maxWidth: "none", margin: 0}],
  ];
  for (const [element, look] of looks) {
    if (undo) element.removeAttribute("style");
    else Object.assign(element.style, look);
  }
  return {x: 0, y: 0, width, height};
}"""

# Cuts two pictures, the second from its corner at `x`, `y`, into squares, and returns by how much the mean
# colour of a square differs at most. A letter, a mark or a piece of hatching that is missing changes its
# square's mean; how the edges of the same letter are smoothed hardly does. Two of a pixel's four bytes are
# summed at once, each in 16 bits, which is room for squares of up to 16 pixels.
COMPARE = """async ([one, other, x, y, side]) => {
  const load = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    return image;
  };
  const [first, second] = await Promise.all([one, other].map(load));
  const {width, height} = first, across = Math.ceil(width / side);
  const squares = across * Math.ceil(height / side);
  const sumsOf = (image, x, y) => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    pen.drawImage(image, -x, -y);
    const pixels = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
    const sums = new Uint32Array(squares * 2);
    for (let row = 0, at = 0; row < height; row++) {
      for (let square = (row / side | 0) * across, column = 0; column < width; square++) {
        let even = 0, odd = 0;
        for (const end = Math.min(column + side, width); column < end; column++, at++) {
          even += pixels[at] & 0xff00ff;
          odd += pixels[at] >>> 8 & 0xff00ff;
        }
        sums[square] += even;
        sums[squares + square] += odd;
      }
    }
    return new Uint16Array(sums.buffer);
  };
  const those = sumsOf(second, x, y);
  const most = sumsOf(first, 0, 0).reduce((most, sum, at) => Math.max(most, Math.abs(sum - those[at])), 0);
  return most / side / side;
}"""


@pytest.fixture
def browser_context_args(browser_context_args):
    """Give windows the sharpness of a saved PNG, and room for the largest drawing."""
    size = {"width": 1240, "height": 1100}
    return {**browser_context_args, "device_scale_factor": SHARPNESS, "viewport": size}


@pytest.fixture
def viewer(context):
    """Return a window for saved files, which has nothing of the site."""
    return context.new_page()


def saved(page, name, kind, folder):
    """Return the path of the file that a figure's button saves."""
    with page.expect_download() as download:
        page.locator(f"#{name} [data-download={kind}]").click()
    path = folder / f"{name}.{kind}"
    download.value.save_as(path)
    return path


def difference(viewer, one, other, x=0, y=0):
    """Return by how much, where most, the second picture from ``x``, ``y`` on differs from the first."""
    encoded = [base64.b64encode(picture).decode() for picture in (one, other)]
    return viewer.evaluate(COMPARE, [*encoded, x * SHARPNESS, y * SHARPNESS, SQUARE])


def opened(viewer, path):
    """Return a saved drawing as a screenshot of all of it, and where the figure's own drawing begins."""
    root = ElementTree.parse(path).getroot()
    size = {side: float(root.get(side)) for side in ("width", "height")}
    viewer.goto(path.as_uri())
    drawing = root.find(f"{SVG}svg")
    return viewer.screenshot(clip={"x": 0, "y": 0, **size}), float(drawing.get("x")), float(drawing.get("y"))


def words(text):
    """Return words without the breaks between lines, which a long address has anywhere."""
    return "".join(text.split())


def check(page, viewer, name, folder):
    """Hold a figure's two files to what the page shows."""
    drawing, picture = (saved(page, name, kind, folder) for kind in ("svg", "png"))
    as_shown = page.screenshot(clip=page.evaluate(SHOW_ALONE, [name, False]))
    page.evaluate(SHOW_ALONE, [name, True])
    whole, x, y = opened(viewer, drawing)
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == struct.unpack(">II", whole[16:24])
    assert difference(viewer, as_shown, whole, x, y) < MOST_DIFFERENT
    assert difference(viewer, whole, picture.read_bytes()) < MOST_PAINTED
    held = words("".join(ElementTree.parse(drawing).getroot().itertext()))
    for kind in ("title", "subtitle", "note", "source"):
        assert all(words(one) in held for one in page.locator(f"#{name} .figure-{kind}").all_inner_texts())
    assert words(f"{page.url}#{name}") in held
    text = drawing.read_text()
    assert [left for left in FOREIGN if left in text] == []


def test_saved_pictures_equal_the_figures_on_the_page(page, visit, viewer, tmp_path):
    rendered = set()

    def note(template, **_kwargs):
        rendered.add(template.name)

    template_rendered.connect(note)
    try:
        for path, names in FIGURES.items():
            visit(path)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                for name in names:
                    folder = tmp_path / scheme / words(path).replace("/", "_")
                    check(page, viewer, name, folder)
    finally:
        template_rendered.disconnect(note)
    charts = Path(settings.BASE_DIR / "templates/components/charts")
    kinds = {f"components/charts/{one.name}" for one in charts.glob("*.html") if "<svg " in one.read_text()}
    assert kinds <= rendered
