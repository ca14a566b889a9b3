"""Name people on pages that anybody may read: by the name that they chose, never by that of their account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.models.history import with_history


@with_history()
class PublicName(models.Model):
    """The name under which somebody's work is signed in public; without one it is “Contributor 7”."""

    # A name means nothing without the person.
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="public_name"
    )
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="publicname_unique",
                violation_error_message=_("Somebody else signs with this name."),
            ),
            models.CheckConstraint(
                name="publicname_not_blank",
                condition=~models.Q(name__regex=r"^\s*$"),
                violation_error_message=_("Enter a name."),
            ),
            models.CheckConstraint(
                name="publicname_nobody_elses",
                # In the words of every language in which people without a name are called by a number.
                condition=~models.Q(name__iregex=r"^\s*(contributor|contributeur)\s*\d+\s*$"),
                violation_error_message=_("That is what somebody without a public name is called."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def public_name(person: Any) -> str:
    """Return what to call a person in public. Runs one query unless ``public_name`` was selected."""
    try:
        return str(person.public_name.name)
    except ObjectDoesNotExist:
        return name_without(person.pk)


def name_without(key: int) -> str:
    """Return what to call a person who chose no public name, by the account's number."""
    return gettext("Contributor %(number)s") % {"number": key}
