"""Add public names and the history of saved views, let snapshots be withdrawn, give private texts their right."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from inventory.migrations._folded import Together


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0013_sign_in_failures"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="PublicName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                    ],
                ),
                migrations.CreateModel(
                    name="PublicNameEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=60)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SavedViewEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "page",
                            models.CharField(
                                choices=[
                                    ("shipment-list", "Shipments"),
                                    ("delivery-list", "Reported deliveries"),
                                    ("comparison", "Comparison"),
                                    ("equipment-list", "Equipment"),
                                    ("destination-list", "Destinations"),
                                    ("source-list", "Sources"),
                                    ("publication-list", "Publications"),
                                ],
                                max_length=40,
                            ),
                        ),
                        (
                            "query",
                            models.TextField(
                                blank=True,
                                help_text="The query string without “?”: filters, order, columns. Empty: the list as it opens.",
                                max_length=10000,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AlterModelOptions(
                    name="publication",
                    options={
                        "ordering": ("-published_days", "-pk"),
                        "permissions": (("read_private_text", "Can read texts that are not public"),),
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="snapshot",
                    name="snapshot_never_changes",
                ),
                migrations.AddField(
                    model_name="snapshot",
                    name="withdrawal_reason",
                    field=models.CharField(
                        blank=True, help_text="Public: it stands at the address from then on.", max_length=500
                    ),
                ),
                migrations.AddField(
                    model_name="snapshot",
                    name="withdrawn_at",
                    field=models.DateTimeField(blank=True, help_text="Empty: it stands.", null=True),
                ),
                migrations.AddField(
                    model_name="snapshot",
                    name="withdrawn_by",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_snapshots",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="publication",
                    name="text",
                    field=models.TextField(
                        blank=True,
                        help_text="Working copy of the text, for those with the right to read it unless marked public.",
                    ),
                ),
                migrations.AlterField(
                    model_name="publicationevent",
                    name="text",
                    field=models.TextField(
                        blank=True,
                        help_text="Working copy of the text, for those with the right to read it unless marked public.",
                    ),
                ),
                migrations.AlterField(
                    model_name="savedview",
                    name="query",
                    field=models.TextField(
                        blank=True,
                        help_text="The query string without “?”: filters, order, columns. Empty: the list as it opens.",
                        max_length=10000,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_savedviewevent" ("created_at", "id", "owner_id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "uid") SELECT new_values."created_at", new_values."id", new_values."owner_id", new_values."page", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."query", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f630dd16010b9c9006a540ac4f51307dff127409",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_96caa",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="inventory_savedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_savedviewevent" ("created_at", "id", "owner_id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "uid") SELECT new_values."created_at", new_values."id", new_values."owner_id", new_values."page", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."query", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="c5ac0a8f937293be6bcc71ee04424ab8aa36c9ee",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_089c9",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="inventory_savedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_savedviewevent" ("created_at", "id", "owner_id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "uid") SELECT old_values."created_at", old_values."id", old_values."owner_id", old_values."page", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."query", old_values."title", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="abdf3b8fc314873a3904357e199c01319c3828cd",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3b629",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="inventory_savedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="snapshot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="snapshot_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL\n                        AND to_jsonb(NEW) - ARRAY['content', 'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason'] = to_jsonb(OLD) - ARRAY['content', 'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason']\n                    THEN RETURN NEW; END IF;\n                    RAISE EXCEPTION 'A snapshot never changes: it may have been cited.'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_never_changes';\n                ",
                            hash="45d6df2dd87a762f2db0a882b262aae1f77dc1a5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_snapshot_never_changes_1e00f",
                            table="inventory_snapshot",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="snapshot",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_reason", ""), ("withdrawn_at", None), ("withdrawn_by", None)
                            ),
                            models.Q(
                                ("content", ""),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_reason__regex", "^\\s*$"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="snapshot_withdrawal_whole",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ),
            ]
        ),
        Together(
            [
                migrations.AddField(
                    model_name="publicname",
                    name="person",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_name",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="publicnameevent",
                    name="person",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="publicnameevent",
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
                    model_name="publicnameevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.publicname",
                    ),
                ),
                migrations.AddField(
                    model_name="savedviewevent",
                    name="owner",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Who may rename or delete it. Empty: it came with the site.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="savedviewevent",
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
                    model_name="savedviewevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.savedview",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicname",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="publicname_unique",
                        violation_error_message="Somebody else signs with this name.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicname",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name__regex", "^\\s*$"), _negated=True),
                        name="publicname_not_blank",
                        violation_error_message="Enter a name.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publicname",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("name__iregex", "^\\s*(contributor|contributeur)\\s*\\d+\\s*$"), _negated=True
                        ),
                        name="publicname_nobody_elses",
                        violation_error_message="That is what somebody without a public name is called.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_publicnameevent" ("id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ec558640efb558f8ec20bd0244fe79bf1965a7a1",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_064e7",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="inventory_publicname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_publicnameevent" ("id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="afe674efe539d8220d89783b9d9fdc91538eb49d",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_332ee",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="inventory_publicname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_publicnameevent" ("id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."name", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="64b2356cd60f20d8b620578cc93d4cbd4e42e898",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa7c4",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="inventory_publicname",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
