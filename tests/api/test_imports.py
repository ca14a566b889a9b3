"""Test that programs bring files, read plans, and apply, cancel and undo them, as on the pages."""

import uuid

import pghistory
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inventory.imports import pipeline, tasks
from inventory.imports.pipeline import advance
from inventory.models import ImportBatch, ImportFinding, ImportProgress, ReportedDelivery
from tests import factories
from tests.api.asking import IMPORTS, bring, is_refusal, post
from tests.imports.foreign_table import FOREIGN, LOSSES, MAPPING

pytestmark = pytest.mark.django_db

State = ImportBatch.State
HOW = {"mapping": MAPPING.to_json()}


def address(batch, action=""):
    return f"{IMPORTS}/{batch.uid}{action}"


def test_a_file_is_brought_and_read_at_once(editor, anna):
    answer = bring(editor, FOREIGN, "foreign.csv", source="raids", how=HOW)
    batch = ImportBatch.objects.get()
    told = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"http://testserver{address(batch)}")
    assert (told["uid"], told["state"], told["state_words"]) == (
        str(batch.uid),
        "planned",
        "Ready to apply",
    )
    assert told["rows"] == {"read": 2, "new": 2, "changed": 0, "unchanged": 0, "skipped": 0, "wrong": 0}
    assert (told["source"], told["mapping"], told["fingerprint"]) == (
        "raids",
        MAPPING.to_json(),
        batch.fingerprint,
    )
    assert told["links"]["page"] == f"http://testserver{batch.get_absolute_url()}"
    assert (batch.imported_by, bytes(batch.file.content)) == (anna, FOREIGN)
    assert not ReportedDelivery.objects.exists()


def test_what_the_import_says_of_itself_is_complete(editor, planned):
    told = editor.get(address(planned)).json()
    assert {key: value for key, value in told.items() if key not in ("links", "created_at", "mapping")} == {
        "uid": str(planned.uid),
        "file_name": "foreign.csv",
        "sha256": planned.sha256,
        "state": "planned",
        "state_words": "Ready to apply",
        "is_waiting": False,
        "message": "",
        "file_format": "mapped table",
        "encoding": "UTF-8",
        "source": None,
        "edition_of": None,
        "is_edition_stated": False,
        "removes_gone": False,
        "reading": {},
        "fingerprint": planned.fingerprint,
        "rows": {"read": 2, "new": 2, "changed": 0, "unchanged": 0, "skipped": 0, "wrong": 0},
        "imported_by": "anna",
        "imported_at": None,
        "undone_by": None,
        "undone_at": None,
        "findings": {"added": 2},
        "progress": None,
        "has_worker": None,
    }
    for link in ("self", "page", "findings", "names"):
        assert editor.get(told["links"][link]).status_code == 200


def test_words_are_in_the_readers_language(editor, planned):
    told = editor.get(address(planned), headers={"Accept-Language": "fr"}).json()
    assert (told["state"], told["state_words"]) == ("planned", "Prêt à appliquer")


def test_a_file_of_no_known_format_waits_for_its_columns(editor):
    told = bring(editor, FOREIGN).json()
    assert (told["state"], told["mapping"], told["fingerprint"]) == ("unmapped", None, "")


def test_how_a_file_is_read_may_be_said_with_it(editor):
    content = FOREIGN.replace(b";", b"|")
    told = bring(editor, content, how={**HOW, "reading": {"delimiter": "|", "header_line": 1}}).json()
    assert (told["state"], told["reading"]) == ("planned", {"delimiter": "|", "header_line": 1})


def test_imports_are_listed_by_pages(editor, anna, django_assert_num_queries):
    for number in range(5):
        pipeline.receive(f"{number}.csv", b"x", anna)
    with django_assert_num_queries(4):  # session; person; count; page
        told = editor.get(IMPORTS, {"limit": 2, "offset": 1}).json()
    assert (told["count"], [one["file_name"] for one in told["items"]]) == (5, ["3.csv", "2.csv"])
    following = editor.get(told["next"]).json()
    assert [one["file_name"] for one in following["items"]] == ["1.csv", "0.csv"]
    assert following["next"] is None
    assert editor.get(IMPORTS, {"offset": 9}).json()["items"] == []


def test_the_list_takes_no_more_queries_for_many(editor, anna, django_assert_num_queries):
    source = factories.SourceFactory()
    ImportBatch.objects.bulk_create(
        ImportBatch(state="planned", file_name=f"{number}.csv", source=source, imported_by=anna)
        for number in range(500)
    )
    with django_assert_num_queries(4):  # session; person; count; page
        assert len(editor.get(IMPORTS, {"limit": 500}).json()["items"]) == 500


def test_findings_are_chosen_by_kind_and_paged(editor, planned, django_assert_num_queries):
    ImportFinding.objects.bulk_create(
        ImportFinding(batch=planned, number=number, kind="p", line=number, column="a", code="cell.empty")
        for number in range(10, 1_010)
    )
    with django_assert_num_queries(5):  # session; person; batch; count; page
        told = editor.get(address(planned, "/findings"), {"kind": "problem", "limit": 500}).json()
    assert (told["count"], len(told["items"])) == (1000, 500)
    assert told["items"][0] == {
        "number": 10,
        "kind": "problem",
        "line": 10,
        "column": "a",
        "subject": "",
        "old": "",
        "new": "",
        "text": "is empty.",
        "code": "cell.empty",
        "values": {},
        "unknown": None,
    }
    following = editor.get(told["next"]).json()
    assert (following["items"][0]["number"], following["next"]) == (510, None)


def test_findings_tell_changes_and_unknown_names(editor, planned):
    planned.findings.all().delete()
    ImportFinding.objects.create(
        batch=planned,
        number=1,
        kind="c",
        line=2,
        column="phrase",
        code="plan.change",
        values={"subject": "T-72", "old": "six", "new": "7"},
    )
    ImportFinding.objects.create(
        batch=planned,
        number=2,
        kind="p",
        line=3,
        code="cell.empty",
        unknown_kind="equipment type",
        unknown_name="Zorg",
    )
    (change, problem) = editor.get(address(planned, "/findings")).json()["items"]
    assert (change["kind"], change["subject"], change["old"], change["new"]) == ("change", "T-72", "six", "7")
    assert problem["unknown"] == {"kind": "equipment type", "name": "Zorg"}


def test_one_import_takes_few_queries(editor, planned, django_assert_num_queries):
    with django_assert_num_queries(4):  # session; person; batch; findings by kind
        editor.get(address(planned))


def test_a_file_is_read_again_otherwise_and_what_is_not_said_stays(editor):
    batch = ImportBatch.objects.get(uid=bring(editor, FOREIGN).json()["uid"])
    told = post(editor, address(batch, "/read"), HOW).json()
    assert (told["state"], told["rows"]["new"]) == ("planned", 2)
    told = post(editor, address(batch, "/read"), {"reading": {"delimiter": ";"}}).json()
    assert (told["state"], told["reading"], told["mapping"]) == (
        "planned",
        {"delimiter": ";"},
        MAPPING.to_json(),
    )
    told = post(editor, address(batch, "/read"), {"reading": None, "mapping": None}).json()
    assert (told["state"], told["reading"], told["mapping"]) == ("unmapped", {}, None)


def test_rows_with_errors_are_set_aside_when_it_is_said(editor):
    batch = ImportBatch.objects.get(uid=bring(editor, FOREIGN.replace(b"seven", b"T-72 or so")).json()["uid"])
    told = post(editor, address(batch, "/read"), HOW).json()
    assert (told["state"], told["rows"]["wrong"]) == ("wrong", 1)
    told = post(editor, address(batch, "/read"), {"sets_faults_aside": True}).json()
    assert (told["state"], told["rows"]["new"], told["rows"]["skipped"]) == ("planned", 1, 1)
    told = post(editor, address(batch, "/read"), {"sets_faults_aside": False}).json()
    assert told["state"] == "wrong"


def test_only_the_plan_that_was_seen_is_applied(editor, planned):
    answer = post(editor, address(planned, "/apply"), {"fingerprint": "0" * 64})
    assert is_refusal(answer, 409)
    assert "the plan is another one by now" in answer.json()["message"]
    assert not ReportedDelivery.objects.exists()
    answer = post(editor, address(planned, "/apply"), {"fingerprint": planned.fingerprint})
    assert (answer.status_code, answer.json()["state"]) == (200, "applied")
    assert ReportedDelivery.objects.count() == 2


def test_a_plan_that_the_record_outran_is_not_applied_and_the_new_one_shown(editor, anna, planned):
    other = advance(pipeline.receive("same.csv", FOREIGN, anna, mapping=MAPPING.to_json()).uid)
    post(editor, address(other, "/apply"), {"fingerprint": other.fingerprint})
    answer = post(editor, address(planned, "/apply"), {"fingerprint": planned.fingerprint})
    assert is_refusal(answer, 409)
    assert "The record had changed since the plan was made." in answer.json()["message"]
    told = editor.get(address(planned)).json()
    assert (told["state"], told["rows"]["new"]) == ("planned", 0)
    assert ReportedDelivery.objects.count() == 2


def test_what_is_undone_is_gone_and_who_did_it_is_told(editor, planned):
    post(editor, address(planned, "/apply"), {"fingerprint": planned.fingerprint})
    answer = post(editor, address(planned, "/undo"))
    assert (answer.status_code, answer.json()["state"], answer.json()["undone_by"]) == (200, "undone", "anna")
    assert not ReportedDelivery.objects.exists()


def test_what_was_edited_since_is_not_undone(editor, planned):
    post(editor, address(planned, "/apply"), {"fingerprint": planned.fingerprint})
    with pghistory.context(who="somebody else"):
        ReportedDelivery.objects.update(phrase="nine", quantity=(9, 10))
    answer = post(editor, address(planned, "/undo"))
    assert is_refusal(answer, 409)
    assert ReportedDelivery.objects.count() == 2
    assert editor.get(address(planned)).json()["state"] == "applied"


def test_an_import_is_cancelled_and_read_again(editor, planned):
    assert post(editor, address(planned, "/cancel")).json()["state"] == "cancelled"
    assert post(editor, address(planned, "/read")).json()["state"] == "planned"


@pytest.mark.parametrize(
    ("action", "sent"), [("/undo", {}), ("/read", {}), ("/cancel", {}), ("/apply", {"fingerprint": "x"})]
)
def test_what_does_not_fit_how_it_stands_is_refused(editor, planned, action, sent):
    moment = "2026-01-01T00:00Z"
    ImportBatch.objects.filter(pk=planned.pk).update(state="undone", imported_at=moment, undone_at=moment)
    answer = post(editor, address(planned, action), sent)
    assert is_refusal(answer, 409)
    assert "meanwhile the import is at “Undone”" in answer.json()["message"]


def test_a_large_file_is_left_to_a_worker_and_asked_for(editor, anna, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(tasks, "AT_ONCE", 10)
    answer = bring(editor, FOREIGN, how=HOW)
    told = answer.json()
    assert (answer.status_code, told["state"], told["is_waiting"]) == (201, "uploaded", True)
    assert (told["progress"], told["has_worker"]) == (None, False)
    ImportProgress.objects.create(batch=told["uid"], step="planning", done=12, total=50)
    with django_assert_num_queries(6):  # session; person; batch; findings by kind; progress; worker
        told = editor.get(told["links"]["self"]).json()
    assert told["progress"] == {"step": "planning", "done": 12, "total": 50, "is_cancelled": False}
    batch = advance(told["uid"])
    answer = post(editor, address(batch, "/apply"), {"fingerprint": batch.fingerprint})
    assert (answer.status_code, answer.json()["state"]) == (202, "applying")


@pytest.mark.parametrize("action", ["", "/findings", "/names"])
def test_what_is_not_there_is_not_found(editor, action):
    assert is_refusal(editor.get(f"{IMPORTS}/{uuid.uuid4()}{action}"), 404)


@pytest.mark.parametrize("action", ["/read", "/cancel", "/undo"])
def test_what_is_not_there_is_not_acted_on(editor, action):
    assert is_refusal(post(editor, f"{IMPORTS}/{uuid.uuid4()}{action}"), 404)


@pytest.mark.parametrize("place", ["/api/nothing", "/api/imports/x", "/api/imports/", "/api/imports/1/2/3"])
def test_an_address_that_is_none_is_refused_in_the_same_shape(editor, place):
    assert is_refusal(editor.get(place), 404)
    assert is_refusal(post(editor, place), 404)


def test_a_wrong_method_is_refused_in_the_same_shape(editor, planned):
    answer = editor.get(address(planned, "/apply"))
    assert is_refusal(answer, 405)
    assert answer["Allow"] == "POST"
    assert is_refusal(editor.delete(IMPORTS), 405)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"limit": "9" * 40}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"offset": "99999999999999999999"}, "offset"),
        ({"limit": "\0"}, "limit"),
    ],
)
def test_pages_are_bounded(editor, planned, query, field):
    for place in (IMPORTS, address(planned, "/findings"), address(planned, "/names")):
        answer = editor.get(place, query)
        assert is_refusal(answer, 422)
        assert [fault["field"] for fault in answer.json()["faults"]] == [field]


def test_a_kind_of_finding_that_is_none_is_refused(editor, planned):
    assert is_refusal(editor.get(address(planned, "/findings"), {"kind": "p"}), 422)


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"source": "Nobody"}, 422, "“Nobody” is no known source."),
        ({"source": "a\0b"}, 422, "Null characters are not allowed."),
        ({"source": "x" * 300}, 422, "at most 200 characters"),
        ({"how": "{"}, 400, "cannot be read"),
        ({"how": "[]"}, 422, "how"),
        ({"how": {"burn": 1}}, 422, "how.burn"),
        ({"how": {"mapping": {"fields": {}}}}, 422, "Say which column or constant"),
        ({"how": {"mapping": {"fields": {"what": {"column": "a"}}}}}, 422, "There is no field “what”"),
        ({"how": {"mapping": {"fields": {"phrase": {"column": "a", "constant": "b"}}}}}, 422, "“phrase”"),
        ({"how": {"mapping": {"fields": {"note": {"constant": "a\0"}}}}}, 422, "NUL"),
        ({"how": '{"mapping": {"fields": {"note": {"constant": "\\ud800"}}}}'}, 422, "note"),
        ({"how": {"mapping": {"fields": {"note": {"constant": "x" * 501}}}}}, 422, "500 characters"),
        ({"how": {"reading": {"encoding": "EBCDIC"}}}, 422, "“EBCDIC” is none of the encodings"),
        ({"how": {"reading": {"delimiter": "x"}}}, 422, "delimiter"),
        ({"how": {"reading": {"header_line": -1}}}, 422, "header_line"),
        ({"how": {"reading": {"header_line": 10**30}}}, 422, "header_line"),
        ({"how": "NaN"}, 422, "how"),
        ({"how": "1" * 5000}, 400, "cannot be read"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_kept(editor, fields, status, message):
    answer = bring(editor, FOREIGN, **fields)
    assert is_refusal(answer, status)
    assert message in answer.json()["message"]
    assert not ImportBatch.objects.exists()


def test_an_empty_file_is_refused(editor):
    answer = bring(editor, b"")
    assert is_refusal(answer, 422)
    assert answer.json()["faults"] == [{"field": "file", "message": "The submitted file is empty."}]


def test_a_file_must_be_sent_as_one(editor):
    for answer in (
        editor.post(IMPORTS, {"file": "text"}),
        editor.post(IMPORTS, {}),
        post(editor, IMPORTS, {"file": "x"}),
        editor.post(IMPORTS, b"x", content_type="text/csv"),
    ):
        assert is_refusal(answer, 422)
    broken = editor.post(IMPORTS, b"x", content_type="multipart/form-data")
    assert is_refusal(broken, 400)
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_too_large_is_refused(editor, monkeypatch):
    monkeypatch.setattr("inventory.api.imports.LARGEST_FILE", 10)
    answer = bring(editor, FOREIGN)
    assert is_refusal(answer, 413)
    assert "at most 0 MB are read" in answer.json()["message"]


def test_a_body_that_is_too_large_is_refused(editor, planned, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert is_refusal(post(editor, address(planned, "/apply"), {"fingerprint": "x" * 200}), 413)
    assert is_refusal(bring(editor, FOREIGN, source="x" * 200), 413)


def test_a_file_that_is_no_table_is_kept_and_says_why(editor):
    answer = bring(editor, b"\x89PNG\r\n\x1a\n")
    assert (answer.status_code, answer.json()["state"]) == (201, "refused")
    assert "it is a PNG image" in answer.json()["message"]
    told = bring(editor, LOSSES).json()
    assert (told["state"], told["file_format"] != "") == ("refused", True)


@pytest.mark.parametrize("sent", ["", "{", "[]", "null", '"x"', '{"fingerprint": ""}', '{"fingerprint": 1}'])
def test_a_plan_is_not_applied_without_its_fingerprint(editor, planned, sent):
    answer = editor.post(address(planned, "/apply"), sent, content_type="application/json")
    assert is_refusal(answer, 400 if sent == "{" else 422)
    assert [fault["field"] for fault in answer.json()["faults"]] in ([], [""], ["fingerprint"])
    planned.refresh_from_db()
    assert planned.state == State.PLANNED


@pytest.mark.parametrize(
    "sent",
    [
        {"reading": 1},
        {"mapping": {}},
        {"mapping": {"fields": {}}},
        {"colour": "red"},
        {"reading": {"encoding": "x"}},
    ],
)
def test_a_way_of_reading_that_is_not_known_changes_nothing(editor, planned, sent):
    assert is_refusal(post(editor, address(planned, "/read"), sent), 422)
    planned.refresh_from_db()
    assert (planned.state, planned.mapping) == (State.PLANNED, MAPPING.to_json())


def test_the_file_keeps_the_name_that_it_came_with(editor):
    answer = editor.post(IMPORTS, {"file": SimpleUploadedFile("../../Ünïcode “x”.csv", FOREIGN)})
    assert answer.json()["file_name"] == "Ünïcode “x”.csv"


TABLE = b"No;To;What;Count;Paper\nR-1;Bamako;Tanks;seven;RAIDS\n"
KEYED = {"fields": {**MAPPING.to_json()["fields"], "key": {"column": "No"}}}


def test_a_new_edition_replaces_only_what_it_is_said_to_replace(editor):
    first = bring(editor, TABLE, how={"mapping": KEYED}).json()
    applied(editor, first)
    changed = TABLE.replace(b"seven", b"nine")
    told = bring(editor, changed, how={"mapping": KEYED, "edition": {"of": None}}).json()
    assert (told["edition_of"], told["is_edition_stated"], told["rows"]["new"]) == (None, True, 1)
    of = {"of": first["uid"], "removes_gone": True}
    told = post(editor, place_of(told, "read"), {"edition": of}).json()
    assert (told["edition_of"], told["removes_gone"], told["rows"]["changed"]) == (first["uid"], True, 1)
    told = post(editor, place_of(told, "read"), {"edition": None}).json()
    assert (told["is_edition_stated"], told["removes_gone"]) == (False, False)
    applied(editor, told)
    assert [line.phrase for line in ReportedDelivery.objects.all()] == ["nine"]


def test_an_edition_of_what_is_no_table_of_the_record_is_refused(editor, planned):
    edition = {"of": str(planned.uid)}
    answer = bring(editor, TABLE, how={"mapping": KEYED, "edition": edition})
    assert answer.status_code == 422
    assert answer.json()["message"] == f"There is no import {planned.uid} of a table in the record."


def place_of(told, act):
    return f"{told['links']['self']}/{act}"


def applied(editor, told):
    answer = post(editor, place_of(told, "apply"), {"fingerprint": told["fingerprint"]})
    assert answer.json()["state"] == "applied", answer.json()
