"""Keep merges of shipments and decisions that two are not the same; index what is near in place and time."""

import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0009_faster_imports"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Distinction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("revoked_at", models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True)),
            ],
            options={
                "ordering": ("-decided_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DistinctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("revoked_at", models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.TextField()),
                (
                    "moved",
                    models.JSONField(
                        default=dict,
                        help_text="The keys of the rows that moved, by table, so that they can go back.",
                    ),
                ),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("undone_at", models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True)),
            ],
            options={
                "ordering": ("-merged_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="MergeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("reason", models.TextField()),
                (
                    "moved",
                    models.JSONField(
                        default=dict,
                        help_text="The keys of the rows that moved, by table, so that they can go back.",
                    ),
                ),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("undone_at", models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="shipment",
            options={"default_manager_name": "everything", "ordering": ("-period_days", "reference")},
        ),
        migrations.AlterModelManagers(
            name="shipment",
            managers=[
                ("everything", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="shipment",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The shipment that it turned out to be. Empty: it stands for itself.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="inventory.shipment",
            ),
        ),
        migrations.AddIndex(
            model_name="shipment",
            index=django.contrib.postgres.indexes.GistIndex(
                condition=models.Q(("merged_into", None)),
                fields=["destination", "period_days"],
                name="shipment_destination_days",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="assessment_insert_not_on_merged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id\n                        WHERE s.merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'The shipment was merged into another.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="b7a0cb8b0b97e5451babb9f906b4062f1e9c3ff1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_assessment_insert_not_on_merged_5bb6e",
                    referencing="REFERENCING NEW TABLE AS written ",
                    table="inventory_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="assessment_update_not_on_merged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id\n                        WHERE s.merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'The shipment was merged into another.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="8e07c7453aa427462980da5f9de35d50e0d732ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_assessment_update_not_on_merged_0724f",
                    referencing="REFERENCING NEW TABLE AS written ",
                    table="inventory_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence_insert_not_on_merged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id\n                        WHERE s.merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'The shipment was merged into another.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="7fad329c3a476b1f4e442e9e26ef114b23f6aa46",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_evidence_insert_not_on_merged_0d37f",
                    referencing="REFERENCING NEW TABLE AS written ",
                    table="inventory_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence_update_not_on_merged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id\n                        WHERE s.merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'The shipment was merged into another.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="ade4919063ab721f3b2e8547553529ac17be6333",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_evidence_update_not_on_merged_075a4",
                    referencing="REFERENCING NEW TABLE AS written ",
                    table="inventory_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_insert_not_on_merged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id\n                        WHERE s.merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'The shipment was merged into another.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="e24860a9275f0c2960287a8e794658b2d5ab8732",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_report_insert_not_on_merged_1e26e",
                    referencing="REFERENCING NEW TABLE AS written ",
                    table="inventory_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_update_not_on_merged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF EXISTS (\n                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id\n                        WHERE s.merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'The shipment was merged into another.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="8daabcf455a014fcceefccee05ffcd6af7108101",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_report_update_not_on_merged_c6d26",
                    referencing="REFERENCING NEW TABLE AS written ",
                    table="inventory_report",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="distinctions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="distinctions_from",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: it holds.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revoked_distinctions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="distinction",
            name="shipment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="distinctions",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="distinctionevent",
            name="decided_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="distinctionevent",
            name="other",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="distinctionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="distinctionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="inventory.distinction",
            ),
        ),
        migrations.AddField(
            model_name="distinctionevent",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: it holds.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="distinctionevent",
            name="shipment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="into",
            field=models.ForeignKey(
                help_text="What it is.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_received",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="merged_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="shipment",
            field=models.ForeignKey(
                help_text="What was merged; it stays as a record.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: it holds.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_merges",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mergeevent",
            name="into",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="What it is.",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="mergeevent",
            name="merged_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mergeevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="mergeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="inventory.merge",
            ),
        ),
        migrations.AddField(
            model_name="mergeevent",
            name="shipment",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="What was merged; it stays as a record.",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="inventory.shipment",
            ),
        ),
        migrations.AddField(
            model_name="mergeevent",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: it holds.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="distinction",
            constraint=models.CheckConstraint(
                condition=models.Q(("shipment__lt", models.F("other"))), name="distinction_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="distinction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="distinction_revoked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="distinction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("shipment", "other"),
                name="distinction_one_at_a_time",
                violation_error_message="It is decided already that these are not the same.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="distinction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_distinctionevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id") SELECT new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."other_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."revoked_at", new_values."revoked_by_id", new_values."shipment_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e877563b56a06390c8c4791af71a9e01d3a961c0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7c71",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_distinction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="distinction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_distinctionevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id") SELECT new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."other_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."revoked_at", new_values."revoked_by_id", new_values."shipment_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c79ce828cfab3840df20ce0b75f5b76f2585d534",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c55e1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_distinction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="distinction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_distinctionevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id") SELECT old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."other_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."revoked_at", old_values."revoked_by_id", old_values."shipment_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5071e35ab6d274fc53028d8a93c404b8f566ea8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b92f9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_distinction",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("shipment", models.F("into")), _negated=True),
                name="merge_not_into_itself",
                violation_error_message="A shipment cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                name="merge_reason_not_blank",
                violation_error_message="Say why they are the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="merge_undone_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("shipment",),
                name="merge_one_at_a_time",
                violation_error_message="This shipment was merged already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="merge_no_chain",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."undone_at" IS NULL)',
                    func="\n                    PERFORM FROM inventory_shipment WHERE id IN (NEW.shipment_id, NEW.into_id)\n                    ORDER BY id FOR UPDATE;\n                    IF EXISTS (\n                        SELECT FROM inventory_shipment\n                        WHERE id = NEW.into_id AND merged_into_id IS NOT NULL\n                            OR merged_into_id = NEW.shipment_id\n                    ) THEN\n                        RAISE EXCEPTION 'A shipment is not merged into a merged one, nor with what it got.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_no_chain';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="089f7f84ef03f6354af7e0eb127952bcd7d01cfc",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_merge_no_chain_8a165",
                    table="inventory_merge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="merge_marks_shipment",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    UPDATE inventory_shipment\n                    SET merged_into_id = CASE WHEN NEW.undone_at IS NULL THEN NEW.into_id END\n                    WHERE id = NEW.shipment_id;\n                    RETURN NULL;\n                ",
                    hash="a80c3bcd9a74869ca6ed477f0b47e120fe36b19d",
                    operation='INSERT OR UPDATE OF "undone_at"',
                    pgid="pgtrigger_merge_marks_shipment_a14c6",
                    table="inventory_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="merge_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="810140b030cc7f5c39761ee50d8889993012f544",
                    operation="DELETE",
                    pgid="pgtrigger_merge_kept_6c1e3",
                    table="inventory_merge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_mergeevent" ("id", "into_id", "merged_at", "merged_by_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "shipment_id", "uid", "undone_at", "undone_by_id") SELECT new_values."id", new_values."into_id", new_values."merged_at", new_values."merged_by_id", new_values."moved", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."shipment_id", new_values."uid", new_values."undone_at", new_values."undone_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ab9e3fe2c2f1ef24f4601ea13fdd3b619abe0229",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77a69",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_mergeevent" ("id", "into_id", "merged_at", "merged_by_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "shipment_id", "uid", "undone_at", "undone_by_id") SELECT new_values."id", new_values."into_id", new_values."merged_at", new_values."merged_by_id", new_values."moved", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."shipment_id", new_values."uid", new_values."undone_at", new_values."undone_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="92c1ac5f72aaa4934a4e427aa76b8f0499f4dff5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec9bd",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_mergeevent" ("id", "into_id", "merged_at", "merged_by_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "shipment_id", "uid", "undone_at", "undone_by_id") SELECT old_values."id", old_values."into_id", old_values."merged_at", old_values."merged_by_id", old_values."moved", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."shipment_id", old_values."uid", old_values."undone_at", old_values."undone_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6b7eaee021875e9097dc020d95d264c2bdd2abec",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d7088",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_merge",
                    when="AFTER",
                ),
            ),
        ),
    ]
