"""Take what registers alone report on for tallies, and make each register a dataset."""

from django.db import migrations

MAKE = """
INSERT INTO inventory_dataset (slug, name, kind, source_id)
SELECT slug, name, 'register', id FROM inventory_source WHERE kind = 'register'
"""
# A shipment on which only registers report is a tally of the one of them that stands first.
TALLY = """
UPDATE inventory_shipment SET dataset_id = told.dataset_id
FROM (
    SELECT r.shipment_id, min(d.id) AS dataset_id
    FROM inventory_report r
    JOIN inventory_publication p ON p.id = r.publication_id
    LEFT JOIN inventory_dataset d ON d.source_id = p.source_id
    GROUP BY r.shipment_id HAVING bool_and(d.id IS NOT NULL)
) told
WHERE told.shipment_id = inventory_shipment.id
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0011_datasets")]

    operations = [
        migrations.RunSQL(MAKE, "DELETE FROM inventory_dataset"),
        migrations.RunSQL(TALLY, "UPDATE inventory_shipment SET dataset_id = NULL"),
    ]
