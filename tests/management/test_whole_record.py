"""Take the record out and in from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from inventory.models import Source
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Run a command; return what it says."""
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(db, tmp_path):
    """Write a record of one source."""
    factories.SourceFactory(slug="raids", name="RAIDS")
    said = run("export_record", tmp_path)
    assert "sources: 1\n" in said
    assert said.endswith(f"Wrote 1 rows to {tmp_path}.\n")
    return tmp_path


def test_a_plan_is_shown_and_nothing_written_until_it_is_to_be_applied(folder):
    Source.objects.all().delete()
    for asked in ((), ("--dry-run",)):
        said = run("import_record", folder, *asked)
        assert "sources: 1 new, 0 changed, 0 unchanged, 0 conflicting\n" in said
        assert said.endswith("Nothing was applied; --apply does it.\n")
        assert not Source.objects.exists()
    assert run("import_record", folder, "--apply").endswith("Applied.\n")
    assert Source.objects.get().name == "RAIDS"
    assert run("import_record", folder, "--apply").endswith("Nothing is new or changed.\n")


def test_conflicts_are_shown_and_stop_all(folder):
    Source.objects.update(slug="raids-2")
    with pytest.raises(CommandError, match="1 conflicting; nothing was applied"):
        run("import_record", folder, "--apply")
    assert list(Source.objects.values_list("slug", flat=True)) == ["raids-2"]


def test_bad_files_and_folders_are_refused(folder):
    (folder / "sources.csv").write_text("slug\n")
    with pytest.raises(CommandError, match=r"(?s)sources\.csv, line 1.*Nothing was applied"):
        run("import_record", folder)
    (folder / "mine.txt").write_text("")
    with pytest.raises(CommandError, match=r"mine\.txt.*Nothing was written"):
        run("export_record", folder)
    with pytest.raises(CommandError, match="cannot be written"):
        run("export_record", folder / "mine.txt")


def test_private_texts_only_when_asked_for(folder):
    factories.PublicationFactory(text="Not for all.")
    run("export_record", folder)
    assert "Not for all." not in (folder / "publications.csv").read_text()
    run("export_record", folder, "--with-private")
    assert "Not for all." in (folder / "publications.csv").read_text()
