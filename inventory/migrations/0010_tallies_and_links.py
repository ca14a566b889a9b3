"""Tell tallies from events, and keep decisions on shipments as links with a verdict."""

import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0009_partial_details")]

    operations = [
        *(
            pgtrigger.migrations.RemoveTrigger(model_name="distinction", name=name)
            for name in ("insert_insert", "update_update", "delete_delete")
        ),
        *(
            migrations.RemoveConstraint(model_name="distinction", name=f"distinction_{rule}")
            for rule in ("in_order", "revoked_by_somebody", "one_at_a_time")
        ),
        migrations.RenameModel("Distinction", "ShipmentLink"),
        migrations.RenameModel("DistinctionEvent", "ShipmentLinkEvent"),
        # All that was decided so far is that two shipments are not the same.
        *(
            migrations.AddField(
                model_name=name,
                name="verdict",
                field=models.CharField(
                    choices=[("same_or_included", "Same or included"), ("distinct", "Not the same")],
                    default="distinct",
                    max_length=20,
                ),
                preserve_default=False,
            )
            for name in ("shipmentlink", "shipmentlinkevent")
        ),
    ]
