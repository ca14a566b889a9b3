"""Every code has its words, in English and French, with a gap for each value that is given with it."""

import ast
import importlib
import pkgutil
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.utils.translation import override

import inventory.domain
import inventory.imports
import inventory.models
from inventory.domain.dates import DateError, normalise_date
from inventory.domain.messages import Code, Message, Told
from inventory.domain.quantities import QuantityError, parse_quantity
from inventory.imports.codes import BookFault
from inventory.wording.messages import WORDS, MessageError, words

ROOT = Path(inventory.domain.__file__).parent.parent
CODE = re.compile(r"[a-z_]+\.[a-z0-9_]+")
TREES = [
    (str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted(ROOT.rglob("*.py"))
    if "migrations" not in path.parts
]


for package in (inventory.domain, inventory.models, inventory.imports):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

# The words, and the codes that the reader of workbooks cannot import.
DECLARING = {"imports/codes.py", *(path for path, _ in TREES if path.startswith("wording"))}
ENUMS = {enum.__name__: enum for enum in Code.__subclasses__()}


class Asked(dict):
    """Note what a sentence asks for."""

    def __init__(self, value):
        super().__init__()
        self.value, self.names = value, set()

    def __missing__(self, name):
        self.names.add(name)
        return self.value


def gaps(code):
    """Return the names of the gaps in the words of a code, of one and of several."""
    asked = [Asked(1), Asked(2)]
    for values in asked:
        assert WORDS[code] % values
    return asked[0].names | asked[1].names


def codes_of(argument):
    """Yield the codes that an argument of a call names."""
    if isinstance(argument, ast.IfExp):
        yield from codes_of(argument.body)
        yield from codes_of(argument.orelse)
    elif isinstance(argument, ast.Constant) and argument.value in BookFault:
        yield BookFault(argument.value)
    elif isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
        enum = ENUMS.get(argument.value.id)
        if enum is not None and argument.attr in enum.__members__:
            yield enum[argument.attr]


def given():
    """Yield module, line, code and the names of the values, for each call that tells something."""
    for path, tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                names = {keyword.arg for keyword in node.keywords}
                for argument in node.args:
                    for code in codes_of(argument):
                        yield path, node.lineno, code, names


def test_every_code_has_words_and_no_words_are_without_a_code():
    codes = Counter(code.value for enum in ENUMS.values() for code in enum)
    assert all(CODE.fullmatch(code) for code in codes)
    assert [code for code, count in codes.items() if count > 1] == []
    assert set(codes) == {str(code) for code in WORDS}


def test_every_code_is_told_by_something():
    said = {code for path, tree in TREES if path not in DECLARING for code in codes_in(tree)}
    assert {code for enum in ENUMS.values() for code in enum} - said == set()


def codes_in(tree):
    """Return the codes that stand anywhere in a module."""
    kinds = ast.Attribute | ast.Constant
    found = {code for node in ast.walk(tree) if isinstance(node, kinds) for code in codes_of(node)}
    for node in ast.walk(tree):
        # As in ConceptCode[concept.name].
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            found.update(ENUMS.get(node.value.id, ()))
    return found


def test_the_values_that_are_given_are_the_gaps_of_the_words():
    wrong = defaultdict(list)
    for path, line, code, names in given():
        if None not in names and names != gaps(code):
            wrong[str(code)].append(f"{path}:{line} gives {sorted(names)}, not {sorted(gaps(code))}")
    assert dict(wrong) == {}


def test_a_refusal_is_said_in_the_readers_language():
    with pytest.raises(QuantityError) as caught:
        parse_quantity("12 tanks and 3 trucks")
    with override("en-gb"):
        assert words(caught.value.message) == (
            "“12 tanks and 3 trucks”: A second number follows the count: “3”. Give one count per line."
        )
    with override("fr"):
        assert words(caught.value.message).startswith("«\xa012 tanks and 3 trucks\xa0»\xa0: ")
    with pytest.raises(DateError) as raised, override("en-gb"):
        normalise_date("winter 2025")
    assert words(raised.value.reason) == (
        "A winter lies in two years; write 2024-12/2025-02, or “winter 2024–2025”."
    )


def test_a_long_phrase_is_cut():
    with pytest.raises(QuantityError) as raised:
        parse_quantity("tank " * 200)
    assert len(words(raised.value.message)) < 250


def test_numbers_and_lists_are_written_as_the_language_does():
    message = Message(Told.SENTENCE, text=(Message(Told.SENTENCE, text=12345), *map(str, range(30))))
    assert words(message).startswith("12,345, “0”, “1”")
    assert words(message).endswith(" and 11 more")
    with override("fr"):
        assert words(message).startswith("12\N{NO-BREAK SPACE}345, «\xa00\xa0»")


def test_what_is_stored_is_told_again_and_an_unknown_code_shows_itself():
    message = Message(Told.REFUSED, refused="a", reason=Message(Told.SENTENCE, text=("b", 3)))
    assert Message.from_json(message.to_json()) == message
    assert words(Message("old.code", line="3")) == "old.code(line='3')"


def test_an_error_says_its_words_in_the_language_of_who_asks():
    error = MessageError(Told.REFUSED, refused="a", reason="b")
    with override("en-gb"):
        assert str(error) == "“a”: b"
    with override("fr"):
        assert str(error) == "«\xa0a\xa0»\xa0: b"
