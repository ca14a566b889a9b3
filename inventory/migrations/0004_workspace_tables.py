"""Add the tables of the people who work here: drafts, views, imports and snapshots."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models.expressions import CombinedExpression
from django.utils import timezone

from inventory.migrations._folded import KEY, UID, Together


class Migration(migrations.Migration):
    initial = True
    replaces = (
        ("inventory", "0004_desk"),
        ("inventory", "0007_imports"),
    )
    dependencies = (
        ("inventory", "0003_record_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        Together(
            (
                migrations.CreateModel(
                    name="ReportDraft",
                    fields=[
                        KEY,
                        UID,
                        (
                            "content",
                            models.JSONField(
                                blank=True, default=dict, help_text="The form's fields as typed, by name."
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=models.CASCADE,
                                related_name="report_drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-saved_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ListPreference",
                    fields=[
                        KEY,
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
                            "columns",
                            ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                help_text="Empty: the list's own choice.",
                            ),
                        ),
                        (
                            "density",
                            models.CharField(
                                choices=[("comfortable", "Comfortable"), ("compact", "Compact")],
                                default="comfortable",
                                max_length=20,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=models.CASCADE,
                                related_name="list_preferences",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "page"), name="listpreference_one_per_page"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "page__in",
                                        [
                                            "shipment-list",
                                            "delivery-list",
                                            "comparison",
                                            "equipment-list",
                                            "destination-list",
                                            "source-list",
                                            "publication-list",
                                        ],
                                    )
                                ),
                                name="listpreference_page_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        KEY,
                        UID,
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
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who may rename or delete it. Empty: it came with the site.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("title", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title__regex", "^\\s*$"), _negated=True),
                                name="savedview_title_not_blank",
                                violation_error_message="Give the view a title.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "page__in",
                                        [
                                            "shipment-list",
                                            "delivery-list",
                                            "comparison",
                                            "equipment-list",
                                            "destination-list",
                                            "source-list",
                                            "publication-list",
                                        ],
                                    )
                                ),
                                name="savedview_page_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportFile",
                    fields=[
                        KEY,
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveIntegerField(help_text="Bytes.")),
                        ("content", models.BinaryField()),
                        ("stored_at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        KEY,
                        ("file_name", models.CharField(max_length=255)),
                        ("sha256", models.CharField(help_text="Checksum of the file.", max_length=64)),
                        (
                            "file_format",
                            models.CharField(blank=True, help_text="Empty: not known yet.", max_length=40),
                        ),
                        (
                            "imported_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: a command did it.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="import_batches",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "imported_at",
                            models.DateTimeField(blank=True, help_text="When it was applied.", null=True),
                        ),
                        ("rows_read", models.PositiveIntegerField(default=0)),
                        ("rows_new", models.PositiveIntegerField(default=0)),
                        ("rows_changed", models.PositiveIntegerField(default=0)),
                        ("rows_unchanged", models.PositiveIntegerField(default=0)),
                        ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
                        ("encoding", models.CharField(blank=True, max_length=40)),
                        (
                            "fingerprint",
                            models.CharField(
                                blank=True,
                                help_text="Checksum of the plan; one that differs is not applied.",
                                max_length=64,
                            ),
                        ),
                        (
                            "history_context",
                            models.UUIDField(
                                blank=True, help_text="Of the rows' history: what it wrote.", null=True
                            ),
                        ),
                        (
                            "mapping",
                            models.JSONField(
                                blank=True,
                                help_text="Which column says what. Empty: a known format.",
                                null=True,
                            ),
                        ),
                        (
                            "message",
                            models.TextField(
                                blank=True, help_text="Why it was refused, interrupted or not undone."
                            ),
                        ),
                        (
                            "reading",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="How the file is to be read, where that was not left to us.",
                            ),
                        ),
                        (
                            "rows_skipped",
                            models.PositiveIntegerField(
                                default=0, help_text="Left out, since somebody decided so of a name."
                            ),
                        ),
                        ("rows_wrong", models.PositiveIntegerField(default=0)),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose table it is: what was decided of its names holds for the next one.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="import_batches",
                                to="inventory.source",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
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
                                max_length=12,
                            ),
                        ),
                        UID,
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="undone_imports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: it was not kept, as of files that come with the site.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="batches",
                                to="inventory.importfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "import batches",
                        "ordering": ("-created_at", "-pk"),
                        "indexes": [
                            models.Index(fields=["sha256"], name="importbatch_sha256"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rows_read",
                                        CombinedExpression(
                                            CombinedExpression(
                                                CombinedExpression(
                                                    CombinedExpression(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ("applying", "applied", "undoing", "undone")),
                                        _negated=True,
                                    ),
                                    ("rows_wrong", 0),
                                    _connector="OR",
                                ),
                                name="importbatch_wrong_never_applied",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("imported_at__isnull", False),
                                        ("state__in", ("applied", "undoing")),
                                        ("undone_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("imported_at__isnull", False),
                                        ("state", "undone"),
                                        ("undone_at__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ("applied", "undoing", "undone")), _negated=True
                                        ),
                                        ("imported_at__isnull", True),
                                        ("undone_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="importbatch_moments_fit_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportFinding",
                    fields=[
                        KEY,
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
                            models.PositiveIntegerField(
                                blank=True, help_text="Line of the file, from 1.", null=True
                            ),
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
                                    ("equipment type", "equipment type"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "unknown_name",
                            models.TextField(blank=True, help_text="The name that nobody knows."),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.CASCADE,
                                related_name="findings",
                                to="inventory.importbatch",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("batch", "number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "number"), name="importfinding_number_unique"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportProgress",
                    fields=[
                        KEY,
                        ("batch", models.UUIDField(unique=True)),
                        ("step", models.CharField(max_length=20)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0, help_text="Zero: not known.")),
                        ("started_at", models.DateTimeField(default=timezone.now)),
                        ("updated_at", models.DateTimeField(default=timezone.now)),
                        (
                            "is_cancelled",
                            models.BooleanField(default=False, help_text="Somebody asked to stop."),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MappingProfile",
                    fields=[
                        KEY,
                        ("title", models.CharField(max_length=200, unique=True)),
                        ("mapping", models.JSONField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="mapping_profiles",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("title",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title__regex", "^\\s*$"), _negated=True),
                                name="mappingprofile_title_not_blank",
                                violation_error_message="Give the profile a title.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NameDecision",
                    fields=[
                        KEY,
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("source", "source"),
                                    ("place", "place"),
                                    ("party", "party"),
                                    ("equipment type", "equipment type"),
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
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="name_decisions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "means_equipment_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=models.CASCADE,
                                related_name="meant_by",
                                to="inventory.equipmenttype",
                            ),
                        ),
                        (
                            "means_party",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=models.CASCADE,
                                related_name="meant_by",
                                to="inventory.party",
                            ),
                        ),
                        (
                            "means_place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=models.CASCADE,
                                related_name="meant_by",
                                to="inventory.place",
                            ),
                        ),
                        (
                            "means_source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=models.CASCADE,
                                related_name="meant_by",
                                to="inventory.source",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose tables it holds for. Empty: tables of no named source.",
                                null=True,
                                on_delete=models.CASCADE,
                                related_name="name_decisions",
                                to="inventory.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("source", "kind", "plain_name"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "kind", "plain_name"),
                                name="namedecision_one_per_name",
                                nulls_distinct=False,
                                violation_error_message="It is decided already what this name means.",
                            ),
                            models.CheckConstraint(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        KEY,
                        UID,
                        ("title", models.CharField(max_length=200)),
                        ("path", models.TextField(help_text="The list and filter that it froze.")),
                        ("content", models.TextField(help_text="The result, as CSV.")),
                        (
                            "sha256",
                            models.CharField(help_text="Checksum of the content in UTF-8.", max_length=64),
                        ),
                        ("row_count", models.PositiveIntegerField()),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: taken by a command.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="snapshots",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "profile",
                            models.CharField(
                                help_text="What kind of file it is; the codebook says what its columns mean.",
                                max_length=40,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-taken_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="snapshot_sha256_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title__regex", "^\\s*$"), _negated=True),
                                name="snapshot_title_not_blank",
                                violation_error_message="Give the snapshot a title.",
                            ),
                        ],
                    },
                ),
            )
        ),
    )
