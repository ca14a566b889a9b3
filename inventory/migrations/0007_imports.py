import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0006_newest_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("content", models.BinaryField()),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="ImportFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="Place in the plan, from 1.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("p", "Error"),
                            ("c", "Change"),
                            ("n", "Note"),
                            ("a", "New"),
                            ("s", "Left out"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "line",
                    models.PositiveIntegerField(blank=True, help_text="Line of the file, from 1.", null=True),
                ),
                ("column", models.TextField(blank=True)),
                ("subject", models.TextField(blank=True)),
                ("old", models.TextField(blank=True)),
                ("new", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                (
                    "unknown_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("source", "source"),
                            ("place", "place"),
                            ("party", "party"),
                            (
                                "equipment type",
                                "equipment type",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("unknown_name", models.TextField(blank=True, help_text="The name that nobody knows.")),
            ],
            options={
                "ordering": ("batch", "number"),
            },
        ),
        migrations.CreateModel(
            name="ImportProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField(unique=True)),
                ("step", models.CharField(max_length=20)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0, help_text="Zero: not known.")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_cancelled", models.BooleanField(default=False, help_text="Somebody asked to stop.")),
            ],
        ),
        migrations.CreateModel(
            name="MappingProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, unique=True)),
                ("mapping", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("title",),
            },
        ),
        migrations.CreateModel(
            name="NameDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("source", "source"),
                            ("place", "place"),
                            ("party", "party"),
                            (
                                "equipment type",
                                "equipment type",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.TextField(help_text="As it is written.")),
                ("plain_name", models.TextField(editable=False, help_text="As it is compared.")),
                (
                    "is_skipped",
                    models.BooleanField(default=False, help_text="Rows that have it are left out."),
                ),
                ("decided_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("source", "kind", "plain_name"),
            },
        ),
        migrations.AlterModelOptions(
            name="importbatch",
            options={"ordering": ("-created_at", "-pk"), "verbose_name_plural": "import batches"},
        ),
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="importbatch_every_row_counted",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="encoding",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="fingerprint",
            field=models.CharField(
                blank=True, help_text="Checksum of the plan; one that differs is not applied.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="history_context",
            field=models.UUIDField(blank=True, help_text="Of the rows' history: what it wrote.", null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="mapping",
            field=models.JSONField(
                blank=True, help_text="Which column says what. Empty: a known format.", null=True
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="message",
            field=models.TextField(blank=True, help_text="Why it was refused, interrupted or not undone."),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="reading",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="How the file is to be read, where that was not left to us.",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="rows_skipped",
            field=models.PositiveIntegerField(
                default=0, help_text="Left out, since somebody decided so of a name."
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="rows_wrong",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="source",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose table it is: what was decided of its names holds for the next one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_batches",
                to="inventory.source",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("uploaded", "Waiting to be read"),
                    ("refused", "Refused"),
                    ("unmapped", "Columns to map"),
                    ("unresolved", "Names to decide"),
                    ("wrong", "Errors in the file"),
                    ("planned", "Ready to apply"),
                    ("applying", "Being applied"),
                    ("applied", "Applied"),
                    ("undoing", "Being undone"),
                    ("undone", "Undone"),
                    ("cancelled", "Cancelled"),
                ],
                default="applied",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="importbatch",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        # Batches so far were applied, and each gets an identifier of its own.
        migrations.RunSQL(
            "UPDATE inventory_importbatch SET uid = gen_random_uuid(), created_at = imported_at",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_imports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="file_format",
            field=models.CharField(blank=True, help_text="Empty: not known yet.", max_length=40),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="imported_at",
            field=models.DateTimeField(blank=True, help_text="When it was applied.", null=True),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="rows_changed",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="rows_new",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="rows_read",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="rows_unchanged",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="file",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: it was not kept, as of files that come with the site.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="inventory.importfile",
            ),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["sha256"], name="importbatch_sha256"),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rows_read",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("rows_new"), "+", models.F("rows_changed")
                                    ),
                                    "+",
                                    models.F("rows_unchanged"),
                                ),
                                "+",
                                models.F("rows_skipped"),
                            ),
                            "+",
                            models.F("rows_wrong"),
                        ),
                    )
                ),
                name="importbatch_every_row_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("applying", "applied", "undoing", "undone")), _negated=True),
                    ("rows_wrong", 0),
                    _connector="OR",
                ),
                name="importbatch_wrong_never_applied",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("imported_at__isnull", False),
                        ("state__in", ("applied", "undoing")),
                        ("undone_at__isnull", True),
                    ),
                    models.Q(
                        ("imported_at__isnull", False), ("state", "undone"), ("undone_at__isnull", False)
                    ),
                    models.Q(
                        models.Q(("state__in", ("applied", "undoing", "undone")), _negated=True),
                        ("imported_at__isnull", True),
                        ("undone_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="importbatch_moments_fit_state",
            ),
        ),
        migrations.AddField(
            model_name="importfinding",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="inventory.importbatch",
            ),
        ),
        migrations.AddField(
            model_name="mappingprofile",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mapping_profiles",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="namedecision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="name_decisions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="namedecision",
            name="means_equipment_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="meant_by",
                to="inventory.equipmenttype",
            ),
        ),
        migrations.AddField(
            model_name="namedecision",
            name="means_party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="meant_by",
                to="inventory.party",
            ),
        ),
        migrations.AddField(
            model_name="namedecision",
            name="means_place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="meant_by",
                to="inventory.place",
            ),
        ),
        migrations.AddField(
            model_name="namedecision",
            name="means_source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="meant_by",
                to="inventory.source",
            ),
        ),
        migrations.AddField(
            model_name="namedecision",
            name="source",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose tables it holds for. Empty: tables of no named source.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="name_decisions",
                to="inventory.source",
            ),
        ),
        migrations.AddConstraint(
            model_name="importfinding",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="importfinding_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="mappingprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "^\\s*$"), _negated=True),
                name="mappingprofile_title_not_blank",
                violation_error_message="Give the profile a title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedecision",
            constraint=models.UniqueConstraint(
                fields=("source", "kind", "plain_name"),
                name="namedecision_one_per_name",
                nulls_distinct=False,
                violation_error_message="It is decided already what this name means.",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_skipped", True),
                        ("means_equipment_type__isnull", True),
                        ("means_party__isnull", True),
                        ("means_place__isnull", True),
                        ("means_source__isnull", True),
                    ),
                    models.Q(
                        ("is_skipped", False),
                        ("kind", "source"),
                        ("means_equipment_type__isnull", True),
                        ("means_party__isnull", True),
                        ("means_place__isnull", True),
                        ("means_source__isnull", False),
                    ),
                    models.Q(
                        ("is_skipped", False),
                        ("kind", "place"),
                        ("means_equipment_type__isnull", True),
                        ("means_party__isnull", True),
                        ("means_place__isnull", False),
                        ("means_source__isnull", True),
                    ),
                    models.Q(
                        ("is_skipped", False),
                        ("kind", "party"),
                        ("means_equipment_type__isnull", True),
                        ("means_party__isnull", False),
                        ("means_place__isnull", True),
                        ("means_source__isnull", True),
                    ),
                    models.Q(
                        ("is_skipped", False),
                        ("kind", "equipment type"),
                        ("means_equipment_type__isnull", False),
                        ("means_party__isnull", True),
                        ("means_place__isnull", True),
                        ("means_source__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="namedecision_means_one_thing",
                violation_error_message="A name is left out, or stands for one thing of its kind.",
            ),
        ),
    ]
