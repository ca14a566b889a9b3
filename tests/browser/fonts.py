"""Choose the fonts and the size of text that a tested browser shows, whatever the machine has installed."""

import os
from contextlib import contextmanager
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"
# Lets a browser find no fonts but ours, and DejaVu Sans wherever a page names no font that it has.
ENVIRONMENT = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
# Pages name the reader's own font; this puts another in its place, whatever an element names.
SWAP = """
(font) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:not(code, kbd, samp, pre) { font-family: "${font}", "DejaVu Sans" !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""
ORDINARY_SIZE = 16  # pixels, of text as browsers come


def swap_font(page, font):
    """Show the opened page in another font, as if it were the reader's own."""
    page.evaluate(SWAP, font)


@contextmanager
def scaled_text(page, factor):
    """Show text in another size, as a reader sets it in the browser: lengths in pixels stay what they are."""
    session = page.context.new_cdp_session(page)
    try:
        _set_size(session, round(ORDINARY_SIZE * factor))
        yield
    finally:
        _set_size(session, ORDINARY_SIZE)
        session.detach()


def _set_size(session, size):
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
