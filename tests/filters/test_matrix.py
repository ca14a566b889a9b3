"""Test what the address of a shipment's page asks for, and how it is told what is not understood."""

import pytest
from django.http import QueryDict

from inventory.domain.reconciliation import Method
from inventory.filters.matrix import METHODS, read_choice


def choice_of(query):
    return read_choice(QueryDict(query))


def test_nothing_asked_for_is_the_usual_comparison():
    choice = choice_of("")
    assert (choice.method, choice.opened, choice.folded, choice.problems) == (Method.MARZULLO, (), (), [])


@pytest.mark.parametrize("method", list(Method))
def test_every_method_has_a_name_and_a_meaning(method):
    query = f"method={method.value}" + ("&preferred=alpha" if method is Method.PREFERRED else "")
    choice = choice_of(query)
    assert choice.problems == []
    assert choice.words.method is method
    assert str(choice.words.meaning).endswith(".")


def test_methods_are_named_once():
    assert len({str(words.label) for words in METHODS}) == len(Method)


def test_folds_and_opened_voices_may_be_many():
    choice = choice_of("fold=tanks&fold=details&open=alpha&open=beta")
    assert (choice.folded, choice.opened) == (("tanks", "details"), ("alpha", "beta"))
    assert choice.problems == []


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("method=average", "There is no method “average”."),
        ("method=preferred", "needs a source"),
        ("preferred=alpha", "add method=preferred"),
        ("sort=name", "There is no choice “sort”."),
        ("scheme=a&scheme=b", "Give “scheme” once."),
    ],
)
def test_what_is_not_understood_is_told(query, problem):
    (told,) = choice_of(query).problems
    assert problem in told


@pytest.mark.parametrize(
    ("check", "query", "problem"),
    [
        ("check_scheme", "scheme=x", "There is no classification scheme “x”. The schemes are: alpha."),
        ("check_preferred", "method=preferred&preferred=x", "“x” is no voice on this shipment."),
        ("check_equipment", "equipment=x", "Nobody counts “x” on this shipment."),
    ],
)
def test_names_are_checked_against_what_there_is(check, query, problem):
    choice = choice_of(query)
    getattr(choice, check)(["alpha"])
    assert problem in choice.problems[0]
    known = choice_of(query.replace("x", "alpha") if check != "check_scheme" else "scheme=alpha")
    getattr(known, check)(["alpha"])
    assert known.problems == []


def test_a_nul_never_reaches_the_database():
    assert choice_of("scheme=a%00b").scheme == "a\N{REPLACEMENT CHARACTER}b"


def test_a_download_is_one_that_there_is():
    choice = choice_of("export=pdf")
    choice.check_export(["csv", "lines"])
    assert choice.problems == ["There is no export as “pdf”. The exports are: csv, lines."]
