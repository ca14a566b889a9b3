"""Every refusal of the domain can be said in the reader's language."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from inventory.domain import dates, quantities
from inventory.domain.dates import DateError, normalise_date
from inventory.domain.quantities import QuantityError, parse_quantity
from inventory.wording.refusals import SENTENCES, _patterns, reason_words, refusal_words

FOLDERS = [Path(package.__file__).parent for package in (quantities, dates)]


def is_sentence(text):
    """Tell whether a text is a sentence for people: from a capital or a quote to a stop."""
    return text.endswith(".") and (text[0].isupper() or text[0] == "“") and " " in text


def sentences(path):
    """Yield what a module says to people, with 7 in each gap; docstrings are for its readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in node.values}
            text = "".join(value.value if isinstance(value, ast.Constant) else "7" for value in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = node.value
        else:
            continue
        if is_sentence(text):
            yield text


SAID = sorted({text for folder in FOLDERS for path in folder.glob("*.py") for text in sentences(path)})


@pytest.mark.parametrize("text", SAID)
def test_every_sentence_of_the_domain_is_known(text):
    assert [sentence for sentence, pattern in _patterns() if pattern.fullmatch(text)]


def test_no_sentence_is_kept_that_the_domain_does_not_say():
    said = {sentence for text in SAID for sentence, pattern in _patterns() if pattern.fullmatch(text)}
    assert said == set(SENTENCES)


def test_in_english_a_refusal_reads_as_the_domain_wrote_it():
    with override("en-gb"):
        for phrase in ("12 tanks and 3 trucks", "-5", "", "30-20", "a convoy", "half"):
            with pytest.raises(QuantityError) as raised:
                parse_quantity(phrase)
            assert refusal_words(raised.value) == str(raised.value)
        for text in ("03/04/2025", "last week", "winter 2025", "2025-13"):
            with pytest.raises(DateError) as raised:
                normalise_date(text)
            assert refusal_words(raised.value) == str(raised.value)


def test_a_long_phrase_is_cut():
    with pytest.raises(QuantityError) as raised:
        parse_quantity("tank " * 200)
    assert len(refusal_words(raised.value)) < 250


def test_a_sentence_that_is_not_ours_stays_as_it_is():
    assert reason_words("The disk is full.") == "The disk is full."
