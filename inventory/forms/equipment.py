"""Check the place of a type in the equipment tree."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from inventory.forms.records import PlacedErrorsForm, RecordForm
from inventory.models import EquipmentType, Verdict


class EquipmentTypeForm(RecordForm):
    """Edit one type of the tree."""

    constraint_fields: ClassVar = {
        "equipmenttype_one_root": "level",
        "equipmenttype_root_has_no_parent": "parent",
    }

    class Meta:
        model = EquipmentType
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        """Refuse a type below itself."""
        cleaned = super().clean()
        parent = cleaned.get("parent")
        if parent is not None and self.instance.pk:
            own = self.instance.path
            if parent.pk == self.instance.pk or parent.path.startswith(f"{own}/"):
                self.add_error(
                    "parent", _("%(parent)s is this type or stands below it.") % {"parent": parent}
                )
        return cleaned


class VerdictForm(PlacedErrorsForm):
    """Take what a scheme says of a type."""

    constraint_fields: ClassVar = {
        "verdict_one_per_scheme": "scheme",
        "verdict_in_names_category": "category",
    }

    class Meta:
        model = Verdict
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        """Refuse a category of another scheme."""
        cleaned = super().clean() or self.cleaned_data
        scheme, category = cleaned.get("scheme"), cleaned.get("category")
        if scheme is not None and category is not None and category.scheme_id != scheme.pk:
            self.add_error(
                "category", _("That category belongs to %(scheme)s.") % {"scheme": category.scheme}
            )
        return cleaned


class SingleVerdictForm(RecordForm, VerdictForm):
    """Edit one verdict by itself."""
