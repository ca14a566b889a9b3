"""Choose the fonts and the size of text that a tested browser shows, whatever the machine has installed."""

import os
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


def scale_text(page, factor):
    """Show text in another size, as a reader sets it in the browser: lengths in pixels stay what they are."""
    size = round(ORDINARY_SIZE * factor)
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    session.detach()
