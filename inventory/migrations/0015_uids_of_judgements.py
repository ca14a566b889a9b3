"""Give assessments and links an identifier that stays the same in files and other databases."""

import uuid

import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

TABLES = ("assessment", "shipmentlink")


def _add(table: str) -> tuple[migrations.AddField, migrations.AlterField]:
    """Let the database make one for each row that there is, and Django for those to come."""
    made = models.UUIDField(db_default=RandomUUID(), default=uuid.uuid4, unique=True, editable=False)
    kept = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    return migrations.AddField(table, "uid", made), migrations.AlterField(table, "uid", kept)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0014_people_and_withdrawals")]

    operations = [
        *(operation for table in TABLES for operation in _add(table)),
        # An identifier has no history, so that a change of it alone leaves no event.
        pgtrigger.migrations.RemoveTrigger(
            model_name="shipmentlink",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shipmentlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentlinkevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id", "verdict") SELECT new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."other_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."revoked_at", new_values."revoked_by_id", new_values."shipment_id", new_values."verdict" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."decided_at" IS DISTINCT FROM (new_values."decided_at") OR old_values."decided_by_id" IS DISTINCT FROM (new_values."decided_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."other_id" IS DISTINCT FROM (new_values."other_id") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."shipment_id" IS DISTINCT FROM (new_values."shipment_id") OR old_values."verdict" IS DISTINCT FROM (new_values."verdict")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="39738111580579d54c32d6fc78381a8933350134",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4cb72",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_shipmentlink",
                    when="AFTER",
                ),
            ),
        ),
    ]
