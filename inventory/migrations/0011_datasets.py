"""Add datasets, and say of which of them a tally is part."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from inventory.migrations._folded import Together


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0010_tallies_and_links"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Dataset",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("name", models.CharField(max_length=160, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("register", "Register"), ("voice", "Tallies of one voice")],
                                max_length=10,
                            ),
                        ),
                        (
                            "first_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty: not limited.", null=True
                            ),
                        ),
                        (
                            "last_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty: not limited.", null=True
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="DatasetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False, max_length=80)),
                        ("name", models.CharField(max_length=160)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("register", "Register"), ("voice", "Tallies of one voice")],
                                max_length=10,
                            ),
                        ),
                        (
                            "first_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty: not limited.", null=True
                            ),
                        ),
                        (
                            "last_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty: not limited.", null=True
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="shipment",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="shipment",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="shipment",
                    name="delete_delete",
                ),
                migrations.AlterField(
                    model_name="shipmentlink",
                    name="decided_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipment_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="shipmentlink",
                    name="other",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_from",
                        to="inventory.shipment",
                    ),
                ),
                migrations.AlterField(
                    model_name="shipmentlink",
                    name="reason",
                    field=models.TextField(blank=True, help_text="What the decision rests on."),
                ),
                migrations.AlterField(
                    model_name="shipmentlink",
                    name="revoked_by",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: it holds.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revoked_shipment_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="shipmentlink",
                    name="shipment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="inventory.shipment",
                    ),
                ),
                migrations.AlterField(
                    model_name="shipmentlinkevent",
                    name="reason",
                    field=models.TextField(blank=True, help_text="What the decision rests on."),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shipment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentevent" ("dataset_id", "destination_id", "id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "supplier_id", "title", "uid") SELECT new_values."dataset_id", new_values."destination_id", new_values."id", new_values."note", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."supplier_id", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="46ddd3fe46329cc24d975fcd6f51dc5327768f2b",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6171f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="inventory_shipment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shipment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentevent" ("dataset_id", "destination_id", "id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "supplier_id", "title", "uid") SELECT new_values."dataset_id", new_values."destination_id", new_values."id", new_values."note", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."supplier_id", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."dataset_id" IS DISTINCT FROM (new_values."dataset_id") OR old_values."destination_id" IS DISTINCT FROM (new_values."destination_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."period" IS DISTINCT FROM (new_values."period") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."supplier_id" IS DISTINCT FROM (new_values."supplier_id") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."uid" IS DISTINCT FROM (new_values."uid")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b82da2e289c4851710393329c706ed5cbfc2c234",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2314c",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="inventory_shipment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shipment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentevent" ("dataset_id", "destination_id", "id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "supplier_id", "title", "uid") SELECT old_values."dataset_id", old_values."destination_id", old_values."id", old_values."note", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."supplier_id", old_values."title", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="f3440220a95d263f56d61c762473c9ab453582a3",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3da55",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="inventory_shipment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shipmentlink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentlinkevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id", "verdict") SELECT new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."other_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."revoked_at", new_values."revoked_by_id", new_values."shipment_id", new_values."verdict" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="bd0dbf7f174b2faab2cb8403e446a557d1b6e81b",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0e74e",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="inventory_shipmentlink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shipmentlink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentlinkevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id", "verdict") SELECT new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."other_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."revoked_at", new_values."revoked_by_id", new_values."shipment_id", new_values."verdict" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5cb9f03819e97c4abff6cc251e71da6f9f52d2f8",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4cb72",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="inventory_shipmentlink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shipmentlink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentlinkevent" ("decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id", "shipment_id", "verdict") SELECT old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."other_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."revoked_at", old_values."revoked_by_id", old_values."shipment_id", old_values."verdict" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="96f05a679cc451a8eefc0497d97e074715d7b633",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6ada7",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="inventory_shipmentlink",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shipmentlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("shipment__lt", models.F("other"))), name="shipmentlink_in_order"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shipmentlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("verdict__in", ("same_or_included", "distinct"))),
                        name="shipmentlink_verdict_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shipmentlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shipmentlink_revoked_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shipmentlink",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("shipment", "other"),
                        name="shipmentlink_one_at_a_time",
                        violation_error_message="These two shipments are decided on already.",
                    ),
                ),
            ]
        ),
        Together(
            [
                migrations.AddField(
                    model_name="dataset",
                    name="recipients",
                    field=models.ManyToManyField(
                        blank=True,
                        help_text="Empty: all countries.",
                        related_name="datasets",
                        to="inventory.country",
                    ),
                ),
                migrations.AddField(
                    model_name="dataset",
                    name="scheme",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Whose verdicts say which types it counts. Empty: all types.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="datasets",
                        to="inventory.classificationscheme",
                    ),
                ),
                migrations.AddField(
                    model_name="dataset",
                    name="source",
                    field=models.OneToOneField(
                        help_text="Who counts.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dataset",
                        to="inventory.source",
                    ),
                ),
                migrations.AddField(
                    model_name="dataset",
                    name="suppliers",
                    field=models.ManyToManyField(
                        blank=True,
                        help_text="Empty: all suppliers.",
                        related_name="datasets",
                        to="inventory.party",
                    ),
                ),
                migrations.AddField(
                    model_name="shipment",
                    name="dataset",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Of a tally, what it is part of. Empty: it is an event.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="inventory.dataset",
                    ),
                ),
                migrations.AddField(
                    model_name="shipmentevent",
                    name="dataset",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Of a tally, what it is part of. Empty: it is an event.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.dataset",
                    ),
                ),
                migrations.AddIndex(
                    model_name="shipment",
                    index=models.Index(
                        condition=models.Q(("dataset__isnull", False)),
                        fields=["dataset"],
                        name="shipment_dataset",
                    ),
                ),
                migrations.AddField(
                    model_name="datasetevent",
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
                    model_name="datasetevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.dataset",
                    ),
                ),
                migrations.AddField(
                    model_name="datasetevent",
                    name="scheme",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Whose verdicts say which types it counts. Empty: all types.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.classificationscheme",
                    ),
                ),
                migrations.AddField(
                    model_name="datasetevent",
                    name="source",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Who counts.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dataset",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("first_year__isnull", True),
                            ("last_year__isnull", True),
                            ("first_year__lte", models.F("last_year")),
                            _connector="OR",
                        ),
                        name="dataset_years_in_order",
                        violation_error_message="The last year is before the first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dataset",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", "events"), _negated=True),
                        name="dataset_not_events",
                        violation_error_message="All events are a dataset already.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dataset",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_datasetevent" ("first_year", "id", "kind", "last_year", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "slug", "source_id") SELECT new_values."first_year", new_values."id", new_values."kind", new_values."last_year", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme_id", new_values."slug", new_values."source_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d983b2cf838c6caec1ad6eff0ab49027000cbd2a",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_150fa",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="inventory_dataset",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dataset",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_datasetevent" ("first_year", "id", "kind", "last_year", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "slug", "source_id") SELECT new_values."first_year", new_values."id", new_values."kind", new_values."last_year", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme_id", new_values."slug", new_values."source_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6057b64ba867eaf2338d27021b4f244ecbd688c2",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8ec82",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="inventory_dataset",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dataset",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_datasetevent" ("first_year", "id", "kind", "last_year", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "slug", "source_id") SELECT old_values."first_year", old_values."id", old_values."kind", old_values."last_year", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme_id", old_values."slug", old_values."source_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="83cacfe19d8a18cc0aa8de3d0d2723ce6a76c552",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3a78d",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="inventory_dataset",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
