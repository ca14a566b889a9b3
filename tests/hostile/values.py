"""Make values, forms and files that no person would send, always the same for one seed."""

import io
import zipfile
from html.parser import HTMLParser

VALUES = (
    *("\0", "x\0y", "%00", "'", "\"'><script>alert(1)</script>", "{{7*7}}", "${7*7}", "../../etc/passwd"),
    *(
        "-1",
        "0",
        "1e999",
        "NaN",
        "99999999999999999999",
        "9223372036854775808",
        "2147483648",
        "1.5",
        "٣",
        "१२",
    ),
    *(
        "x",
        "",
        " ",
        "\n\r\t",
        "x" * 3_000,
        "\ud7ff\uffff",
        "🎖",
        "e\u0301" * 40,
        "\u202e\u200b",
        "None",
        "null",
    ),
    *(
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "2025-02-30",
        "-0001",
        "../2025",
        "2025-01/2024-01",
        "Y999999999",
    ),
    *(
        "00000000-0000-0000-0000-000000000000",
        "' OR 1=1 --",
        "1;DROP TABLE x",
        "[",
        "(((((",
        "\\",
        "%",
        "_",
        "*",
    ),
    *(
        "[1,2",
        '{"a":',
        "true",
        "a,b,,c",
        ",",
        "&",
        "?x=1",
        "#",
        "http://[",
        "javascript:alert(1)",
        "1-",
        "..",
        "?",
    ),
)


class Forms(HTMLParser):
    """Read the forms of a page: where they go, how, and their fields with what they hold."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self._select = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.found.append((given.get("action") or "", (given.get("method") or "get").lower(), {}))
        if tag == "option" and self._select and "selected" in given:
            self.found[-1][2][self._select] = given.get("value") or ""
        name = given.get("name")
        if self.found and name and tag in ("input", "select", "textarea", "button"):
            if not (given.get("type") in ("checkbox", "radio") and "checked" not in given):
                self.found[-1][2].setdefault(name, given.get("value") or "")
            self._select = name if tag == "select" else None


def mangled(chance, fields):
    """Return the values of a form with some of them hostile, one gone, or one that it does not have."""
    data = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    names = sorted(data)
    for name in chance.sample(names, min(len(names), chance.choice((1, 1, 2, 5)))):
        data[name] = chance.choice(VALUES)
        if chance.random() < 0.1:
            data[name] = [chance.choice(VALUES) for _ in range(3)]
    if names and chance.random() < 0.1:
        data.pop(chance.choice(names))
    if chance.random() < 0.2:
        data[chance.choice(names or ["x"]) + chance.choice(("__exact", "__in", "__gt", "[]", "\0"))] = "x"
    return data


def zipped(**members):
    """Return an archive of texts by name; two underscores are a slash, one before the ending a dot."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name.replace("__", "/"), content)
    return archive.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 99 + '">]>'
TYPES = "[Content_Types].xml"


def workbook(sheet):
    """Return a workbook whose one sheet is the XML that is given."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        **{
            TYPES: f'<Types xmlns="{packages}/content-types"/>',
            "_rels__.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl__workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl___rels__workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl__worksheets__sheet1.xml": sheet,
        }
    )


def sheet(cell, before=""):
    """Return the XML of a sheet with a head and one cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>What</t></is></c></row>'
    return (
        f'{before}<worksheet xmlns="{main}"><sheetData>{head}<row r="2">{cell}</row></sheetData></worksheet>'
    )


SCRIPT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.hostile=1">'
    b"<script>window.hostile=1</script></svg>"
)
WELL_KNOWN = b"Donor,Recipient,Date,Source,Items (number)\nRussia,Mali,2026-03,RAIDS,T-72 (3)\n"

FILES = {
    "empty.csv": b"",
    "nul.csv": b"To;What\nBa\0mako;Tanks\n",
    "only-head.csv": b"To;What;Count\n",
    "unclosed.csv": b'To;What\n"Bamako;Tanks\n',
    "wide.csv": b";".join(b"c%d" % n for n in range(5_000)) + b"\n",
    "same-heads.csv": b"What;What;What\nx;y;z\n",
    "formula.csv": b"What;Count\n=cmd|' /C calc'!A0;@SUM(1)\n",
    "utf16.csv": "To;What\nBamako;Tanks\n".encode("utf-16"),
    "broken-utf8.csv": b"To;What\n\xff\xfe\xfd;\x80\n",
    "long-cell.csv": b"What;Count\n" + b"x" * 200_000 + b";1\n",
    "script.svg": SCRIPT,
    "script.csv": b"What;Count\n" + SCRIPT.replace(b'"', b"'") + b";<img src=x onerror=window.hostile=1>\n",
    "polyglot.csv": b"GIF89a/*\n" + SCRIPT + b"*/=1;\n%PDF-1.7\n" + zipped(a="b"),
    "polyglot.xlsx": b"%PDF-1.7\n" + workbook(sheet("")),
    "deep.jsonl": b"[" * 50_000 + b"\n",
    "wrong.jsonl": b'{"a":1e999}\n{"a":NaN}\nnull\n[]\n"x"\n{"\\u0000":"\\ud800"}\n',
    "bomb.xlsx": workbook(b"0" * 80_000_000),
    "bomb-in-bomb.xlsx": zipped(x=zipped(y=b"0" * 20_000_000)),
    "entity.xlsx": workbook(sheet('<c r="A2" t="inlineStr"><is><t>&e;</t></is></c>', ENTITY)),
    "laughs.xlsx": workbook(sheet('<c r="A2" t="inlineStr"><is><t>&b;</t></is></c>', LAUGHS)),
    "far.xlsx": workbook(sheet('<c r="XFD1048576"><v>1</v></c>')),
    "wrong-cell.xlsx": workbook(sheet('<c r="@@" t="s"><v>99999999</v></c>')),
    "no-sheet.xlsx": zipped(**{TYPES: "<x/>"}),
    "traversal.xlsx": zipped(**{"..__..__etc__x": "x", TYPES: "<x/>"}),
    "cut.xlsx": workbook(sheet(""))[:200],
    "empty.ods": zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "entity.ods": zipped(
        **{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ENTITY + "<x>&e;</x>"}
    ),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "known.csv": WELL_KNOWN,
}
NAMES = (
    "../../x.csv",
    "x" * 300 + ".csv",
    "\u202egnp.csv",
    "<script>.csv",
    "a\0b.csv",
    ".csv",
    "con",
    "x.csv;y",
)


def file_of(chance):
    """Return a name and content of a file: one of ours, often with bytes changed, cut or doubled."""
    name = chance.choice(sorted(FILES))
    content = bytearray(FILES[name])
    if content and len(content) < 1_000_000 and chance.random() < 0.6:
        for _ in range(chance.choice((1, 3, 20))):
            content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.1:
        del content[chance.randrange(len(content) + 1) :]
    return (chance.choice(NAMES) if chance.random() < 0.2 else name), bytes(content)
