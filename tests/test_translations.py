"""Hold every word of the interface to a complete French translation."""

import ast
import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "inventory" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = [path for path in sorted((ROOT / "inventory").rglob("*.py")) if "migrations" not in path.parts]
FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
# What `templatize` makes of the tags: calls of gettext and its kind, with the text as a literal.
CALL = re.compile(r"\b(n?p?gettext|_)\((.*?)\)(?=\s|$|X)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
READ_ALOUD = ("alt", "aria-label", "aria-description", "placeholder", "title", "label")
# Names that are the same in every language.
NAMES = {
    "CSV",
    "SVG",
    "PNG",
    "URL",
    "PDF",
    "EDTF",
    "ISO",
    "English",
    "Français",
    "SIPRI",
    "BibTeX",
    "OpenAPI",
    "Parquet",
    "RIS",
    "GeoJSON",
    "Tab",
    "Enter",
    "SHA",
}
LETTERS = re.compile(r"[^\W\d_]{2,}")


def by_path(path: Path) -> str:
    return str(path.relative_to(ROOT))


def messages_in_module(path: Path) -> Iterator[tuple[str | None, str]]:
    """Yield context and text of every literal that a module hands to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        literals = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if name in FUNCTIONS and literals:
            yield None, literals[0]
        elif name in IN_CONTEXT and len(literals) >= 2:
            yield literals[0], literals[1]


def messages_in_template(path: Path) -> Iterator[tuple[str | None, str]]:
    """Yield context and text of every translated text of a template."""
    for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        literals = [
            ast.literal_eval(text)
            for text in re.findall(r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", arguments)
        ]
        if "p" in name.removeprefix("n")[:1]:
            yield literals[0], literals[1]
        else:
            yield None, literals[0]


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_text_of_the_interface_is_in_the_catalogue(catalogue):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}
    used = {message for path in MODULES for message in messages_in_module(path)}
    used |= {message for path in TEMPLATES for message in messages_in_template(path)}
    assert len(used) > 100
    assert sorted(text for _, text in used - known) == []
    assert sorted(text for _, text in known - used) == []


def test_every_text_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_a_translation_keeps_the_gaps_to_be_filled(catalogue):
    def gaps(text: str) -> set[str]:
        return {name for pair in PLACEHOLDER.findall(text) for name in pair if name}

    for entry in catalogue:
        translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wanted = gaps(entry.msgid) | gaps(entry.msgid_plural)
        for text in translations:
            # French may say "one" without the figure, as English does.
            assert gaps(text) <= wanted, entry.msgid
        assert gaps(translations[-1]) == wanted, entry.msgid


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in catalogue:
        text = (
            compiled.pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else compiled.gettext(entry.msgid)
        )
        expected = entry.msgstr_plural[0] if entry.msgstr_plural else entry.msgstr
        assert text == expected, "run `uv run manage.py compilemessages`"


class WrittenText(HTMLParser):
    """Collect the words that a template writes outside of translation tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("code", "kbd", "style", "script"):
            self.skipped += 1
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        if tag in ("code", "kbd", "style", "script"):
            self.skipped -= 1

    def handle_data(self, data):
        if not self.skipped:
            self.found.append(data)


# Who builds pages reads the style guide, which is served in DEBUG only.
NOT_FOR_READERS = {"styleguide.html"}
TAGS = (
    r"{% block main_class %}.*?{% endblock %}",
    r"{% comment.*?{% endcomment %}",
    r"{% blocktrans.*?{% endblocktrans(?:late)? %}",
    r"{#.*?#}",
    r"{%.*?%}",
    r"{{.*?}}",
)


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.name not in NOT_FOR_READERS], ids=by_path
)
def test_a_template_writes_no_words_that_cannot_be_translated(path):
    text = path.read_text(encoding="utf-8")
    for tag in TAGS:
        text = re.sub(tag, "", text, flags=re.DOTALL)
    reader = WrittenText()
    reader.feed(text)
    words = [word for piece in reader.found for word in LETTERS.findall(piece) if word not in NAMES]
    assert words == []
