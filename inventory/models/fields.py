"""Define the column types that several concepts share: dates as reported, and public identifiers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models

from inventory.domain.dates import DateError, parse_edtf
from inventory.wording.messages import words


def validate_edtf(value: str) -> None:
    """Refuse a text that is not an EDTF date, at the field that holds it.

    Raises ``ValidationError`` with the parser's own reason, in the language of who asks.
    """
    try:
        parse_edtf(value)
    except DateError as error:
        raise ValidationError(words(error.message), code="edtf") from error


class EdtfField(models.CharField):  # type: ignore[type-arg]  # Django's fields take none at run time.
    """Hold a date as reported, in EDTF (ISO 8601-2): ``2025-01-17``, ``2025-01``, ``2024-11/2025-01``.

    Empty means that no date was given. The days that it may mean stand beside it, see ``edtf_days``.
    """

    default_validators = [*models.CharField.default_validators, validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name, value in (("max_length", 60), ("blank", True), ("default", "")):
            kwargs.setdefault(name, value)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column to migrations as plain text, so that they import nothing from the app."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", list(args), dict(kwargs)


def edtf_days(source: str) -> models.GeneratedField:
    """Return the column of days that the EDTF column ``source`` may mean; null when its year is unknown.

    The database computes it, so that text and days cannot disagree whoever writes the row.
    """
    return models.GeneratedField(
        expression=models.Func(
            models.F(source), function="inventory_edtf_days", output_field=DateRangeField()
        ),
        output_field=DateRangeField(null=True),
        db_persist=True,
    )


def public_id() -> models.UUIDField[uuid.UUID, uuid.UUID]:
    """Return the column of an identifier that stays the same in exports, permalinks and other databases."""
    return models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
