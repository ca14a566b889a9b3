"""Write into the log who signed in, whose rights changed, and what was deleted, by keys and never by names.

Django tells of these by its signals whatever page, command or program they came from. Nothing is computed
from them: the history in the database is kept by triggers, and this is a trail beside it for whoever runs
the site. A line is written when the change is committed.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest

from tracker.addresses import client_address
from tracker.logs import event

# Computed, or a person's own habits: these go without anybody's asking for it.
PASSING = frozenset({"estimate", "importfinding", "importprogress", "listpreference", "signinfailure"})
FLAGS = ("is_active", "is_staff", "is_superuser")

_logger = logging.getLogger("tracker.audit")


def listen() -> None:
    """Have Django call the functions below; called once, when all models are known."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_sign_in_failed)
    for rights in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_rights_changed, sender=rights)
    pre_save.connect(_remember_flags, sender=User)
    post_save.connect(_flags_changed, sender=User)
    models: list[type[Model]] = [User, Group, *kept_models()]
    for model in models:
        post_delete.connect(_deleted, sender=model)


def kept_models() -> list[type[Model]]:
    """Return the inventory's models whose rows people make and miss."""
    return [
        model
        for model in apps.get_app_config("inventory").get_models()
        if not hasattr(model, "pgh_tracked_model") and model._meta.model_name not in PASSING
    ]


def note(message: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Write a line once what it tells of is committed."""
    transaction.on_commit(partial(event, _logger, level, message, **fields))


def _signed_in(*, request: HttpRequest | None, user: User, **_: Any) -> None:
    event(_logger, logging.INFO, "signed in", account=user.pk, address=client_address(request))


def _signed_out(*, request: HttpRequest | None, user: User | None, **_: Any) -> None:
    event(_logger, logging.INFO, "signed out", account=user and user.pk, address=client_address(request))


def _sign_in_failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # What was typed is not written: it may be a password in the wrong field.
    name = str(credentials.get(User.USERNAME_FIELD, ""))
    # PostgreSQL's texts cannot hold NUL, so that nobody is named so.
    accounts = User.objects.none() if "\0" in name else User.objects.filter(username=name)
    account = accounts.values_list("pk", flat=True).first()
    event(_logger, logging.WARNING, "sign-in failed", account=account, address=client_address(request))


def _rights_changed(
    *, instance: Model, action: str, model: type[Model], pk_set: set[int] | None, **_: Any
) -> None:
    what, _separator, done = action.partition("_")
    if what == "post" and (pk_set or done == "clear"):
        given = ",".join(map(str, sorted(pk_set or ())))
        note(
            f"rights changed: {done}",
            **{str(instance._meta.model_name): instance.pk, f"{model._meta.model_name}s": given or "all"},
        )


def _remember_flags(*, instance: User, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    """Read what an account might do before it is saved. Runs one query, none when the flags are not saved."""
    if update_fields is None or not update_fields.isdisjoint(FLAGS):
        instance._flags_before = User.objects.filter(pk=instance.pk).values(*FLAGS).first() or {}  # type: ignore[attr-defined]


def _flags_changed(*, instance: User, **_: Any) -> None:
    before: dict[str, bool] | None = instance.__dict__.pop("_flags_before", None)
    if before is None:
        return
    now = {flag: getattr(instance, flag) for flag in FLAGS}
    changed = {flag: value for flag, value in now.items() if value != before.get(flag)}
    if changed:
        note("rights changed: account", account=instance.pk, **changed)


def _deleted(*, instance: Model, **_: Any) -> None:
    note("deleted", kind=instance._meta.model_name, key=instance.pk)
