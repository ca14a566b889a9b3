"""Walk the whole way of `docs/api.md` by its own commands: bring, plan, decide, apply, undo."""

import re
import shlex
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inventory.models import NameDecision, ReportedDelivery, Shipment
from tests.api.asking import basic

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)
(TABLE,) = [text for kind, text in BLOCKS if kind == "csv"]
COMMANDS = [
    f"curl {command}" for kind, text in BLOCKS if kind == "sh" for command in text.split("curl ") if command
]


def run(client, command, **variables):
    """Do what a command of curl does; return the answer's JSON."""
    text = Template(command).substitute(SITE="https://tracker.example", **variables)
    words = shlex.split(text.replace("\\\n", " "))
    assert words[:3] == ["curl", "-u", "anna"]
    address = urlsplit(words[3])
    assert (address.scheme, address.netloc) == ("https", "tracker.example")
    options = list(zip(words[4::2], words[5::2], strict=True))
    place = f"{address.path}?{address.query}"
    if not options:
        return client.get(place, headers=basic()).json()
    fields = dict(value.split("=", 1) for name, value in options if name == "-F")
    if fields:
        assert fields["file"] == "@convoys.csv"
        fields["file"] = SimpleUploadedFile("convoys.csv", TABLE.encode())
        return client.post(place, fields, headers=basic()).json()
    given = dict(options)
    assert set(given) in ({"-H", "-d"}, {"-X"})
    return client.post(place, given.get("-d", ""), content_type="application/json", headers=basic()).json()


def test_the_commands_of_the_guide_lead_into_the_record_and_back(client, anna):
    bring, findings, names, decide, apply, undo = COMMANDS
    batch = run(client, bring)
    assert (batch["state"], batch["source"]) == ("unresolved", "raids")
    (problem,) = run(client, findings, IMPORT=batch["uid"])["items"]
    assert (problem["line"], problem["column"]) == (2, "What")
    (name,) = run(client, names, IMPORT=batch["uid"])["items"]
    assert (name["name"], name["count"], name["lines"]) == ("Zorgomobil", 1, [2])
    planned = run(client, decide, IMPORT=batch["uid"])
    assert (planned["state"], planned["rows"]["new"]) == ("planned", 2)
    assert not ReportedDelivery.objects.exists()

    applied = run(client, apply, IMPORT=batch["uid"], FINGERPRINT=planned["fingerprint"])
    assert (applied["state"], applied["imported_by"]) == ("applied", "anna")
    lines = ReportedDelivery.objects.order_by("equipment_type__name")
    assert [(line.equipment_type.name, line.phrase, line.quantity.lower) for line in lines] == [
        ("Boats", "two", 2),
        ("Tanks", "seven", 7),
    ]
    assert Shipment.objects.get().destination.name == "Bamako"

    undone = run(client, undo, IMPORT=batch["uid"])
    assert (undone["state"], undone["undone_by"]) == ("undone", "anna")
    assert not ReportedDelivery.objects.exists()
    assert not Shipment.objects.exists()
    # What a name means stays decided for the next table of the source.
    assert NameDecision.objects.get().name == "Zorgomobil"
