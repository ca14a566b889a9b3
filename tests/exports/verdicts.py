"""Make verdicts of classification schemes for tests."""

from inventory.models import ClassificationScheme, EquipmentType, SchemeCategory, Verdict


def judge(equipment_type: EquipmentType, scheme: str, code: str, name: str, outcome: str = "in") -> Verdict:
    """Let a scheme put a type into a category."""
    made, _ = ClassificationScheme.objects.get_or_create(slug=scheme, defaults={"name": scheme})
    category, _ = SchemeCategory.objects.get_or_create(scheme=made, code=code, defaults={"name": name})
    return Verdict.objects.create(
        scheme=made, equipment_type=equipment_type, category=category, outcome=outcome, basis="Because."
    )
