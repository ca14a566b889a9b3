"""Read a page as a person would: the words of its table, and of its status."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Collect table cells row by row, and what is announced as a status."""

    def __init__(self):
        super().__init__()
        self.rows, self.statuses = [], []
        self._collecting, self._status_tag, self._hidden = None, "", 0
        self._span = 1

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and "select" not in attributes.get("class", "").split():
            self.rows[-1].append("")
            self._collecting = tag
            self._span = int(attributes.get("colspan", 1)) if tag == "td" else 1
        elif tag == "sup":
            self._hidden += 1
        elif tag in {"br", "li"}:
            self.handle_data(" ")
        if attributes.get("role") == "status":
            self._status_tag = tag
            self.statuses.append("")

    def handle_endtag(self, tag):
        if tag == self._collecting:
            self._collecting = None
            self.rows[-1] += self.rows[-1][-1:] * (self._span - 1)  # It holds for all its columns.
        if tag == self._status_tag:
            self._status_tag = ""
        self._hidden -= tag == "sup"

    def handle_data(self, data):
        if self._collecting and not self._hidden:
            self.rows[-1][-1] += data
        if self._status_tag:
            self.statuses[-1] += data


def _read(response):
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


def statuses(response):
    """Return the text of each status on the page."""
    return [" ".join(text.split()) for text in _read(response).statuses]


def table_rows(response):
    """Return the cells' texts of each row of the page's tables, heads first."""
    return [[" ".join(cell.split()) for cell in row] for row in _read(response).rows]


def cells(response):
    """Return the rows of the page's one table, each a dictionary by column head; none without a table."""
    heads, *rows = table_rows(response) or [[]]
    return [dict(zip(heads, row, strict=True)) for row in rows]
