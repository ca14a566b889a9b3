"""Say who may do what: the one table of rights, read by views, API, admin, forms and templates.

``ROUTES`` has a row for every address, ``ADMIN`` one for every table of the admin, ``OWNED`` one for what
belongs to somebody. What has no row is refused to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# For answers that hold what is not for everybody: no cache, not even the browser's own, keeps them.
NO_STORE = "private, no-store"


class Right(StrEnum):
    """Name what an account may be given, by the permission that gives it."""

    RECORD = "inventory.add_report"
    ADD_PUBLICATION = "inventory.add_publication"
    ADD_SHIPMENT = "inventory.add_shipment"
    ADD_LINE = "inventory.add_reporteddelivery"
    CORRECT = "inventory.change_reporteddelivery"
    DECIDE = "inventory.change_shipment"  # what is the same, and what is included
    ADD_SOURCE = "inventory.add_source"
    ADD_PLACE = "inventory.add_place"
    ADD_PARTY = "inventory.add_party"
    ADD_TYPE = "inventory.add_equipmenttype"
    IMPORT = "inventory.add_importbatch"
    KEEP = "inventory.add_savedview"
    CHANGE_VIEWS = "inventory.change_savedview"  # those of others, and the site's
    FREEZE = "inventory.add_snapshot"
    WITHDRAW = "inventory.change_snapshot"  # those of others, and the site's
    READ_TEXT = "inventory.read_private_text"
    SEE_DRAFTS = "inventory.view_reportdraft"  # of everybody, in a file of the whole record


class Anybody(StrEnum):
    """Name who needs no right."""

    VISITOR = "visitor"
    PERSON = "person"  # who is signed in


# Several rights: one of them is enough.
type Need = Right | Anybody | tuple[Right, ...]


def may(user: Any, need: Need) -> bool:
    """Return whether a person meets a need. Runs two queries for who is signed in, the first time."""
    if need is Anybody.VISITOR:
        return True
    if not user.is_authenticated:
        return False
    rights = need if isinstance(need, tuple) else (need,)
    return need is Anybody.PERSON or any(user.has_perm(right) for right in rights)


# Addresses


@dataclass(frozen=True, slots=True)
class Route:
    """Say what an address needs: to be read, and to be sent something.

    ``is_private``: no cache keeps its answers. ``keeps_typed``: the view itself refuses, since what was typed
    must not be lost; it asks this table, too.
    """

    read: Need
    write: Need
    is_private: bool = False
    keeps_typed: bool = False


def _private(need: Need, *, keeps_typed: bool = False) -> Route:
    return Route(need, need, is_private=True, keeps_typed=keeps_typed)


PUBLIC = Route(Anybody.VISITOR, Anybody.VISITOR)
_OWN = _private(Anybody.PERSON)
_TYPING = _private((Right.RECORD, Right.ADD_LINE, Right.CORRECT))
_DECIDING = _private(Right.DECIDE)
_RECORDING = _private(Right.RECORD)
_IMPORTING = _private(Right.IMPORT)

ROUTES: dict[str, Route] = {
    "overview": PUBLIC,
    "health": PUBLIC,
    "readiness": PUBLIC,
    "search": PUBLIC,
    "search-suggestions": PUBLIC,
    "shipment-list": PUBLIC,
    "shipment-detail": PUBLIC,
    "shipment-pairs": _DECIDING,
    "pair-detail": _DECIDING,
    "pair-list": _DECIDING,
    "link-list": PUBLIC,
    "link-decide": _DECIDING,
    "link-undo": _DECIDING,
    "link-revoke": _DECIDING,
    "merge-detail": PUBLIC,
    "merge-undo": _DECIDING,
    "delivery-list": PUBLIC,
    "delivery-detail": PUBLIC,
    "shipment-bulk-edit": _DECIDING,
    "delivery-bulk-edit": _private(Right.CORRECT),
    "saved-view-list": Route(Anybody.VISITOR, Right.KEEP),
    "saved-view": PUBLIC,
    "saved-view-edit": _OWN,  # and OWNED
    "saved-view-update": _OWN,
    "saved-view-delete": _OWN,
    "list-preference": PUBLIC,  # of an account or a session
    "snapshot-list": Route(Anybody.VISITOR, Right.FREEZE),
    "snapshot-compare": PUBLIC,
    "snapshot-detail": PUBLIC,
    "snapshot-withdraw": _OWN,  # and OWNED
    "comparison": PUBLIC,
    "codebook": PUBLIC,
    "lexicon": PUBLIC,
    "report-add": _private(Right.RECORD, keeps_typed=True),
    "report-recognise": _RECORDING,
    "report-read-count": _TYPING,
    "report-read-date": _TYPING,
    "report-names": _TYPING,
    "draft-list": _RECORDING,
    "draft-save": _private(Right.RECORD, keeps_typed=True),
    "draft-detail": _RECORDING,
    "draft-discard": _RECORDING,
    "equipment-list": PUBLIC,
    "equipment-detail": PUBLIC,
    "destination-list": PUBLIC,
    "destination-group": PUBLIC,
    "destination-detail": PUBLIC,
    "source-list": PUBLIC,
    "source-detail": PUBLIC,
    "publication-list": PUBLIC,
    "publication-detail": PUBLIC,  # its text: READ_TEXT, unless it is public
    "import-list": _IMPORTING,
    "import-add": _IMPORTING,
    "import-detail": _IMPORTING,
    "import-act": _IMPORTING,
    "import-progress": _IMPORTING,
    "import-findings": _IMPORTING,
    "import-file": _IMPORTING,
    "import-set-aside": _IMPORTING,
    "import-reading": _IMPORTING,
    "import-mapping": _IMPORTING,
    "import-edition": _IMPORTING,
    "import-names": _IMPORTING,
    "import-name-forget": _IMPORTING,
    "whole-record": _IMPORTING,
    "whole-record-download": _IMPORTING,
    "api": PUBLIC,
    "api:openapi-json": PUBLIC,
    "api:openapi-view": PUBLIC,
    "api:api-root": PUBLIC,
    "api:totals": PUBLIC,
    "api:import-list": _IMPORTING,
    "api:import-detail": _IMPORTING,
    "api:import-findings": _IMPORTING,
    "api:import-read": _IMPORTING,
    "api:import-apply": _IMPORTING,
    "api:import-cancel": _IMPORTING,
    "api:import-undo": _IMPORTING,
    "api:import-names": _IMPORTING,
    "api-nothing": PUBLIC,
    "styleguide": PUBLIC,  # only where TRACKER_DEBUG is set
    "account": _OWN,
    "password-change": _OWN,
    "password-change-in-admin": _OWN,
    "login": PUBLIC,
    "logout": PUBLIC,
    "set_language": PUBLIC,
}

# The admin

LOOK = frozenset({"view"})
EDIT = frozenset({"view", "add", "change", "delete"})

# By table, what staff may do there who have Django's permission for it, such as `inventory.change_report`.
ADMIN: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "assessment",
            "citation",
            "classificationscheme",
            "country",
            "countryalias",
            "countrygroup",
            "dataset",
            "equipmentalias",
            "equipmenttype",
            "evidence",
            "evidencecount",
            "groupmembership",
            "mappingprofile",
            "namedecision",
            "party",
            "partyalias",
            "place",
            "placealias",
            "publication",
            "reliabilityrating",
            "report",
            "reporteddelivery",
            "reporteddetail",
            "reportrepeat",
            "savedview",
            "schemecategory",
            "shipment",
            "source",
            "sourcealias",
            "verdict",
        ),
        EDIT,
    ),
    # Computed, or written by the product alone.
    **dict.fromkeys(
        (
            "estimate",
            "importfile",
            "importfinding",
            "importprogress",
            "listpreference",
            "merge",
            "publicname",
            "reportdraft",  # and OWNED
            "shipmentlink",
            "snapshot",
        ),
        LOOK,
    ),
    "importbatch": LOOK | {"add"},  # which leads to the page that takes a file
}


def may_in_admin(user: Any, verb: str, model: str) -> bool:
    """Return whether a person may view, add, change or delete rows of a table in the admin."""
    is_open = user.is_authenticated and user.is_staff and verb in ADMIN.get(model, ())
    return is_open and user.has_perm(f"inventory.{verb}_{model}")


# What belongs to somebody


@dataclass(frozen=True, slots=True)
class Owned:
    """Say which right an owner needs to change what is the own, and which one anybody else; None: nobody."""

    owner: Right
    others: Right | None


OWNED: dict[str, Owned] = {
    "savedview": Owned(Right.KEEP, Right.CHANGE_VIEWS),
    "snapshot": Owned(Right.FREEZE, Right.WITHDRAW),
    "reportdraft": Owned(Right.RECORD, None),  # nor may anybody else read it
}


def may_change(user: Any, model: str, owner: int | None) -> bool:
    """Return whether a person may change a row that belongs to the owner with that key; None: to the site."""
    row = OWNED[model]
    if user.is_authenticated and owner == user.pk:
        return may(user, row.owner)
    return row.others is not None and may(user, row.others)


class May:
    """Answer templates: ``may.record`` for a right, ``may.change_report`` for a page of the admin."""

    def __init__(self, user: Any) -> None:
        self._user = user

    def __getitem__(self, name: str) -> bool:
        """Return whether the person may. Raises KeyError for what the table does not know."""
        if name.upper() in Right.__members__:
            return may(self._user, Right[name.upper()])
        verb, _, model = name.partition("_")
        if verb not in EDIT or verb not in ADMIN[model]:
            raise KeyError(name)
        return may_in_admin(self._user, verb, model)
