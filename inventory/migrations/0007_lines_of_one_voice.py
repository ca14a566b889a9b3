"""Let a report have several lines on one type, told again or borrowed from a source."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from inventory.migrations._folded import Together

# Lines that count the same items are of the same report.
ADD_SAME_REPORT = (
    "ALTER TABLE inventory_reporteddelivery ADD CONSTRAINT reporteddelivery_same_as_same_report"
    " FOREIGN KEY (report_id, same_as_id) REFERENCES inventory_reporteddelivery (report_id, id)"
    " DEFERRABLE INITIALLY DEFERRED"
)
DROP_SAME_REPORT = (
    "ALTER TABLE inventory_reporteddelivery DROP CONSTRAINT reporteddelivery_same_as_same_report"
)


class Migration(migrations.Migration):
    """Add what the lines of one voice say of each other."""

    dependencies = [
        ("inventory", "0006_database_rules"),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reporteddelivery",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reporteddelivery",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="reporteddelivery",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="reporteddelivery",
                    name="reporteddelivery_one_line_per_type",
                ),
                migrations.AddField(
                    model_name="reporteddelivery",
                    name="cited_source",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="The source that this one count is borrowed from: citing Frontelligence, over 100. Empty: the report's own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries_cited",
                        to="inventory.source",
                    ),
                ),
                migrations.AddField(
                    model_name="reporteddelivery",
                    name="same_as",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="The line of the same report that counts the same items. Empty: it counts others.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="told_again",
                        to="inventory.reporteddelivery",
                    ),
                ),
                migrations.AddField(
                    model_name="reporteddeliveryevent",
                    name="cited_source",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="The source that this one count is borrowed from: citing Frontelligence, over 100. Empty: the report's own.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.source",
                    ),
                ),
                migrations.AddField(
                    model_name="reporteddeliveryevent",
                    name="same_as",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="The line of the same report that counts the same items. Empty: it counts others.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.reporteddelivery",
                    ),
                ),
                migrations.AlterField(
                    model_name="reporteddelivery",
                    name="scope",
                    field=models.CharField(
                        choices=[
                            ("unspecified", "Unspecified"),
                            ("total", "Total"),
                            ("subset", "Subset"),
                            ("additional", "Additional"),
                            ("exhaustive", "Exhaustive – that is all"),
                        ],
                        default="unspecified",
                        help_text="How the count relates to the report's total.",
                        max_length=12,
                    ),
                ),
                migrations.AlterField(
                    model_name="reporteddeliveryevent",
                    name="scope",
                    field=models.CharField(
                        choices=[
                            ("unspecified", "Unspecified"),
                            ("total", "Total"),
                            ("subset", "Subset"),
                            ("additional", "Additional"),
                            ("exhaustive", "Exhaustive – that is all"),
                        ],
                        default="unspecified",
                        help_text="How the count relates to the report's total.",
                        max_length=12,
                    ),
                ),
                migrations.AddIndex(
                    model_name="reporteddelivery",
                    index=models.Index(
                        condition=models.Q(("same_as__isnull", False)),
                        fields=["same_as"],
                        name="reporteddelivery_same_as",
                    ),
                ),
                migrations.AddIndex(
                    model_name="reporteddelivery",
                    index=models.Index(
                        condition=models.Q(("cited_source__isnull", False)),
                        fields=["cited_source"],
                        name="reporteddelivery_cited_source",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reporteddelivery",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddeliveryevent" ("base_id", "best", "cited_source_id", "equipment_type_id", "hedge", "id", "kind", "label", "label_type_id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "quantity", "quote", "report_id", "same_as_id", "scope", "shipment_id", "uid") SELECT new_values."base_id", new_values."best", new_values."cited_source_id", new_values."equipment_type_id", new_values."hedge", new_values."id", new_values."kind", new_values."label", new_values."label_type_id", new_values."modality", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phrase", new_values."quantity", new_values."quote", new_values."report_id", new_values."same_as_id", new_values."scope", new_values."shipment_id", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d15600c04a0eed55e9c40c5f5687d0d9d2cc484d",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1650b",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="inventory_reporteddelivery",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reporteddelivery",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddeliveryevent" ("base_id", "best", "cited_source_id", "equipment_type_id", "hedge", "id", "kind", "label", "label_type_id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "quantity", "quote", "report_id", "same_as_id", "scope", "shipment_id", "uid") SELECT new_values."base_id", new_values."best", new_values."cited_source_id", new_values."equipment_type_id", new_values."hedge", new_values."id", new_values."kind", new_values."label", new_values."label_type_id", new_values."modality", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phrase", new_values."quantity", new_values."quote", new_values."report_id", new_values."same_as_id", new_values."scope", new_values."shipment_id", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="acce584c5486d7b6da2b6e5e59c550d146052338",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_51c0b",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="inventory_reporteddelivery",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reporteddelivery",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddeliveryevent" ("base_id", "best", "cited_source_id", "equipment_type_id", "hedge", "id", "kind", "label", "label_type_id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "quantity", "quote", "report_id", "same_as_id", "scope", "shipment_id", "uid") SELECT old_values."base_id", old_values."best", old_values."cited_source_id", old_values."equipment_type_id", old_values."hedge", old_values."id", old_values."kind", old_values."label", old_values."label_type_id", old_values."modality", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phrase", old_values."quantity", old_values."quote", old_values."report_id", old_values."same_as_id", old_values."scope", old_values."shipment_id", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9bcfe8e592924af7b235a87a7d794727fee65e8f",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5874a",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="inventory_reporteddelivery",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reporteddelivery",
                    constraint=models.UniqueConstraint(
                        fields=("report", "equipment_type", "label", "phrase", "scope"),
                        name="reporteddelivery_told_once",
                        violation_error_message="This report has that line already. Give the words of the other count, or its scope.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reporteddelivery",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("same_as__isnull", True),
                            models.Q(("same_as", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="reporteddelivery_same_as_not_itself",
                        violation_error_message="A line counts the same items as another line, not as itself.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reporteddelivery",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("same_as__isnull", True),
                            models.Q(("scope", "additional"), _negated=True),
                            _connector="OR",
                        ),
                        name="reporteddelivery_same_as_adds_nothing",
                        violation_error_message="Additional items cannot be the same items as another line's.",
                    ),
                ),
                migrations.RunSQL(ADD_SAME_REPORT, DROP_SAME_REPORT),
            ]
        )
    ]
