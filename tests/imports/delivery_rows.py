"""Make rows of our own format."""

import uuid

DELIVERY, SHIPMENT, REPORT, PUBLICATION = (str(uuid.UUID(int=number, version=4)) for number in range(1, 5))
ROW = {
    "delivery_id": DELIVERY,
    "shipment_id": SHIPMENT,
    "shipment_reference": "ML-2025-01-17",
    "shipment_title": "Convoy",
    "report_id": REPORT,
    "publication_id": PUBLICATION,
    "publication_source": "raids",
    "publication_title": "Seven",
    "equipment_type": "tanks",
    "phrase": "seven",
    "kind": "exact",
    "low": "7",
    "high": "7",
}


def row(number: int, **cells: str) -> dict[str, str]:
    """Return a row with identifiers of its own."""
    own = {
        name: str(uuid.UUID(int=1000 * place + number, version=4))
        for place, name in enumerate(("delivery_id", "shipment_id", "report_id", "publication_id"), start=1)
    }
    return {**own, "shipment_reference": f"ML-{number}", **cells}
