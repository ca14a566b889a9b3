"""Hold a child to the same parent by composite keys, which Django declares to primary keys only."""

from django.db import migrations

# A line, detail or repetition belongs to the shipment of its report and follows it; a share's base is a
# line of the same report; a verdict's category is one of its scheme.
KEYS = (
    (
        "reporteddelivery",
        "report_same_shipment",
        "shipment_id, report_id",
        "report (shipment_id, id) ON UPDATE CASCADE",
    ),
    (
        "reporteddetail",
        "report_same_shipment",
        "shipment_id, report_id",
        "report (shipment_id, id) ON UPDATE CASCADE",
    ),
    (
        "reportrepeat",
        "report_same_shipment",
        "shipment_id, report_id",
        "report (shipment_id, id) ON UPDATE CASCADE",
    ),
    ("reportrepeat", "repeated_same_shipment", "shipment_id, repeated_id", "report (shipment_id, id)"),
    ("reporteddelivery", "base_same_report", "report_id, base_id", "reporteddelivery (report_id, id)"),
    ("verdict", "category_same_scheme", "category_id, scheme_id", "schemecategory (id, scheme_id)"),
)


def _add(table: str, rule: str, columns: str, target: str) -> str:
    return (
        f"ALTER TABLE inventory_{table} ADD CONSTRAINT {table}_{rule} FOREIGN KEY ({columns})"
        f" REFERENCES inventory_{target} DEFERRABLE INITIALLY DEFERRED"
    )


class Migration(migrations.Migration):
    """Add the composite foreign keys."""

    dependencies = (("inventory", "0002_record"),)
    operations = tuple(
        migrations.RunSQL(
            _add(table, rule, columns, target),
            f"ALTER TABLE inventory_{table} DROP CONSTRAINT {table}_{rule}",
        )
        for table, rule, columns, target in KEYS
    )
