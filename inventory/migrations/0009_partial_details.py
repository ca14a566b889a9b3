"""Let a detail say that it speaks of a part of the shipment only."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0008_estimates"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="reporteddetail",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reporteddetail",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reporteddetail",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="reporteddetail",
            name="is_partial",
            field=models.BooleanField(
                default=False, help_text="It speaks of a part of the shipment only: part came from Syria."
            ),
        ),
        migrations.AddField(
            model_name="reporteddetailevent",
            name="is_partial",
            field=models.BooleanField(
                default=False, help_text="It speaks of a part of the shipment only: part came from Syria."
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporteddetail",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddetailevent" ("date", "hedge", "id", "is_partial", "kind", "modality", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "polarity", "quote", "report_id", "shipment_id", "stage", "text", "uid") SELECT new_values."date", new_values."hedge", new_values."id", new_values."is_partial", new_values."kind", new_values."modality", new_values."party_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."polarity", new_values."quote", new_values."report_id", new_values."shipment_id", new_values."stage", new_values."text", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="60fd5d80cc0e5eaa92f45d04e3e3f956583d4a4d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b43d7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_reporteddetail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporteddetail",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddetailevent" ("date", "hedge", "id", "is_partial", "kind", "modality", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "polarity", "quote", "report_id", "shipment_id", "stage", "text", "uid") SELECT new_values."date", new_values."hedge", new_values."id", new_values."is_partial", new_values."kind", new_values."modality", new_values."party_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."polarity", new_values."quote", new_values."report_id", new_values."shipment_id", new_values."stage", new_values."text", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date" IS DISTINCT FROM (new_values."date") OR old_values."hedge" IS DISTINCT FROM (new_values."hedge") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_partial" IS DISTINCT FROM (new_values."is_partial") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."modality" IS DISTINCT FROM (new_values."modality") OR old_values."party_id" IS DISTINCT FROM (new_values."party_id") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."polarity" IS DISTINCT FROM (new_values."polarity") OR old_values."quote" IS DISTINCT FROM (new_values."quote") OR old_values."report_id" IS DISTINCT FROM (new_values."report_id") OR old_values."shipment_id" IS DISTINCT FROM (new_values."shipment_id") OR old_values."stage" IS DISTINCT FROM (new_values."stage") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."uid" IS DISTINCT FROM (new_values."uid")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b7e49f36b563ebf07dd56a6d92f09a03a5a4c842",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30ce2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_reporteddetail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporteddetail",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddetailevent" ("date", "hedge", "id", "is_partial", "kind", "modality", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "polarity", "quote", "report_id", "shipment_id", "stage", "text", "uid") SELECT old_values."date", old_values."hedge", old_values."id", old_values."is_partial", old_values."kind", old_values."modality", old_values."party_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."polarity", old_values."quote", old_values."report_id", old_values."shipment_id", old_values."stage", old_values."text", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ad18b23e2556c96386d3801da6f85e1415adae4e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5dc27",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_reporteddetail",
                    when="AFTER",
                ),
            ),
        ),
    ]
