"""Say in words why the database refused a save."""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Rules that the database enforces by triggers and composite keys, which no model declares.
MESSAGES = {
    "report_confirmed_needs_two_voices": _(
        "“Confirmed by other sources” needs at least two independent voices on the shipment."
    ),
    "shipment_not_merged": _("This shipment was merged into another; choose that one."),
    "merge_no_chain": _("A shipment is not merged into a merged one, nor with what it got."),
    "reportrepeat_repeated_same_shipment": _("A report repeats only reports on its own shipment."),
    "verdict_category_same_scheme": _("A verdict's category belongs to its scheme."),
    "reporteddelivery_base_same_report": _("A share is of a line of its own report."),
}


def rule_of(error: IntegrityError) -> str:
    """Return the name of the rule that was broken; empty where the database gives none."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnostics, "constraint_name", None) or "")


def message_of(error: IntegrityError) -> str:
    """Return what to tell the editor: the rule's own message where one was written."""
    rule = rule_of(error)
    if rule in MESSAGES:
        return str(MESSAGES[rule])
    for model in apps.get_app_config("inventory").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == rule and constraint.violation_error_message:
                return str(constraint.violation_error_message)
    diagnostics = getattr(error.__cause__, "diag", None)
    words = getattr(diagnostics, "message_primary", None) or error
    return gettext("The database refused this: %(words)s") % {"words": words}
