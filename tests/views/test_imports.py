"""Test the pages on which files are brought, planned, applied and undone."""

import csv
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inventory.imports import pipeline, tasks
from inventory.imports.pipeline import advance
from inventory.imports.progress import Step, telling
from inventory.models import ImportBatch, ImportFinding, ImportProgress, ReportedDelivery
from tests import factories
from tests.imports.foreign_table import FOREIGN, LOSSES, MAPPING
from tests.views.pages import cells, statuses

pytestmark = pytest.mark.django_db

State = ImportBatch.State


@pytest.fixture
def editor(client):
    factories.SourceFactory(slug="raids", name="RAIDS")
    factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    factories.EquipmentTypeFactory(slug="boats", name="Boats")
    factories.PlaceFactory(slug="bamako", name="Bamako")
    user = factories.UserFactory(editor=True, username="anna")
    client.force_login(user)
    return user


@pytest.fixture
def planned(editor):
    """Return a batch of two rows that is ready to be applied."""
    batch = pipeline.receive("foreign.csv", FOREIGN, editor)
    batch.mapping = MAPPING.to_json()
    batch.save()
    return advance(batch.uid)


def address(batch, name="import-detail"):
    return reverse(name, args=[batch.uid])


def act(client, batch, action):
    client.post(address(batch, "import-act"), {"action": action})
    batch.refresh_from_db()
    return batch.state


def brought(client, **values):
    return client.post(
        reverse("import-add"), {f"import-{name}": value for name, value in values.items()}, follow=True
    )


PATHS = ["import-list", "import-add"]
OF_A_BATCH = [
    "import-detail",
    "import-progress",
    "import-findings",
    "import-file",
    "import-reading",
    "import-mapping",
    "import-edition",
    "import-names",
]


@pytest.mark.parametrize("name", PATHS + OF_A_BATCH)
def test_only_who_may_import_sees_imports(client, planned, name):
    place = address(planned, name) if name in OF_A_BATCH else reverse(name)
    assert client.get(place).status_code == 200
    client.force_login(factories.UserFactory())
    assert client.get(place).status_code == 403
    client.logout()
    assert client.get(place).url == f"/accounts/login/?next={place}"


def test_a_visitor_may_do_nothing(client, planned):
    client.logout()
    assert act(client, planned, "apply") == State.PLANNED
    client.force_login(factories.UserFactory())
    assert act(client, planned, "apply") == State.PLANNED


@pytest.mark.parametrize("name", OF_A_BATCH)
def test_what_is_not_there_is_not_found(client, editor, name):
    assert client.get(reverse(name, args=[uuid.uuid4()])).status_code == 404


def test_the_empty_list_says_what_to_do(client, editor):
    page = client.get(reverse("import-list"))
    assert "Nothing was imported yet." in page.content.decode()


def test_the_list_shows_each_import_with_its_counts(client, planned, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get(reverse("import-list"))
    (row,) = cells(page)
    assert (row["File"], row["State"], row["By"]) == ("foreign.csv", "Ready to apply", "anna")
    assert (row["Rows"], row["New"], row["Changed"], row["Errors"]) == ("2", "2", "0", "0")


def test_the_list_sorts_and_pages(client, editor):
    for number in range(30):
        pipeline.receive(f"{number:02}.csv", b"x", editor)
    page = client.get(reverse("import-list"), {"sort": "file"})
    assert [row["File"] for row in cells(page)][:2] == ["00.csv", "01.csv"]
    page = client.get(reverse("import-list"), {"sort": "file", "page": 2})
    assert len(cells(page)) == 5
    missing = client.get(reverse("import-list"), {"page": 9})
    assert missing.status_code == 404
    assert "Go to the last page" in missing.content.decode()


def test_a_file_is_read_at_once_and_its_columns_are_asked_for(client, editor):
    page = brought(client, file=SimpleUploadedFile("foreign.csv", FOREIGN))
    batch = ImportBatch.objects.get()
    assert page.redirect_chain == [(address(batch), 302)]
    assert (batch.state, batch.imported_by, bytes(batch.file.content)) == (State.UNMAPPED, editor, FOREIGN)
    assert "Map the columns" in page.content.decode()


def test_pasted_cells_are_a_file_too(client, editor):
    brought(client, pasted=FOREIGN.decode().replace(";", "\t"), source="raids")
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.source.slug, batch.state) == ("pasted.tsv", "raids", State.UNMAPPED)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Choose a file, or paste cells."),
        ({"pasted": " \n"}, "Choose a file, or paste cells."),
        ({"pasted": "a\tb", "file": True}, "Give a file or paste cells, not both."),
        ({"file": b""}, "The submitted file is empty."),
        ({"pasted": "a\tb", "source": "Nobody"}, "“Nobody” is no known source."),
    ],
)
def test_what_cannot_be_taken_is_refused_and_what_was_typed_is_kept(client, editor, values, message):
    if "file" in values:
        content = FOREIGN if values["file"] is True else values["file"]
        values = {**values, "file": SimpleUploadedFile("x.csv", content)}
    page = brought(client, **values)
    assert page.status_code == 400
    text = page.content.decode()
    assert message in text
    assert values.get("source", "") in text
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, editor, monkeypatch):
    monkeypatch.setattr("inventory.views.imports.LARGEST_FILE", 10)
    page = brought(client, file=SimpleUploadedFile("x.csv", FOREIGN))
    assert "at most 0 MB are read" in page.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_plan_is_shown_before_anything_is_applied(client, planned, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get(address(planned))
    text = page.content.decode()
    assert "Nothing is applied yet." in text
    assert [row["Of"] for row in cells(page)] == ["Tanks: seven", "Boats: two"]
    assert not ReportedDelivery.objects.exists()


def test_a_plan_is_applied_and_undone(client, planned, editor):
    assert act(client, planned, "apply") == State.APPLIED
    assert ReportedDelivery.objects.count() == 2
    assert "It is in the record, whole." in client.get(address(planned)).content.decode()
    assert act(client, planned, "undo") == State.UNDONE
    assert planned.undone_by == editor
    assert not ReportedDelivery.objects.exists()
    assert "Everything that it wrote is taken back." in client.get(address(planned)).content.decode()


def test_only_the_plan_that_was_shown_is_applied(client, planned):
    assert f'value="{planned.fingerprint}"' in client.get(address(planned)).content.decode()
    values = {"action": "apply", "fingerprint": "0" * 64}
    page = client.post(address(planned, "import-act"), values, follow=True)
    assert "the plan is another one by now" in page.content.decode()
    assert not ReportedDelivery.objects.exists()
    client.post(address(planned, "import-act"), {"action": "apply", "fingerprint": planned.fingerprint})
    assert ReportedDelivery.objects.count() == 2


def test_a_batch_is_given_up_and_read_again(client, planned):
    assert act(client, planned, "stop") == State.CANCELLED
    assert "It was given up" in client.get(address(planned)).content.decode()
    assert act(client, planned, "read") == State.PLANNED


def test_what_no_longer_fits_does_nothing_and_says_so(client, planned):
    act(client, planned, "apply")
    page = client.post(address(planned, "import-act"), {"action": "apply"}, follow=True)
    assert "meanwhile the import is at “Applied”" in page.content.decode()
    assert ReportedDelivery.objects.count() == 2


def test_an_unknown_action_is_not_found(client, planned):
    assert client.post(address(planned, "import-act"), {"action": "burn"}).status_code == 404
    assert client.get(address(planned, "import-act")).status_code == 405


def test_findings_are_chosen_by_kind_and_paged(client, planned):
    ImportFinding.objects.bulk_create(
        ImportFinding(
            batch=planned,
            number=number,
            kind="p",
            line=number,
            column="a",
            code="told.sentence",
            values={"text": f"fault {number}"},
        )
        for number in range(10, 40)
    )
    page = client.get(address(planned), {"kind": "p", "page": 2})
    assert [row["Finding"] for row in cells(page)] == [f"fault {number}" for number in range(35, 40)]
    assert client.get(address(planned), {"kind": "p", "page": 9}).status_code == 404
    assert len(cells(client.get(address(planned), {"kind": "no such"}))) == 25


def test_ten_thousand_findings_take_no_more_queries(client, planned, django_assert_max_num_queries):
    ImportFinding.objects.bulk_create(
        ImportFinding(batch=planned, number=number, kind="p", line=number, code="cell.empty")
        for number in range(10, 10_010)
    )
    with django_assert_max_num_queries(12):
        assert len(cells(client.get(address(planned)))) == 25


def test_all_findings_are_given_as_csv_that_no_spreadsheet_runs(client, planned):
    planned.findings.all().delete()
    ImportFinding.objects.create(
        batch=planned,
        number=1,
        kind="c",
        line=2,
        column="phrase",
        code="plan.change",
        values={"subject": "=1+1", "old": "six", "new": "seven"},
    )
    answer = client.get(address(planned, "import-findings"))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert rows == [
        {
            "line": "2",
            "kind": "Change",
            "column": "phrase",
            "of": "'=1+1",
            "old": "six",
            "new": "seven",
            "finding": "",
        }
    ]


def test_the_file_is_given_back_as_it_was_brought(client, editor):
    batch = pipeline.receive('o"d\nd.csv', FOREIGN, editor)
    answer = client.get(address(batch, "import-file"))
    assert answer.content == FOREIGN
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_refused_file_says_why_and_how_to_go_on(client, editor):
    page = brought(client, file=SimpleUploadedFile("losses.csv", LOSSES))
    text = page.content.decode()
    assert "Nobody delivered it" in text
    assert "can be learnt" in text


def test_a_large_file_is_left_to_a_worker_and_its_progress_is_told(client, editor, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 10)
    page = brought(client, file=SimpleUploadedFile("foreign.csv", FOREIGN))
    batch = ImportBatch.objects.get()
    assert batch.state == State.UPLOADED
    assert "No worker is running on this site" in page.content.decode()
    ImportProgress.objects.create(batch=batch.uid, step=Step.WRITING, done=1200, total=5000)
    part = client.get(address(batch, "import-progress"))
    assert statuses(part) == ["1,200 of 5,000 You may leave this page; the work goes on."]
    assert 'max="5000" value="1200"' in part.content.decode()
    assert "<html" not in part.content.decode()
    advance(batch.uid)
    through = client.get(address(batch, "import-progress"))
    assert (through["HX-Refresh"], through.content) == ("true", b"")


def test_stopping_waits_for_the_worker_that_is_at_it(client, editor, monkeypatch):
    batch = pipeline.receive("foreign.csv", FOREIGN, editor)
    monkeypatch.setattr(pipeline, "_take", lambda batch: False)
    assert act(client, batch, "stop") == State.UPLOADED
    assert ImportProgress.objects.get(batch=batch.uid).is_cancelled
    assert "Stopping" in client.get(address(batch, "import-progress")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_goes_on(client, editor):
    batch = pipeline.receive("foreign.csv", FOREIGN, editor)
    with telling(batch.uid) as tell:
        tell(Step.PLANNING, 0, 0)
        page = client.get(address(batch, "import-progress"))
    assert "Comparing with the record" in page.content.decode()
