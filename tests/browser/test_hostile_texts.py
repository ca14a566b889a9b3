"""Put markup and scripts into every text that people write, and open the pages: none becomes an element."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, InternalError, models, transaction
from django.db.models.functions import Concat, Length

from inventory.imports import tasks
from inventory.imports.pipeline import receive
from inventory.models import Publication, ReportedDelivery
from tests.browser.conftest import sign_in
from tests.browser.pages import EDITOR_PAGES, PAGES

HOSTILE = """"'><img src=x onerror="window.executed=1"><script>window.executed=1</script>"""
FILE = f"Donor,Recipient,Date,Source,Items (number)\nRussia,Mali,2026-03,RAIDS{HOSTILE},T-72{HOSTILE} (3)\n"
FOUND = """() => [
  ...document.querySelectorAll("img[src=x]"),
  ...[...document.scripts].filter((script) => script.textContent.startsWith("window.executed")),
].length + (window.executed || 0)"""
# What stands on the pages looked at; the rest of the texts is looked at where it may be written.
LEAST = {
    "shipment.title",
    "publication.title",
    "source.name",
    "equipmenttype.name",
    "reporteddelivery.label",
    "reporteddelivery.quote",
}


def poison():
    """Add the markup to all texts of the record that take it; return which columns did."""
    done = set()
    for model in apps.get_app_config("inventory").get_models():
        for field in model._meta.concrete_fields:
            if (
                not isinstance(field, (models.CharField, models.TextField))
                or field.choices
                or field.primary_key
            ):
                continue
            rows = model.objects.annotate(length_now=Length(field.name)).filter(length_now__gt=0)
            if field.max_length:
                rows = rows.filter(length_now__lte=field.max_length - len(HOSTILE))
            try:
                with transaction.atomic():
                    changed = rows.update(**{field.name: Concat(field.name, models.Value(HOSTILE))})
            except (IntegrityError, InternalError):
                continue  # A rule of the database refuses it: a code, an address, a key.
            if changed:
                done.add(f"{model._meta.model_name}.{field.name}")
    return done


@pytest.fixture
def poisoned(demo, page):
    """Serve a poisoned copy of the demonstration to a signed-in editor; return addresses to open."""
    editor = get_user_model().objects.create_superuser("anna", password="correct horse")
    tasks.start(receive(f"{HOSTILE}.csv", FILE.encode(), editor))
    assert poison() >= LEAST
    sign_in(page, demo, editor)
    line = ReportedDelivery.objects.filter(label__contains=HOSTILE).first()
    publication = Publication.objects.filter(reports=line.report_id).get()
    batch = editor.import_batches.get()
    own = [line.get_absolute_url(), publication.get_absolute_url(), batch.get_absolute_url()]
    plain = (path for path in dict.fromkeys([*PAGES, *EDITOR_PAGES]) if "{" not in path)
    return [demo + path for path in (*own, *plain, "/search/?q=script", "/shipments/?text=script")]


def test_no_text_becomes_an_element(page, poisoned):
    told = []
    page.on("dialog", lambda dialog: told.append(dialog.message))
    shown = 0
    for address in poisoned:
        page.goto(address)
        assert page.evaluate(FOUND) == 0, address
        shown += page.content().count("&lt;script&gt;window.executed")
    assert told == []
    assert shown > len(poisoned)
