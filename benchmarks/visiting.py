"""Write to a running site as people and programs do, over HTTP, and keep what it has acknowledged."""

from __future__ import annotations

import csv
import io
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any

SMALL = 3  # lines: such a file is applied while the request waits
LARGE, QUOTE = 300, 1_200  # lines, characters: more than is applied while somebody waits, so a worker does it
PATIENCE = 30.0  # seconds for one answer
PAUSE = 0.2  # seconds between questions
UNANSWERED = (OSError, HTTPException, urllib.error.HTTPError, json.JSONDecodeError)


class NotDoneError(RuntimeError):
    """Say that a site answered something else than that it has done what it was asked."""


@dataclass
class Writes:
    """Keep what was written: by shipment, how many lines a file has; and what was acknowledged."""

    asked: dict[str, int] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)

    def count(self) -> tuple[int, int]:
        """Return how many writes were asked for, and how many were acknowledged."""
        return len(self.asked) + len(self.drafts), len(self.acknowledged) + len(self.drafts)


class Visitor:
    """Be somebody with a session on a site."""

    def __init__(self, port: int) -> None:
        self._site = f"http://127.0.0.1:{port}"
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))

    def ask(self, path: str, fields: dict[str, str] | None = None, **more: Any) -> str:
        """Return what the site answers to GET, or to POST where there are fields or a body."""
        headers = {"X-CSRFToken": self._token(), "Referer": self._site, **more.get("headers", {})}
        body = more.get("body", urllib.parse.urlencode(fields).encode() if fields is not None else None)
        request = urllib.request.Request(self._site + path, body, headers)  # noqa: S310 - http
        with self._opener.open(request, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text

    def sign_in(self, name: str, password: str) -> None:
        """Begin a session."""
        self.ask("/accounts/login/")
        self.ask("/accounts/login/", {"username": name, "password": password})

    def keep_draft(self) -> str:
        """Keep a draft of a report; return its identifier."""
        return str(self._json("/reports/drafts/save/", fields={"publication-title": "Draft"})["draft"])

    def bring(self, content: bytes) -> dict[str, Any]:
        """Bring a file; return what the site says of the import."""
        border = uuid.uuid4().hex
        head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="lines.csv"\r\n\r\n'
        headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
        body = head.encode() + content + f"\r\n--{border}--\r\n".encode()
        return self._json("/api/imports", headers=headers, body=body)

    def apply(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Have the plan of an import applied; return what the site says of it once nothing is waited for."""
        batch = self.settled(batch)
        if batch["state"] != "planned":
            raise NotDoneError(f"{batch['state']}: {batch}")
        plan = json.dumps({"fingerprint": batch["fingerprint"]}).encode()
        headers = {"Content-Type": "application/json"}
        return self.settled(self._json(f"/api/imports/{batch['uid']}/apply", headers=headers, body=plan))

    def settled(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Ask for an import until the worker has done what it waits for."""
        while batch["is_waiting"]:
            time.sleep(PAUSE)
            batch = self._json(f"/api/imports/{batch['uid']}")
        return batch

    def _json(self, path: str, **more: Any) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.ask(path, **more))
        return told

    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken"), "")


def lines_of(shipment: str, count: int, source: str, types: list[str]) -> bytes:
    """Return a file of our own format: one shipment with so many lines, a report for each three."""
    from inventory.imports.delivery_columns import COLUMNS  # noqa: PLC0415 - Django is set up by then

    quote = "x " * (QUOTE // 2) if count > SMALL else ""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for number in range(count):
        report = str(uuid.uuid5(uuid.UUID(shipment), str(number // SMALL)))
        writer.writerow(
            {
                "delivery_id": str(uuid.uuid4()),
                "shipment_id": shipment,
                "shipment_reference": f"KILL-{shipment[:8]}",
                "shipment_title": "Convoy",
                "report_id": report,
                "publication_id": report,
                "publication_source": source,
                "publication_title": "Article",
                "equipment_type": types[number % SMALL],
                "phrase": "seven",
                "kind": "exact",
                "low": "7",
                "high": "7",
                "quote": quote,
            }
        )
    return text.getvalue().encode()
