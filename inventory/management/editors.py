"""Make the account with which visitors of a demonstration enter reports."""

from __future__ import annotations

import secrets

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

GROUP = "Editors"
USERNAME = "editor"
PASSWORD_BYTES = 12

# Computed, or kept by the database itself: for reading only.
READ_ONLY = frozenset({"estimate", "importfile", "importfinding", "importprogress"})


def make_editor() -> str | None:
    """Make the account `editor`, which may edit the inventory and nothing else; return its password.

    Returns None, and changes nothing, when there is an account of that name already.
    """
    with transaction.atomic():
        if User.objects.filter(username=USERNAME).exists():
            return None
        group, _ = Group.objects.get_or_create(name=GROUP)
        group.permissions.add(*_permissions())
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        editor = User.objects.create_user(USERNAME, password=password, is_staff=True)
        editor.groups.add(group)
        return password


def _permissions() -> list[Permission]:
    """Return the rights to see everything of the inventory, and to edit what people write."""
    written = {
        model._meta.model_name
        for model in apps.get_app_config("inventory").get_models()
        if not hasattr(model, "pgh_tracked_model") and model._meta.model_name not in READ_ONLY
    }
    permissions = Permission.objects.filter(content_type__app_label="inventory").select_related(
        "content_type"
    )
    return [
        permission
        for permission in permissions
        if permission.codename.startswith("view_") or permission.content_type.model in written
    ]
