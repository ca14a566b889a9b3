"""Ask the API as a script does: by name and password, with JSON."""

import base64
import json

from django.core.files.uploadedfile import SimpleUploadedFile

IMPORTS = "/api/imports"


def basic(name="anna", password="correct horse"):
    """Return the header by which a script says who it is."""
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def post(client, address, sent=None, **options):
    """Post JSON; return the answer."""
    return client.post(address, sent or {}, content_type="application/json", **options)


def bring(client, content, name="table.csv", **fields):
    """Bring a file; return the answer."""
    values = {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, content), **values})


def is_refusal(answer, status):
    """Tell whether an answer refuses in the one shape."""
    told = answer.json()
    return (
        (answer.status_code, told["status"]) == (status, status)
        and isinstance(told["message"], str)
        and told["message"] != ""
        and all(set(fault) == {"field", "message"} for fault in told["faults"])
        and set(told) == {"status", "message", "faults"}
    )
