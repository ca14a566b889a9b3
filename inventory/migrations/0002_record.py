import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventory", "0001_extensions_and_dates"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClassificationScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=120, unique=True)),
                ("publisher", models.CharField(blank=True, max_length=120)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="ISO 3166-1 alpha-2 code; the four letters of ISO 3166-3 for a former state.",
                        max_length=4,
                        unique=True,
                    ),
                ),
                (
                    "alpha3",
                    models.CharField(
                        blank=True, help_text="ISO 3166-1 alpha-3 code. Empty: none assigned.", max_length=3
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("name_fr", models.CharField(blank=True, max_length=100)),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="Subregion of the UN's M49 standard.", max_length=60
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "existence",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        blank=True,
                        help_text="Days on which a former state existed. Empty: exists now, start not recorded.",
                        null=True,
                    ),
                ),
                ("is_former", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "countries",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="CountryGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120, unique=True)),
                ("name_fr", models.CharField(blank=True, max_length=120)),
                ("description", models.TextField(blank=True)),
                ("url", models.URLField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="EquipmentType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the root of the tree.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="inventory.equipmenttype",
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=160)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("root", "Root"),
                            ("category", "Category"),
                            ("family", "Family"),
                            ("variant", "Variant"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("items", "items (mixed)"),
                            ("vehicles", "Vehicles"),
                            ("aircraft", "Aircraft"),
                            ("vessels", "Vessels"),
                            ("guns", "Guns"),
                            ("launchers", "Launchers"),
                            ("systems", "Systems"),
                            ("missiles", "Missiles"),
                            ("rounds", "Rounds"),
                            ("weapons", "Weapons"),
                            ("engines", "Engines"),
                            ("persons", "Persons"),
                            ("tonnes", "Tonnes"),
                        ],
                        help_text="What is counted. Different units are never added together.",
                        max_length=12,
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order among the types below the same parent."
                    ),
                ),
                (
                    "is_overlapping",
                    models.BooleanField(
                        default=False,
                        help_text="It counts items that types beside it count too, as combat vehicles do: never added to them.",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        default="",
                        editable=False,
                        help_text="Slugs from the root down, kept by the database; one prefix selects a subtree.",
                        max_length=1000,
                    ),
                ),
            ],
            options={
                "ordering": ("path",),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="equipmenttype_name_trigram", opclasses=("gin_trgm_ops",)
                    ),
                    models.Index(
                        fields=["path"], name="equipmenttype_path_prefix", opclasses=("varchar_pattern_ops",)
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("level", "root")),
                        fields=("level",),
                        name="equipmenttype_one_root",
                        violation_error_message="The tree has its root already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "root"), ("parent__isnull", True)),
                            models.Q(models.Q(("level", "root"), _negated=True), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="equipmenttype_root_has_no_parent",
                        violation_error_message="Only the root of the tree has no parent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(help_text="Checksum of the file.", max_length=64)),
                ("file_format", models.CharField(max_length=40)),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a command did it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_batches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("imported_at", models.DateTimeField(auto_now_add=True)),
                ("rows_read", models.PositiveIntegerField()),
                ("rows_new", models.PositiveIntegerField()),
                ("rows_changed", models.PositiveIntegerField()),
                ("rows_unchanged", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name_plural": "import batches",
                "ordering": ("-imported_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows_read",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("rows_new"), "+", models.F("rows_changed")
                                    ),
                                    "+",
                                    models.F("rows_unchanged"),
                                ),
                            )
                        ),
                        name="importbatch_every_row_counted",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("path", models.CharField(help_text="The list and filter that it froze.", max_length=2000)),
                ("content", models.TextField(help_text="The result, as CSV.")),
                ("sha256", models.CharField(help_text="Checksum of the content in UTF-8.", max_length=64)),
                ("row_count", models.PositiveIntegerField()),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: taken by a command.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-taken_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="snapshot_sha256_form"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassificationSchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.classificationscheme",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=30)),
                ("name", models.CharField(max_length=120)),
                ("publisher", models.CharField(blank=True, max_length=120)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountryAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="inventory.country",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "country aliases",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="countryalias_name_unique",
                        violation_error_message="Another country has this alias.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.country",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        help_text="ISO 3166-1 alpha-2 code; the four letters of ISO 3166-3 for a former state.",
                        max_length=4,
                    ),
                ),
                (
                    "alpha3",
                    models.CharField(
                        blank=True, help_text="ISO 3166-1 alpha-3 code. Empty: none assigned.", max_length=3
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("name_fr", models.CharField(blank=True, max_length=100)),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="Subregion of the UN's M49 standard.", max_length=60
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "existence",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        blank=True,
                        help_text="Days on which a former state existed. Empty: exists now, start not recorded.",
                        null=True,
                    ),
                ),
                ("is_former", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountryGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.countrygroup",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("name_fr", models.CharField(blank=True, max_length=120)),
                ("description", models.TextField(blank=True)),
                ("url", models.URLField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EquipmentAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="Whose spelling it is, such as sipri. Empty: in common use.",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "equipment aliases",
                "ordering": ("name",),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="equipmentalias_name_trigram", opclasses=("gin_trgm_ops",)
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("equipment_type"),
                        django.db.models.functions.text.Lower("name"),
                        name="equipmentalias_name_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EquipmentTypeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the root of the tree.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("name", models.CharField(max_length=160)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("root", "Root"),
                            ("category", "Category"),
                            ("family", "Family"),
                            ("variant", "Variant"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("items", "items (mixed)"),
                            ("vehicles", "Vehicles"),
                            ("aircraft", "Aircraft"),
                            ("vessels", "Vessels"),
                            ("guns", "Guns"),
                            ("launchers", "Launchers"),
                            ("systems", "Systems"),
                            ("missiles", "Missiles"),
                            ("rounds", "Rounds"),
                            ("weapons", "Weapons"),
                            ("engines", "Engines"),
                            ("persons", "Persons"),
                            ("tonnes", "Tonnes"),
                        ],
                        help_text="What is counted. Different units are never added together.",
                        max_length=12,
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order among the types below the same parent."
                    ),
                ),
                (
                    "is_overlapping",
                    models.BooleanField(
                        default=False,
                        help_text="It counts items that types beside it count too, as combat vehicles do: never added to them.",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        default="",
                        editable=False,
                        help_text="Slugs from the root down, kept by the database; one prefix selects a subtree.",
                        max_length=1000,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="inventory.countrygroup",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="inventory.country",
                    ),
                ),
                ("role", models.CharField(default="member", max_length=60)),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="First day inclusive, last exclusive; an open end is still in force."
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, help_text="Treaty or act that began or ended it.", max_length=300
                    ),
                ),
            ],
            options={
                "ordering": ("group", "country", "period"),
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("group", "="), ("country", "="), ("period", "&&")],
                        name="groupmembership_periods_disjoint",
                        violation_error_message="This country already has a membership of the group in that period.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="groupmembership_period_not_empty",
                        violation_error_message="The period ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("armed_force", "Armed Force"),
                            ("private_military_company", "Private Military Company"),
                            ("armed_group", "Armed Group"),
                            ("company", "Company"),
                            ("organisation", "Organisation"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: of no country, or unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="inventory.country",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
                "ordering": ("name",),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="party_name_trigram", opclasses=("gin_trgm_ops",)
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "state")),
                        fields=("country",),
                        name="party_one_state_per_country",
                        violation_error_message="This country already has its state.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "state"), _negated=True),
                            ("country__isnull", False),
                            _connector="OR",
                        ),
                        name="party_state_names_country",
                        violation_error_message="A party of kind state names its country.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "Country"),
                            ("region", "Region"),
                            ("city", "City"),
                            ("port", "Port"),
                            ("base", "Base"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: in no country, or unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="inventory.country",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="place_name_trigram", opclasses=("gin_trgm_ops",)
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "country")),
                        fields=("country",),
                        name="place_one_per_country",
                        violation_error_message="This country already has its place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "country"), _negated=True),
                            ("country__isnull", False),
                            _connector="OR",
                        ),
                        name="place_country_named",
                        violation_error_message="A place of kind country names its country.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="inventory.classificationscheme",
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name_plural": "scheme categories",
                "ordering": ("scheme", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "code"), name="schemecategory_code_unique"),
                    models.UniqueConstraint(fields=("id", "scheme"), name="schemecategory_scheme_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.snapshot",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("path", models.CharField(help_text="The list and filter that it froze.", max_length=2000)),
                ("content", models.TextField(help_text="The result, as CSV.")),
                ("sha256", models.CharField(help_text="Checksum of the content in UTF-8.", max_length=64)),
                ("row_count", models.PositiveIntegerField()),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: taken by a command.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                        choices=[
                            ("analyst", "Analyst"),
                            ("blog", "Blog"),
                            ("broadcaster", "Broadcaster"),
                            ("magazine", "Magazine"),
                            ("ministry", "Ministry"),
                            ("news_agency", "News Agency"),
                            ("newspaper", "Newspaper"),
                            ("official", "Official"),
                            ("register", "Register"),
                            ("social_media", "Social Media"),
                            ("think_tank", "Think Tank"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it is based. Empty: unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="inventory.country",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("name",),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="source_name_trigram", opclasses=("gin_trgm_ops",)
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EquipmentAliasEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.equipmentalias",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="Whose spelling it is, such as sipri. Empty: in common use.",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupMembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.groupmembership",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.countrygroup",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.country",
                    ),
                ),
                ("role", models.CharField(default="member", max_length=60)),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="First day inclusive, last exclusive; an open end is still in force."
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True, help_text="Treaty or act that began or ended it.", max_length=300
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartyAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="inventory.party",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "party aliases",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("party"),
                        django.db.models.functions.text.Lower("name"),
                        name="partyalias_name_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.party",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("armed_force", "Armed Force"),
                            ("private_military_company", "Private Military Company"),
                            ("armed_group", "Armed Group"),
                            ("company", "Company"),
                            ("organisation", "Organisation"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: of no country, or unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.country",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="inventory.place",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "place aliases",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("place"),
                        django.db.models.functions.text.Lower("name"),
                        name="placealias_name_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.place",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "Country"),
                            ("region", "Region"),
                            ("city", "City"),
                            ("port", "Port"),
                            ("base", "Base"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: in no country, or unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.country",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees north. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=5,
                        help_text="Degrees east. Empty: unknown.",
                        max_digits=8,
                        null=True,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="inventory.source",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "url",
                    models.URLField(blank=True, help_text="Empty: no address is known.", max_length=1000),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        help_text="A copy in a web archive. Empty: none is known.",
                        max_length=1000,
                    ),
                ),
                (
                    "published_on",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="EDTF, such as 2025-01-26 or 2025-01. Empty: unknown.",
                        max_length=60,
                    ),
                ),
                (
                    "published_days",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("published_on"),
                            function="inventory_edtf_days",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Working copy of the text, for editors only unless marked public.",
                    ),
                ),
                (
                    "is_text_public",
                    models.BooleanField(default=False, help_text="Only where the licence allows it."),
                ),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("-published_days", "-pk"),
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["published_days"], name="publication_published_days"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="publication_title_trigram", opclasses=("gin_trgm_ops",)
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        fields=("source", "url", "published_on"),
                        name="publication_url_unique",
                        violation_error_message="This source already has a publication with that address and date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_text_public", False), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="publication_public_text_exists",
                        violation_error_message="There is no text to make public.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReliabilityRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="inventory.source",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("A", "A – completely reliable"),
                            ("B", "B – usually reliable"),
                            ("C", "C – fairly reliable"),
                            ("D", "D – not usually reliable"),
                            ("E", "E – unreliable"),
                            ("F", "F – reliability cannot be judged"),
                        ],
                        max_length=1,
                    ),
                ),
                ("rated_on", models.DateField()),
                (
                    "rated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("rationale", models.TextField()),
            ],
            options={
                "ordering": ("source", "-rated_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "rated_by", "rated_on"),
                        name="reliabilityrating_one_per_day",
                        violation_error_message="You rated this source on that day already; edit that rating.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Shipment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        help_text="Short permanent name, such as ML-2025-01-17.", max_length=60, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: unknown or in dispute.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments_supplied",
                        to="inventory.party",
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: unknown or in dispute.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments",
                        to="inventory.place",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="When, in EDTF, such as 2025-01 or 2024-11/2025-01. Empty: unknown.",
                        max_length=60,
                    ),
                ),
                (
                    "period_days",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("period"),
                            function="inventory_edtf_days",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("silent", "Silent"),
                            ("single", "Single voice"),
                            ("agreed", "Agreed"),
                            ("conflict", "Conflict"),
                        ],
                        default="silent",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("publication_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "voice_count",
                    models.PositiveIntegerField(default=0, editable=False, help_text="Independent voices."),
                ),
                (
                    "evidence_count",
                    models.PositiveIntegerField(default=0, editable=False, help_text="Evidence items."),
                ),
                (
                    "conflict_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, help_text="Types and details in conflict."
                    ),
                ),
            ],
            options={
                "ordering": ("-period_days", "reference"),
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["period_days"], name="shipment_period_days"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="shipment_title_trigram", opclasses=("gin_trgm_ops",)
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="inventory.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "source aliases",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="sourcealias_name_unique",
                        violation_error_message="Another source has this alias.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.source",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("analyst", "Analyst"),
                            ("blog", "Blog"),
                            ("broadcaster", "Broadcaster"),
                            ("magazine", "Magazine"),
                            ("ministry", "Ministry"),
                            ("news_agency", "News Agency"),
                            ("newspaper", "Newspaper"),
                            ("official", "Official"),
                            ("register", "Register"),
                            ("social_media", "Social Media"),
                            ("think_tank", "Think Tank"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where it is based. Empty: unknown.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.country",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="inventory.classificationscheme",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("in", "In"), ("out", "Out"), ("disputed", "Disputed")], max_length=10
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the scheme has no category for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="inventory.schemecategory",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        help_text="The rule of the scheme that decides, in our words.", max_length=500
                    ),
                ),
            ],
            options={
                "ordering": ("scheme", "equipment_type"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "equipment_type"),
                        name="verdict_one_per_scheme",
                        violation_error_message="This scheme has its verdict on the type already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "in"), _negated=True),
                            ("category__isnull", False),
                            _connector="OR",
                        ),
                        name="verdict_in_names_category",
                        violation_error_message="A type that counts in a scheme counts in one of its categories.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="inventory.publication",
                    ),
                ),
                (
                    "cited_publication",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a source is cited.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations_received",
                        to="inventory.publication",
                    ),
                ),
                (
                    "cited_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a publication is cited.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations_received",
                        to="inventory.source",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Stated"), ("inferred", "Inferred")],
                        default="stated",
                        help_text="Inferred: text reuse, or a guess.",
                        max_length=10,
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True, help_text="The words that say so, as written.", max_length=300
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cited_publication__isnull", True), ("cited_source__isnull", False)),
                            models.Q(("cited_publication__isnull", False), ("cited_source__isnull", True)),
                            _connector="OR",
                        ),
                        name="citation_one_target",
                        violation_error_message="Name either the publication or the source that is cited, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cited_publication__isnull", True),
                            models.Q(("cited_publication", models.F("publication")), _negated=True),
                            _connector="OR",
                        ),
                        name="citation_not_of_itself",
                        violation_error_message="A publication cannot cite itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("publication", "cited_publication", "cited_source"),
                        name="citation_unique",
                        nulls_distinct=False,
                        violation_error_message="This citation is recorded already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="estimates",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="estimates",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="The interval that most voices support. Null: nobody gives a count.",
                        null=True,
                    ),
                ),
                (
                    "coherent_quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="The same, tightened by the estimates above and below it. Null: as above.",
                        null=True,
                    ),
                ),
                (
                    "counted_quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="For lists and sums: the same where a voice counts this very type, else what the types below it add up to. Null: nobody gives a count, or units differ.",
                        null=True,
                    ),
                ),
                (
                    "support",
                    models.PositiveIntegerField(help_text="Independent voices that support the interval."),
                ),
                ("voices", models.PositiveIntegerField(help_text="Independent voices that give a count.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("silent", "Silent"),
                            ("single", "Single voice"),
                            ("agreed", "Agreed"),
                            ("conflict", "Conflict"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "is_stated",
                    models.BooleanField(
                        help_text="A report has a line on this very type; otherwise it follows from the types below."
                    ),
                ),
                (
                    "is_type_disputed",
                    models.BooleanField(
                        default=False, help_text="Sources give it classes that exclude each other."
                    ),
                ),
                (
                    "is_coherent",
                    models.BooleanField(
                        default=True, help_text="It fits the estimates above and below it in the tree."
                    ),
                ),
            ],
            options={
                "ordering": ("shipment", "equipment_type"),
                "indexes": [models.Index(fields=["equipment_type", "state"], name="estimate_type_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shipment", "equipment_type"), name="estimate_one_per_type"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("support__lte", models.F("voices"))),
                        name="estimate_support_within_voices",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.publication",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.source",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "url",
                    models.URLField(blank=True, help_text="Empty: no address is known.", max_length=1000),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True,
                        help_text="A copy in a web archive. Empty: none is known.",
                        max_length=1000,
                    ),
                ),
                (
                    "published_on",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="EDTF, such as 2025-01-26 or 2025-01. Empty: unknown.",
                        max_length=60,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("kk", "Kazakh"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                            ("tr", "Turkish"),
                            ("uk", "Ukrainian"),
                            ("und", "Any language"),
                        ],
                        default="und",
                        max_length=3,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Working copy of the text, for editors only unless marked public.",
                    ),
                ),
                (
                    "is_text_public",
                    models.BooleanField(default=False, help_text="Only where the licence allows it."),
                ),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReliabilityRatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.reliabilityrating",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.source",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("A", "A – completely reliable"),
                            ("B", "B – usually reliable"),
                            ("C", "C – fairly reliable"),
                            ("D", "D – not usually reliable"),
                            ("E", "E – unreliable"),
                            ("F", "F – reliability cannot be judged"),
                        ],
                        max_length=1,
                    ),
                ),
                ("rated_on", models.DateField()),
                (
                    "rated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("rationale", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "shipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="inventory.publication",
                    ),
                ),
                (
                    "asserter",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who says it, where that is not the publication itself. Empty: its own voice.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_asserted",
                        to="inventory.source",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        choices=[
                            ("stated", "Stated – the publication names the speaker"),
                            ("inferred", "Inferred – follows from the text"),
                            ("guessed", "Guessed – credited by others"),
                            ("unattributed", "Unattributed – nobody is named"),
                        ],
                        default="stated",
                        help_text="A guessed speaker never counts as a second voice.",
                        max_length=15,
                    ),
                ),
                (
                    "attribution_phrase",
                    models.CharField(
                        blank=True, help_text="The words that credit the speaker, as written.", max_length=300
                    ),
                ),
                (
                    "is_first_hand",
                    models.BooleanField(
                        default=False,
                        help_text="The voice saw the evidence itself: what its publication cites does not make it a copy.",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pledged", "Pledged"),
                            ("ordered", "Ordered"),
                            ("in_transit", "In transit"),
                            ("arrived", "Arrived"),
                            ("handed_over", "Handed over"),
                            ("in_service", "In service"),
                            ("diverted", "Diverted"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                            ("cancelled", "Cancelled"),
                            ("seized", "Seized"),
                        ],
                        help_text="How far it had come. Empty: not said, taken as delivered.",
                        max_length=12,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("observed", "Observed"),
                            ("reported", "Reported"),
                            ("alleged", "Alleged"),
                            ("suspected", "Suspected"),
                            ("assessed", "Assessed"),
                            ("predicted", "Predicted"),
                        ],
                        default="reported",
                        max_length=10,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(
                        blank=True,
                        help_text="The words of doubt, as written: likely, reportedly.",
                        max_length=200,
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1 – confirmed by other sources"),
                            (2, "2 – probably true"),
                            (3, "3 – possibly true"),
                            (4, "4 – doubtful"),
                            (5, "5 – improbable"),
                            (6, "6 – truth cannot be judged"),
                        ],
                        help_text="The analyst's Admiralty grade of the content. Empty: not graded.",
                        null=True,
                    ),
                ),
                ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                ("note", models.TextField(blank=True)),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The newer report of the same voice that replaces it. Empty: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="inventory.report",
                    ),
                ),
            ],
            options={
                "ordering": ("shipment", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_by__isnull", True),
                            models.Q(("superseded_by", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="report_not_superseded_by_itself",
                        violation_error_message="A report cannot supersede itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attribution", "unattributed"), _negated=True),
                            ("asserter__isnull", True),
                            _connector="OR",
                        ),
                        name="report_unattributed_names_nobody",
                        violation_error_message="An unattributed report names no speaker; guessed keeps the name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credibility__isnull", True), ("credibility__range", (1, 6)), _connector="OR"
                        ),
                        name="report_credibility_range",
                        violation_error_message="Credibility is a grade from 1 to 6.",
                    ),
                    models.UniqueConstraint(fields=("shipment", "id"), name="report_shipment_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShipmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "reference",
                    models.CharField(help_text="Short permanent name, such as ML-2025-01-17.", max_length=60),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: unknown or in dispute.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.party",
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: unknown or in dispute.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.place",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="When, in EDTF, such as 2025-01 or 2024-11/2025-01. Empty: unknown.",
                        max_length=60,
                    ),
                ),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VerdictEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.verdict",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "scheme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.classificationscheme",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("in", "In"), ("out", "Out"), ("disputed", "Disputed")], max_length=10
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the scheme has no category for it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.schemecategory",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        help_text="The rule of the scheme that decides, in our words.", max_length=500
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the judgement is on a detail.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "detail_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplier", "Supplier"),
                            ("recipient", "Recipient"),
                            ("end_user", "End user"),
                            ("carrier", "Carrier"),
                            ("origin", "Origin"),
                            ("transit", "Transit"),
                            ("destination", "Destination"),
                            ("delivery_point", "Delivery point"),
                            ("ordered", "Ordered"),
                            ("departure", "Departure"),
                            ("arrival", "Arrival"),
                            ("observed", "Observed"),
                            ("stage", "Stage"),
                            ("purpose", "Purpose"),
                            ("relation", "Relation"),
                            ("identity", "Identity"),
                        ],
                        help_text="Empty: the judgement is on a type's count.",
                        max_length=15,
                    ),
                ),
                (
                    "quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        blank=True, help_text="The count judged right. Empty: none is given.", null=True
                    ),
                ),
                ("judgement", models.CharField(max_length=300)),
                ("rationale", models.TextField()),
                (
                    "likelihood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("almost_no_chance", "Almost no chance (1–5 %)"),
                            ("very_unlikely", "Very unlikely (5–20 %)"),
                            ("unlikely", "Unlikely (20–45 %)"),
                            ("roughly_even_chance", "Roughly even chance (45–55 %)"),
                            ("likely", "Likely (55–80 %)"),
                            ("very_likely", "Very likely (80–95 %)"),
                            ("almost_certain", "Almost certain (95–99 %)"),
                        ],
                        help_text="ICD 203. Empty: not given.",
                        max_length=20,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("moderate", "Moderate"), ("high", "High")],
                        help_text="ICD 203, apart from likelihood. Empty: not given.",
                        max_length=10,
                    ),
                ),
                (
                    "is_tension",
                    models.BooleanField(
                        default=False,
                        help_text="Statements of different kinds that pull apart without a count in conflict.",
                    ),
                ),
                (
                    "assessed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("assessed_on", models.DateField()),
                (
                    "made_over",
                    models.TextField(
                        blank=True,
                        editable=False,
                        help_text="What the reports amounted to when it was made. Empty: not yet noted.",
                    ),
                ),
                (
                    "is_stale",
                    models.BooleanField(
                        default=False, editable=False, help_text="The estimate under it has changed since."
                    ),
                ),
            ],
            options={
                "ordering": ("shipment", "-assessed_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("detail_kind", ""), ("equipment_type__isnull", False)),
                            models.Q(
                                ("equipment_type__isnull", True), models.Q(("detail_kind", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="assessment_one_subject",
                        violation_error_message="Judge either a type or a detail.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("equipment_type__isnull", False),
                                ("quantity__isempty", False),
                                ("quantity__lower_inf", False),
                                ("quantity__startswith__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_quantity_sound",
                        violation_error_message="At least must be zero or more, not above at most, and on a type.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "shipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("photo", "Photo"),
                            ("video", "Video"),
                            ("satellite_image", "Satellite image"),
                            ("tracking_record", "Tracking record"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "url",
                    models.URLField(blank=True, help_text="Empty: no address is known.", max_length=1000),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True,
                        help_text="Checksum of the file that was examined. Empty: no file is held.",
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9a-f]{64}\\Z", "Sixty-four hexadecimal digits in lower case."
                            )
                        ],
                    ),
                ),
                (
                    "captured_on",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="When it was taken, in EDTF. Empty: unknown.",
                        max_length=60,
                    ),
                ),
                (
                    "captured_days",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("captured_on"),
                            function="inventory_edtf_days",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: not located.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="inventory.place",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "reports",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Reports that rest on it.",
                        related_name="evidence",
                        to="inventory.report",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ("shipment", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sha256", ""), _negated=True),
                        fields=("shipment", "sha256"),
                        name="evidence_file_unique",
                        violation_error_message="This shipment has that file already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256", ""), ("sha256__regex", "^[0-9a-f]{64}$"), _connector="OR"
                        ),
                        name="evidence_sha256_form",
                        violation_error_message="A SHA-256 checksum has sixty-four hexadecimal digits.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "shipment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="inventory.report",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="What the source calls it, as written: Linza ambulances.",
                        max_length=200,
                    ),
                ),
                (
                    "label_type",
                    models.ForeignKey(
                        blank=True,
                        help_text="The class that the label names. Empty: it names none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True,
                        help_text="The count, as written: about 50. Empty: no words were kept.",
                        max_length=500,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("at_least", "At least"),
                            ("more_than", "More than"),
                            ("at_most", "At most"),
                            ("fewer_than", "Fewer than"),
                            ("range", "Range"),
                            ("approximate", "Approximate"),
                            ("vague", "Vague"),
                            ("bare_plural", "Bare plural"),
                            ("share", "Share"),
                            ("none", "None – denied"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        blank=True,
                        help_text="At least and at most, with an open end where none was given. Empty: unknown.",
                        null=True,
                    ),
                ),
                (
                    "best",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The figure that the source named, if it is one figure. Empty: none.",
                        null=True,
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a share: the line of the same report that it is a share of.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="shares",
                        to="inventory.reporteddelivery",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("unspecified", "Unspecified"),
                            ("total", "Total"),
                            ("subset", "Subset"),
                            ("additional", "Additional"),
                        ],
                        default="unspecified",
                        help_text="How the count relates to the report's total.",
                        max_length=12,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated"),
                            ("observed", "Observed"),
                            ("reported", "Reported"),
                            ("alleged", "Alleged"),
                            ("suspected", "Suspected"),
                            ("assessed", "Assessed"),
                            ("predicted", "Predicted"),
                        ],
                        help_text="Empty: as the report.",
                        max_length=10,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(
                        blank=True, help_text="The words of doubt on this line, as written.", max_length=200
                    ),
                ),
                ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
            ],
            options={
                "verbose_name_plural": "reported deliveries",
                "ordering": ("pk",),
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["quantity"], name="reporteddelivery_quantity"
                    ),
                    models.Index(
                        fields=["equipment_type", "shipment"], name="reporteddelivery_type_shipment"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "equipment_type"),
                        name="reporteddelivery_one_line_per_type",
                        violation_error_message="This report has a line on that equipment type already.",
                    ),
                    models.UniqueConstraint(fields=("report", "id"), name="reporteddelivery_report_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "unknown"), ("quantity__isnull", True)),
                            models.Q(
                                models.Q(("kind", "unknown"), _negated=True), ("quantity__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reporteddelivery_unknown_is_null",
                        violation_error_message="A count is unknown, or it has an interval.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("quantity__isempty", False),
                                ("quantity__lower_inf", False),
                                ("quantity__startswith__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="reporteddelivery_quantity_sound",
                        violation_error_message="At least must be zero or more, and not above at most.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "exact"), _negated=True),
                            models.Q(
                                (
                                    "quantity__endswith",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("quantity__startswith"), "+", models.Value(1)
                                    ),
                                ),
                                ("quantity__upper_inf", False),
                            ),
                            _connector="OR",
                        ),
                        name="reporteddelivery_exact_is_one_number",
                        violation_error_message="An exact count has one number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("kind", "none"), ("quantity__endswith", 1), ("quantity__upper_inf", False)
                            ),
                            models.Q(
                                models.Q(("kind", "none"), _negated=True),
                                models.Q(
                                    ("quantity__upper_inf", True),
                                    ("quantity__endswith__gt", 1),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="reporteddelivery_none_is_zero",
                        violation_error_message="A denial counts zero, and only a denial does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("best__isnull", True), ("quantity__contains", models.F("best")), _connector="OR"
                        ),
                        name="reporteddelivery_best_inside",
                        violation_error_message="The best figure lies between at least and at most.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base__isnull", False), ("kind", "share")),
                            models.Q(models.Q(("kind", "share"), _negated=True), ("base__isnull", True)),
                            _connector="OR",
                        ),
                        name="reporteddelivery_share_names_base",
                        violation_error_message="A share, and only a share, names the line that it is a share of.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("base__isnull", True),
                            models.Q(("base", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="reporteddelivery_base_not_itself",
                        violation_error_message="A line cannot be a share of itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "shipment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="details",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="details",
                        to="inventory.report",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supplier", "Supplier"),
                            ("recipient", "Recipient"),
                            ("end_user", "End user"),
                            ("carrier", "Carrier"),
                            ("origin", "Origin"),
                            ("transit", "Transit"),
                            ("destination", "Destination"),
                            ("delivery_point", "Delivery point"),
                            ("ordered", "Ordered"),
                            ("departure", "Departure"),
                            ("arrival", "Arrival"),
                            ("observed", "Observed"),
                            ("stage", "Stage"),
                            ("purpose", "Purpose"),
                            ("relation", "Relation"),
                            ("identity", "Identity"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        help_text="For supplier, recipient, end user and carrier only.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="details",
                        to="inventory.party",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="For origin, transit, destination and delivery point only.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="details",
                        to="inventory.place",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="EDTF; for ordered, departure, arrival and observed only.",
                        max_length=60,
                    ),
                ),
                (
                    "date_days",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("date"),
                            function="inventory_edtf_days",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pledged", "Pledged"),
                            ("ordered", "Ordered"),
                            ("in_transit", "In transit"),
                            ("arrived", "Arrived"),
                            ("handed_over", "Handed over"),
                            ("in_service", "In service"),
                            ("diverted", "Diverted"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                            ("cancelled", "Cancelled"),
                            ("seized", "Seized"),
                        ],
                        help_text="For the stage only.",
                        max_length=12,
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="For purpose, relation and identity only.", max_length=300
                    ),
                ),
                (
                    "polarity",
                    models.CharField(
                        choices=[("affirmed", "Affirmed"), ("denied", "Denied")],
                        default="affirmed",
                        max_length=8,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated"),
                            ("observed", "Observed"),
                            ("reported", "Reported"),
                            ("alleged", "Alleged"),
                            ("suspected", "Suspected"),
                            ("assessed", "Assessed"),
                            ("predicted", "Predicted"),
                        ],
                        help_text="Empty: as the report.",
                        max_length=10,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(blank=True, help_text="The words of doubt, as written.", max_length=200),
                ),
                ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
            ],
            options={
                "ordering": ("report", "kind", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("date", ""),
                                ("kind__in", ("supplier", "recipient", "end_user", "carrier")),
                                ("party__isnull", False),
                                ("place__isnull", True),
                                ("stage", ""),
                                ("text", ""),
                            ),
                            models.Q(
                                ("date", ""),
                                ("kind__in", ("origin", "transit", "destination", "delivery_point")),
                                ("party__isnull", True),
                                ("place__isnull", False),
                                ("stage", ""),
                                ("text", ""),
                            ),
                            models.Q(
                                ("kind__in", ("ordered", "departure", "arrival", "observed")),
                                ("party__isnull", True),
                                ("place__isnull", True),
                                ("stage", ""),
                                ("text", ""),
                                models.Q(("date", ""), _negated=True),
                            ),
                            models.Q(
                                ("date", ""),
                                ("kind", "stage"),
                                ("party__isnull", True),
                                ("place__isnull", True),
                                ("text", ""),
                                models.Q(("stage", ""), _negated=True),
                            ),
                            models.Q(
                                ("date", ""),
                                ("kind__in", ("purpose", "relation", "identity")),
                                ("party__isnull", True),
                                ("place__isnull", True),
                                ("stage", ""),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reporteddetail_value_fits_kind",
                        violation_error_message="Give this kind's one value: party, place, date, stage or words.",
                    ),
                    models.UniqueConstraint(
                        fields=("report", "kind", "party", "place", "date", "stage", "text"),
                        name="reporteddetail_unique",
                        nulls_distinct=False,
                        violation_error_message="This report says that already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.report",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.publication",
                    ),
                ),
                (
                    "asserter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who says it, where that is not the publication itself. Empty: its own voice.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.source",
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        choices=[
                            ("stated", "Stated – the publication names the speaker"),
                            ("inferred", "Inferred – follows from the text"),
                            ("guessed", "Guessed – credited by others"),
                            ("unattributed", "Unattributed – nobody is named"),
                        ],
                        default="stated",
                        help_text="A guessed speaker never counts as a second voice.",
                        max_length=15,
                    ),
                ),
                (
                    "attribution_phrase",
                    models.CharField(
                        blank=True, help_text="The words that credit the speaker, as written.", max_length=300
                    ),
                ),
                (
                    "is_first_hand",
                    models.BooleanField(
                        default=False,
                        help_text="The voice saw the evidence itself: what its publication cites does not make it a copy.",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pledged", "Pledged"),
                            ("ordered", "Ordered"),
                            ("in_transit", "In transit"),
                            ("arrived", "Arrived"),
                            ("handed_over", "Handed over"),
                            ("in_service", "In service"),
                            ("diverted", "Diverted"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                            ("cancelled", "Cancelled"),
                            ("seized", "Seized"),
                        ],
                        help_text="How far it had come. Empty: not said, taken as delivered.",
                        max_length=12,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[
                            ("stated", "Stated"),
                            ("observed", "Observed"),
                            ("reported", "Reported"),
                            ("alleged", "Alleged"),
                            ("suspected", "Suspected"),
                            ("assessed", "Assessed"),
                            ("predicted", "Predicted"),
                        ],
                        default="reported",
                        max_length=10,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(
                        blank=True,
                        help_text="The words of doubt, as written: likely, reportedly.",
                        max_length=200,
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1 – confirmed by other sources"),
                            (2, "2 – probably true"),
                            (3, "3 – possibly true"),
                            (4, "4 – doubtful"),
                            (5, "5 – improbable"),
                            (6, "6 – truth cannot be judged"),
                        ],
                        help_text="The analyst's Admiralty grade of the content. Empty: not graded.",
                        null=True,
                    ),
                ),
                ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                ("note", models.TextField(blank=True)),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The newer report of the same voice that replaces it. Empty: it stands.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportRepeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shipment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="repeat_edges",
                        to="inventory.report",
                    ),
                ),
                (
                    "repeated",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_edges",
                        to="inventory.report",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Stated"), ("inferred", "Inferred")],
                        default="stated",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "repeated"),
                        name="reportrepeat_unique",
                        violation_error_message="This repetition is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("report", models.F("repeated")), _negated=True),
                        name="reportrepeat_not_of_itself",
                        violation_error_message="A report cannot repeat itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.assessment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the judgement is on a detail.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "detail_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplier", "Supplier"),
                            ("recipient", "Recipient"),
                            ("end_user", "End user"),
                            ("carrier", "Carrier"),
                            ("origin", "Origin"),
                            ("transit", "Transit"),
                            ("destination", "Destination"),
                            ("delivery_point", "Delivery point"),
                            ("ordered", "Ordered"),
                            ("departure", "Departure"),
                            ("arrival", "Arrival"),
                            ("observed", "Observed"),
                            ("stage", "Stage"),
                            ("purpose", "Purpose"),
                            ("relation", "Relation"),
                            ("identity", "Identity"),
                        ],
                        help_text="Empty: the judgement is on a type's count.",
                        max_length=15,
                    ),
                ),
                (
                    "quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        blank=True, help_text="The count judged right. Empty: none is given.", null=True
                    ),
                ),
                ("judgement", models.CharField(max_length=300)),
                ("rationale", models.TextField()),
                (
                    "likelihood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("almost_no_chance", "Almost no chance (1–5 %)"),
                            ("very_unlikely", "Very unlikely (5–20 %)"),
                            ("unlikely", "Unlikely (20–45 %)"),
                            ("roughly_even_chance", "Roughly even chance (45–55 %)"),
                            ("likely", "Likely (55–80 %)"),
                            ("very_likely", "Very likely (80–95 %)"),
                            ("almost_certain", "Almost certain (95–99 %)"),
                        ],
                        help_text="ICD 203. Empty: not given.",
                        max_length=20,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("moderate", "Moderate"), ("high", "High")],
                        help_text="ICD 203, apart from likelihood. Empty: not given.",
                        max_length=10,
                    ),
                ),
                (
                    "is_tension",
                    models.BooleanField(
                        default=False,
                        help_text="Statements of different kinds that pull apart without a count in conflict.",
                    ),
                ),
                (
                    "assessed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("assessed_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.citation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "publication",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.publication",
                    ),
                ),
                (
                    "cited_publication",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: a source is cited.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.publication",
                    ),
                ),
                (
                    "cited_source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: a publication is cited.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.source",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Stated"), ("inferred", "Inferred")],
                        default="stated",
                        help_text="Inferred: text reuse, or a guess.",
                        max_length=10,
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True, help_text="The words that say so, as written.", max_length=300
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvidenceCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="inventory.evidence",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_counts",
                        to="inventory.equipmenttype",
                    ),
                ),
                ("count", models.PositiveIntegerField(help_text="Different items seen.")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "equipment_type"),
                        name="evidencecount_one_per_type",
                        violation_error_message="This type is counted already in that evidence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)),
                        name="evidencecount_positive",
                        violation_error_message="Count at least one item.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.evidence",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("photo", "Photo"),
                            ("video", "Video"),
                            ("satellite_image", "Satellite image"),
                            ("tracking_record", "Tracking record"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "url",
                    models.URLField(blank=True, help_text="Empty: no address is known.", max_length=1000),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True,
                        help_text="Checksum of the file that was examined. Empty: no file is held.",
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9a-f]{64}\\Z", "Sixty-four hexadecimal digits in lower case."
                            )
                        ],
                    ),
                ),
                (
                    "captured_on",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="When it was taken, in EDTF. Empty: unknown.",
                        max_length=60,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: not located.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.place",
                    ),
                ),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportedDeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.reporteddelivery",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.report",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="What the source calls it, as written: Linza ambulances.",
                        max_length=200,
                    ),
                ),
                (
                    "label_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The class that the label names. Empty: it names none.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True,
                        help_text="The count, as written: about 50. Empty: no words were kept.",
                        max_length=500,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("at_least", "At least"),
                            ("more_than", "More than"),
                            ("at_most", "At most"),
                            ("fewer_than", "Fewer than"),
                            ("range", "Range"),
                            ("approximate", "Approximate"),
                            ("vague", "Vague"),
                            ("bare_plural", "Bare plural"),
                            ("share", "Share"),
                            ("none", "None – denied"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "quantity",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        blank=True,
                        help_text="At least and at most, with an open end where none was given. Empty: unknown.",
                        null=True,
                    ),
                ),
                (
                    "best",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The figure that the source named, if it is one figure. Empty: none.",
                        null=True,
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For a share: the line of the same report that it is a share of.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.reporteddelivery",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("unspecified", "Unspecified"),
                            ("total", "Total"),
                            ("subset", "Subset"),
                            ("additional", "Additional"),
                        ],
                        default="unspecified",
                        help_text="How the count relates to the report's total.",
                        max_length=12,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated"),
                            ("observed", "Observed"),
                            ("reported", "Reported"),
                            ("alleged", "Alleged"),
                            ("suspected", "Suspected"),
                            ("assessed", "Assessed"),
                            ("predicted", "Predicted"),
                        ],
                        help_text="Empty: as the report.",
                        max_length=10,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(
                        blank=True, help_text="The words of doubt on this line, as written.", max_length=200
                    ),
                ),
                ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportedDetailEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.reporteddetail",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.report",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supplier", "Supplier"),
                            ("recipient", "Recipient"),
                            ("end_user", "End user"),
                            ("carrier", "Carrier"),
                            ("origin", "Origin"),
                            ("transit", "Transit"),
                            ("destination", "Destination"),
                            ("delivery_point", "Delivery point"),
                            ("ordered", "Ordered"),
                            ("departure", "Departure"),
                            ("arrival", "Arrival"),
                            ("observed", "Observed"),
                            ("stage", "Stage"),
                            ("purpose", "Purpose"),
                            ("relation", "Relation"),
                            ("identity", "Identity"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For supplier, recipient, end user and carrier only.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.party",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For origin, transit, destination and delivery point only.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.place",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="EDTF; for ordered, departure, arrival and observed only.",
                        max_length=60,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pledged", "Pledged"),
                            ("ordered", "Ordered"),
                            ("in_transit", "In transit"),
                            ("arrived", "Arrived"),
                            ("handed_over", "Handed over"),
                            ("in_service", "In service"),
                            ("diverted", "Diverted"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                            ("cancelled", "Cancelled"),
                            ("seized", "Seized"),
                        ],
                        help_text="For the stage only.",
                        max_length=12,
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="For purpose, relation and identity only.", max_length=300
                    ),
                ),
                (
                    "polarity",
                    models.CharField(
                        choices=[("affirmed", "Affirmed"), ("denied", "Denied")],
                        default="affirmed",
                        max_length=8,
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated"),
                            ("observed", "Observed"),
                            ("reported", "Reported"),
                            ("alleged", "Alleged"),
                            ("suspected", "Suspected"),
                            ("assessed", "Assessed"),
                            ("predicted", "Predicted"),
                        ],
                        help_text="Empty: as the report.",
                        max_length=10,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(blank=True, help_text="The words of doubt, as written.", max_length=200),
                ),
                ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportRepeatEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.reportrepeat",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "shipment",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.shipment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.report",
                    ),
                ),
                (
                    "repeated",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.report",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Stated"), ("inferred", "Inferred")],
                        default="stated",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvidenceCountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="inventory.evidencecount",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "evidence",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.evidence",
                    ),
                ),
                (
                    "equipment_type",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="inventory.equipmenttype",
                    ),
                ),
                ("count", models.PositiveIntegerField(help_text="Different items seen.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="report",
            name="repeats",
            field=models.ManyToManyField(
                related_name="repeated_by", through="inventory.ReportRepeat", to="inventory.report"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classificationscheme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_classificationschemeevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "slug", "url") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publisher", new_values."slug", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a7ec7e761141851245e623a89277bd8d62e913c6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5ecc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_classificationscheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classificationscheme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_classificationschemeevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "slug", "url") SELECT new_values."description", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publisher", new_values."slug", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a1aae92031f0e7e381ff59cabcb9fc6e51f63c5f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b0d16",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_classificationscheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classificationscheme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_classificationschemeevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher", "slug", "url") SELECT old_values."description", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."publisher", old_values."slug", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bfb199fd908b9ee60b61880a39f37903a9ff3df2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1e471",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_classificationscheme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_countryevent" ("alpha3", "code", "existence", "id", "is_former", "latitude", "longitude", "name", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region") SELECT new_values."alpha3", new_values."code", new_values."existence", new_values."id", new_values."is_former", new_values."latitude", new_values."longitude", new_values."name", new_values."name_fr", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9b98a2020e77dea603e37410c3a390803cf5fd37",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74256",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_country",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_countryevent" ("alpha3", "code", "existence", "id", "is_former", "latitude", "longitude", "name", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region") SELECT new_values."alpha3", new_values."code", new_values."existence", new_values."id", new_values."is_former", new_values."latitude", new_values."longitude", new_values."name", new_values."name_fr", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."region" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce6f61c731ca1e7cf93eef95b272084fd6d2c041",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d9489",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_country",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="country",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_countryevent" ("alpha3", "code", "existence", "id", "is_former", "latitude", "longitude", "name", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region") SELECT old_values."alpha3", old_values."code", old_values."existence", old_values."id", old_values."is_former", old_values."latitude", old_values."longitude", old_values."name", old_values."name_fr", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."region" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e319cc361d6dc8fefebc31ab07f29d9a20f45f83",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_80f45",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_country",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_countrygroupevent" ("description", "id", "name", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "url") SELECT new_values."description", new_values."id", new_values."name", new_values."name_fr", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="61b227dfe619dd3a3f7f31b82ab9c1b853ef429f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9c8e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_countrygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_countrygroupevent" ("description", "id", "name", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "url") SELECT new_values."description", new_values."id", new_values."name", new_values."name_fr", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dbf676f4d3a1ff9d9726a431c2df308252893340",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5fbb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_countrygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countrygroup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_countrygroupevent" ("description", "id", "name", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "url") SELECT old_values."description", old_values."id", old_values."name", old_values."name_fr", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a52222ac67e486d89433f3107f30f4ecaf888171",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5f4bc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_countrygroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="equipmenttype_path",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.parent_id IS NULL THEN\n                        NEW.path := NEW.slug;\n                    ELSE\n                        SELECT path || '/' || NEW.slug INTO STRICT NEW.path\n                        FROM inventory_equipmenttype WHERE id = NEW.parent_id;\n                        IF TG_OP = 'UPDATE' AND NEW.path LIKE OLD.path || '/%' THEN\n                            RAISE EXCEPTION 'An equipment type cannot stand below itself: %', NEW.path\n                            USING ERRCODE = 'check_violation';\n                        END IF;\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="162efdd80bcb4a22f8d7e84fe767ddd1ab7aebbc",
                    operation='INSERT OR UPDATE OF "parent_id", "slug", "path"',
                    pgid="pgtrigger_equipmenttype_path_844b2",
                    table="inventory_equipmenttype",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="equipmenttype_path_below",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."path" IS DISTINCT FROM (NEW."path"))',
                    func="\n                    UPDATE inventory_equipmenttype SET path = '' WHERE parent_id = NEW.id;\n                    RETURN NULL;\n                ",
                    hash="fd40ed88aa61b5840f2181d235a7c8ef82b5c410",
                    operation="UPDATE",
                    pgid="pgtrigger_equipmenttype_path_below_4b6de",
                    table="inventory_equipmenttype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_equipmenttypeevent" ("description", "id", "is_overlapping", "level", "name", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "unit") SELECT new_values."description", new_values."id", new_values."is_overlapping", new_values."level", new_values."name", new_values."parent_id", new_values."path", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7cf09f44b7d933257028d3733ba04a79ceb81430",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_842a9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_equipmenttype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_equipmenttypeevent" ("description", "id", "is_overlapping", "level", "name", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "unit") SELECT new_values."description", new_values."id", new_values."is_overlapping", new_values."level", new_values."name", new_values."parent_id", new_values."path", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."slug", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a159c7aa8c10f0546ab8e2c7d9a53e6c9f3bdad9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a608a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_equipmenttype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmenttype",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_equipmenttypeevent" ("description", "id", "is_overlapping", "level", "name", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "unit") SELECT old_values."description", old_values."id", old_values."is_overlapping", old_values."level", old_values."name", old_values."parent_id", old_values."path", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."slug", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f6983d07d63611bd0f1f18dc30d6a9dcfb850c39",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8f4e2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_equipmenttype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentalias",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_equipmentaliasevent" ("equipment_type_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") SELECT new_values."equipment_type_id", new_values."id", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="71b881de40dfa4e7728f8c78ad40e239620da296",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38a01",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_equipmentalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentalias",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_equipmentaliasevent" ("equipment_type_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") SELECT new_values."equipment_type_id", new_values."id", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="812db2f047ad0c6315e00b4416aa56b2d22cd3b1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da514",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_equipmentalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="equipmentalias",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_equipmentaliasevent" ("equipment_type_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") SELECT old_values."equipment_type_id", old_values."id", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8660cd2e45aa13c2c8b0cdd38c3df620f838a7f2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ee991",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_equipmentalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencecount",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_evidencecountevent" ("count", "equipment_type_id", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."count", new_values."equipment_type_id", new_values."evidence_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="13f9c9d114d6e20a66c9d057c14ead73b1045339",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_63192",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_evidencecount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencecount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_evidencecountevent" ("count", "equipment_type_id", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."count", new_values."equipment_type_id", new_values."evidence_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ef02b99f9089e5dfdd9702778e3ae5a365e6c543",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b2d4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_evidencecount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidencecount",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_evidencecountevent" ("count", "equipment_type_id", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."count", old_values."equipment_type_id", old_values."evidence_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="64f78175f2d26921d7bd4ee810beaa7315f327a0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_721b9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_evidencecount",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_groupmembershipevent" ("basis", "country_id", "group_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT new_values."basis", new_values."country_id", new_values."group_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9910774a8ca6ccc92b8769a9c220c816bfa4d9ae",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7edc4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_groupmembershipevent" ("basis", "country_id", "group_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT new_values."basis", new_values."country_id", new_values."group_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2d6d06130b7f7759701fa1c849c7927098d55011",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8d170",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_groupmembershipevent" ("basis", "country_id", "group_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT old_values."basis", old_values."country_id", old_values."group_id", old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1de1740d93442829084a4f09396b00c559f7ef40",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1d158",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_partyevent" ("country_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."country_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1b1cb2240f5543ffdff4db89aa521c2832a4dea3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1d5e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_partyevent" ("country_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."country_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ee5c0613cc2fa48b8639ee0a2a6ad51ee164ae40",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6cb0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_partyevent" ("country_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."country_id", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9f712aef42d6ef5420c3455a84aa822bdd560967",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7208b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_party",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_placeevent" ("country_id", "id", "kind", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."country_id", new_values."id", new_values."kind", new_values."latitude", new_values."longitude", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="62911f8b6bcff5bd41b07eff510700874574829b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b388f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_placeevent" ("country_id", "id", "kind", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."country_id", new_values."id", new_values."kind", new_values."latitude", new_values."longitude", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="72deb3642d4d7d355bcd1bea70f5984de1f54a22",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c018",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="place",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_placeevent" ("country_id", "id", "kind", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."country_id", old_values."id", old_values."kind", old_values."latitude", old_values."longitude", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d32734b652bae32bda4d2d51c8c1fb57de5c0813",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b22e8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_place",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shipment",
            trigger=pgtrigger.compiler.Trigger(
                name="shipment_confirmed_needs_two_voices",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n                    IF EXISTS (\n                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id\n                        WHERE s.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2\n                    ) THEN\n                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="5a45cb52a21830665cba3173c3e2c539af2a53d5",
                    operation='UPDATE OF "voice_count"',
                    pgid="pgtrigger_shipment_confirmed_needs_two_voices_3d800",
                    table="inventory_shipment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shipment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentevent" ("destination_id", "id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "supplier_id", "title", "uid") SELECT new_values."destination_id", new_values."id", new_values."note", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."supplier_id", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="340cffe68a1f3a556a541d41669a9e86fd3c95ef",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentevent" ("destination_id", "id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "supplier_id", "title", "uid") SELECT new_values."destination_id", new_values."id", new_values."note", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."supplier_id", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."destination_id" IS DISTINCT FROM (new_values."destination_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."period" IS DISTINCT FROM (new_values."period") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."supplier_id" IS DISTINCT FROM (new_values."supplier_id") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."uid" IS DISTINCT FROM (new_values."uid")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f7df76004ae45bbad65e7951a5e04dc8827fae58",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_shipmentevent" ("destination_id", "id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "supplier_id", "title", "uid") SELECT old_values."destination_id", old_values."id", old_values."note", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."supplier_id", old_values."title", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c1724e529166047f6c8675561221a9c66ddd9e46",
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
            model_name="reportrepeat",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reportrepeatevent" ("basis", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeated_id", "report_id", "shipment_id") SELECT new_values."basis", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."repeated_id", new_values."report_id", new_values."shipment_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2a8bf317be39846f6cece0c8e44a588e5582b156",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f886d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_reportrepeat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrepeat",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reportrepeatevent" ("basis", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeated_id", "report_id", "shipment_id") SELECT new_values."basis", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."repeated_id", new_values."report_id", new_values."shipment_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0fc92bd8006ecd5267e02933eca424e01cc30cd9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ae1e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_reportrepeat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrepeat",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reportrepeatevent" ("basis", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeated_id", "report_id", "shipment_id") SELECT old_values."basis", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."repeated_id", old_values."report_id", old_values."shipment_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c6c10355396efb55aa37762c48e1979c969c03d7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7222d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_reportrepeat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporteddetail",
            trigger=pgtrigger.compiler.Trigger(
                name="reporteddetail_role_fits",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.kind = 'delivery_point' AND EXISTS (\n                        SELECT FROM inventory_place WHERE id = NEW.place_id AND kind IN ('country', 'region')\n                    ) THEN\n                        RAISE EXCEPTION 'A delivery point is a city, port or base.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporteddetail_role_fits';\n                    END IF;\n                    IF NEW.kind = 'carrier' AND EXISTS (\n                        SELECT FROM inventory_party WHERE id = NEW.party_id AND kind = 'armed_group'\n                    ) THEN\n                        RAISE EXCEPTION 'A carrier is a company, a force or a state.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporteddetail_role_fits';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="182702a34a78c9dbf951de7b48fb0240dbb5a7e8",
                    operation='INSERT OR UPDATE OF "kind", "place_id", "party_id"',
                    pgid="pgtrigger_reporteddetail_role_fits_edd42",
                    table="inventory_reporteddetail",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporteddetail",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddetailevent" ("date", "hedge", "id", "kind", "modality", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "polarity", "quote", "report_id", "shipment_id", "stage", "text", "uid") SELECT new_values."date", new_values."hedge", new_values."id", new_values."kind", new_values."modality", new_values."party_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."polarity", new_values."quote", new_values."report_id", new_values."shipment_id", new_values."stage", new_values."text", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="16e54108c0169098256bdd2a9509270a83ea08a6",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddetailevent" ("date", "hedge", "id", "kind", "modality", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "polarity", "quote", "report_id", "shipment_id", "stage", "text", "uid") SELECT new_values."date", new_values."hedge", new_values."id", new_values."kind", new_values."modality", new_values."party_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."polarity", new_values."quote", new_values."report_id", new_values."shipment_id", new_values."stage", new_values."text", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."date" IS DISTINCT FROM (new_values."date") OR old_values."hedge" IS DISTINCT FROM (new_values."hedge") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."modality" IS DISTINCT FROM (new_values."modality") OR old_values."party_id" IS DISTINCT FROM (new_values."party_id") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."polarity" IS DISTINCT FROM (new_values."polarity") OR old_values."quote" IS DISTINCT FROM (new_values."quote") OR old_values."report_id" IS DISTINCT FROM (new_values."report_id") OR old_values."shipment_id" IS DISTINCT FROM (new_values."shipment_id") OR old_values."stage" IS DISTINCT FROM (new_values."stage") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."uid" IS DISTINCT FROM (new_values."uid")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4a93dbb859a8d951dd3dd633db6a8f3c86f7a639",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddetailevent" ("date", "hedge", "id", "kind", "modality", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "polarity", "quote", "report_id", "shipment_id", "stage", "text", "uid") SELECT old_values."date", old_values."hedge", old_values."id", old_values."kind", old_values."modality", old_values."party_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."polarity", old_values."quote", old_values."report_id", old_values."shipment_id", old_values."stage", old_values."text", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="77228800551029c5d15c52558496e9777d1c9424",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5dc27",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_reporteddetail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reporteddelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddeliveryevent" ("base_id", "best", "equipment_type_id", "hedge", "id", "kind", "label", "label_type_id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "quantity", "quote", "report_id", "scope", "shipment_id", "uid") SELECT new_values."base_id", new_values."best", new_values."equipment_type_id", new_values."hedge", new_values."id", new_values."kind", new_values."label", new_values."label_type_id", new_values."modality", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phrase", new_values."quantity", new_values."quote", new_values."report_id", new_values."scope", new_values."shipment_id", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8ccf0b99c8a5e988efc3460b4b6b8bc4085996cb",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddeliveryevent" ("base_id", "best", "equipment_type_id", "hedge", "id", "kind", "label", "label_type_id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "quantity", "quote", "report_id", "scope", "shipment_id", "uid") SELECT new_values."base_id", new_values."best", new_values."equipment_type_id", new_values."hedge", new_values."id", new_values."kind", new_values."label", new_values."label_type_id", new_values."modality", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phrase", new_values."quantity", new_values."quote", new_values."report_id", new_values."scope", new_values."shipment_id", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3e401ad94b71fa99b33da1647bacde33254d4c03",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reporteddeliveryevent" ("base_id", "best", "equipment_type_id", "hedge", "id", "kind", "label", "label_type_id", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "quantity", "quote", "report_id", "scope", "shipment_id", "uid") SELECT old_values."base_id", old_values."best", old_values."equipment_type_id", old_values."hedge", old_values."id", old_values."kind", old_values."label", old_values."label_type_id", old_values."modality", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phrase", old_values."quantity", old_values."quote", old_values."report_id", old_values."scope", old_values."shipment_id", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c4701649faed55a9a0ae463bbe9455fa1cb9b397",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5874a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_reporteddelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_evidenceevent" ("captured_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sha256", "shipment_id", "title", "uid", "url") SELECT new_values."captured_on", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."sha256", new_values."shipment_id", new_values."title", new_values."uid", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="84bfda7e58f047760440d85cd03403cdc2948e3d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_999d1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_evidenceevent" ("captured_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sha256", "shipment_id", "title", "uid", "url") SELECT new_values."captured_on", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."sha256", new_values."shipment_id", new_values."title", new_values."uid", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."captured_on" IS DISTINCT FROM (new_values."captured_on") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."place_id" IS DISTINCT FROM (new_values."place_id") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."shipment_id" IS DISTINCT FROM (new_values."shipment_id") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."uid" IS DISTINCT FROM (new_values."uid") OR old_values."url" IS DISTINCT FROM (new_values."url")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3b83f506bb60b219266ece4a02fce45d3da3c858",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6a69e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_evidenceevent" ("captured_on", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sha256", "shipment_id", "title", "uid", "url") SELECT old_values."captured_on", old_values."id", old_values."kind", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."sha256", old_values."shipment_id", old_values."title", old_values."uid", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5114799972eb590e192e3e35b475020f769d05b5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5aad1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_assessmentevent" ("assessed_by_id", "assessed_on", "confidence", "detail_kind", "equipment_type_id", "id", "is_tension", "judgement", "likelihood", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "rationale", "shipment_id") SELECT new_values."assessed_by_id", new_values."assessed_on", new_values."confidence", new_values."detail_kind", new_values."equipment_type_id", new_values."id", new_values."is_tension", new_values."judgement", new_values."likelihood", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."rationale", new_values."shipment_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d421c5550ea0a8dfd91998603e14832d689f3851",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74b01",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_assessmentevent" ("assessed_by_id", "assessed_on", "confidence", "detail_kind", "equipment_type_id", "id", "is_tension", "judgement", "likelihood", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "rationale", "shipment_id") SELECT new_values."assessed_by_id", new_values."assessed_on", new_values."confidence", new_values."detail_kind", new_values."equipment_type_id", new_values."id", new_values."is_tension", new_values."judgement", new_values."likelihood", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."rationale", new_values."shipment_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."assessed_by_id" IS DISTINCT FROM (new_values."assessed_by_id") OR old_values."assessed_on" IS DISTINCT FROM (new_values."assessed_on") OR old_values."confidence" IS DISTINCT FROM (new_values."confidence") OR old_values."detail_kind" IS DISTINCT FROM (new_values."detail_kind") OR old_values."equipment_type_id" IS DISTINCT FROM (new_values."equipment_type_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_tension" IS DISTINCT FROM (new_values."is_tension") OR old_values."judgement" IS DISTINCT FROM (new_values."judgement") OR old_values."likelihood" IS DISTINCT FROM (new_values."likelihood") OR old_values."quantity" IS DISTINCT FROM (new_values."quantity") OR old_values."rationale" IS DISTINCT FROM (new_values."rationale") OR old_values."shipment_id" IS DISTINCT FROM (new_values."shipment_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="af8ae56d40d7609dfbc8ce2a21bcd8c456909110",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d9eb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_assessmentevent" ("assessed_by_id", "assessed_on", "confidence", "detail_kind", "equipment_type_id", "id", "is_tension", "judgement", "likelihood", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "rationale", "shipment_id") SELECT old_values."assessed_by_id", old_values."assessed_on", old_values."confidence", old_values."detail_kind", old_values."equipment_type_id", old_values."id", old_values."is_tension", old_values."judgement", old_values."likelihood", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."rationale", old_values."shipment_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="10da7ffadff619b98c228d8fa2b3ceb458a0340f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_90dbe",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_snapshotevent" ("content", "id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_count", "sha256", "taken_at", "taken_by_id", "title", "uid") SELECT new_values."content", new_values."id", new_values."path", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."row_count", new_values."sha256", new_values."taken_at", new_values."taken_by_id", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca05973254fe584f8595c7a45a6d0a19d88ca9e9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dd7bb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_snapshotevent" ("content", "id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_count", "sha256", "taken_at", "taken_by_id", "title", "uid") SELECT new_values."content", new_values."id", new_values."path", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."row_count", new_values."sha256", new_values."taken_at", new_values."taken_by_id", new_values."title", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0209b05cf038236a869381ed5bfab11efb58f136",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_94a56",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_snapshotevent" ("content", "id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_count", "sha256", "taken_at", "taken_by_id", "title", "uid") SELECT old_values."content", old_values."id", old_values."path", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."row_count", old_values."sha256", old_values."taken_at", old_values."taken_by_id", old_values."title", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="db4ea3583d72c19e2a8b96d0dbb2737fc89eeb83",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5c96e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_snapshot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_sourceevent" ("country_id", "description", "id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "url") SELECT new_values."country_id", new_values."description", new_values."id", new_values."kind", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dd8bc5169d5ffd4205ba12fe0f6dc08ac2c927d9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_76008",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_sourceevent" ("country_id", "description", "id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "url") SELECT new_values."country_id", new_values."description", new_values."id", new_values."kind", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d9e67099f9a53851c98ffc8bd7bb277c97503db8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b3941",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_sourceevent" ("country_id", "description", "id", "kind", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "url") SELECT old_values."country_id", old_values."description", old_values."id", old_values."kind", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="80cda6c97c0cf8ba1e27488f43e7745518a064fd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6105",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_confirmed_needs_two_voices",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."credibility" = 1)',
                    constraint="CONSTRAINT",
                    func="\n                    IF EXISTS (\n                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id\n                        WHERE r.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2\n                    ) THEN\n                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="85f54f2b8250edcdcbbaa4ba06b084985dd8e141",
                    operation='INSERT OR UPDATE OF "credibility", "shipment_id"',
                    pgid="pgtrigger_report_confirmed_needs_two_voices_00412",
                    table="inventory_report",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reportevent" ("asserter_id", "attribution", "attribution_phrase", "credibility", "hedge", "id", "is_first_hand", "modality", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "quote", "shipment_id", "stage", "superseded_by_id", "uid") SELECT new_values."asserter_id", new_values."attribution", new_values."attribution_phrase", new_values."credibility", new_values."hedge", new_values."id", new_values."is_first_hand", new_values."modality", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication_id", new_values."quote", new_values."shipment_id", new_values."stage", new_values."superseded_by_id", new_values."uid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9f3bd5297883155ed8f2be29c2196123e60b04f6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6f41b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reportevent" ("asserter_id", "attribution", "attribution_phrase", "credibility", "hedge", "id", "is_first_hand", "modality", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "quote", "shipment_id", "stage", "superseded_by_id", "uid") SELECT new_values."asserter_id", new_values."attribution", new_values."attribution_phrase", new_values."credibility", new_values."hedge", new_values."id", new_values."is_first_hand", new_values."modality", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication_id", new_values."quote", new_values."shipment_id", new_values."stage", new_values."superseded_by_id", new_values."uid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a9da7ff404953672113a4d5caa82932e160fe5f2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_87437",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reportevent" ("asserter_id", "attribution", "attribution_phrase", "credibility", "hedge", "id", "is_first_hand", "modality", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "quote", "shipment_id", "stage", "superseded_by_id", "uid") SELECT old_values."asserter_id", old_values."attribution", old_values."attribution_phrase", old_values."credibility", old_values."hedge", old_values."id", old_values."is_first_hand", old_values."modality", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."publication_id", old_values."quote", old_values."shipment_id", old_values."stage", old_values."superseded_by_id", old_values."uid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c6c039059453097634beb83d0fdaf6acc08d8a55",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a2021",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reliabilityrating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reliabilityratingevent" ("grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "rationale", "source_id") SELECT new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rated_by_id", new_values."rated_on", new_values."rationale", new_values."source_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="068aa8f6c35afedc881c1f27a4b90406fbbc276a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_41b08",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_reliabilityrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reliabilityrating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reliabilityratingevent" ("grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "rationale", "source_id") SELECT new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rated_by_id", new_values."rated_on", new_values."rationale", new_values."source_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="46a78e4f6db578f425993704feac5d7e52f08727",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3e61",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_reliabilityrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reliabilityrating",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_reliabilityratingevent" ("grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "rated_on", "rationale", "source_id") SELECT old_values."grade", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rated_by_id", old_values."rated_on", old_values."rationale", old_values."source_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="25792b01677a49e47028abac65615fe19f8dc3d0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cced3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_reliabilityrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_publicationevent" ("archived_url", "id", "is_text_public", "language", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source_id", "text", "title", "uid", "url") SELECT new_values."archived_url", new_values."id", new_values."is_text_public", new_values."language", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_on", new_values."source_id", new_values."text", new_values."title", new_values."uid", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="53a92add6d79157dd47ba00656978f4c1835ebda",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8daf1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_publicationevent" ("archived_url", "id", "is_text_public", "language", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source_id", "text", "title", "uid", "url") SELECT new_values."archived_url", new_values."id", new_values."is_text_public", new_values."language", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_on", new_values."source_id", new_values."text", new_values."title", new_values."uid", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."archived_url" IS DISTINCT FROM (new_values."archived_url") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_text_public" IS DISTINCT FROM (new_values."is_text_public") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."published_on" IS DISTINCT FROM (new_values."published_on") OR old_values."source_id" IS DISTINCT FROM (new_values."source_id") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."title" IS DISTINCT FROM (new_values."title") OR old_values."uid" IS DISTINCT FROM (new_values."uid") OR old_values."url" IS DISTINCT FROM (new_values."url")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bd8606ae6188c506be5a3e4470c14d2c5fe5d432",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cef91",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_publicationevent" ("archived_url", "id", "is_text_public", "language", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "source_id", "text", "title", "uid", "url") SELECT old_values."archived_url", old_values."id", old_values."is_text_public", old_values."language", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_on", old_values."source_id", old_values."text", old_values."title", old_values."uid", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="36d4c70f482f2f4144944ce9010df449afdb752c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1fb16",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_citationevent" ("basis", "cited_publication_id", "cited_source_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "publication_id") SELECT new_values."basis", new_values."cited_publication_id", new_values."cited_source_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phrase", new_values."publication_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ad22f2a6c8b606031e0adaf67c884bf0336d67da",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_40106",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_citationevent" ("basis", "cited_publication_id", "cited_source_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "publication_id") SELECT new_values."basis", new_values."cited_publication_id", new_values."cited_source_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phrase", new_values."publication_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="94822c2aad4733f46bbad131d67c0c9774a1f004",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_24919",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_citationevent" ("basis", "cited_publication_id", "cited_source_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "publication_id") SELECT old_values."basis", old_values."cited_publication_id", old_values."cited_source_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phrase", old_values."publication_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a8a88b977f56b83dfad0499ff06c1557db41a0b0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9d8d7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_verdictevent" ("basis", "category_id", "equipment_type_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") SELECT new_values."basis", new_values."category_id", new_values."equipment_type_id", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a57b6a472df26892061e914459f455b264f5d250",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ff84b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inventory_verdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_verdictevent" ("basis", "category_id", "equipment_type_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") SELECT new_values."basis", new_values."category_id", new_values."equipment_type_id", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="776e64e20de3fced41d392c9f878649f4e8c22e4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b88d3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inventory_verdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inventory_verdictevent" ("basis", "category_id", "equipment_type_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id") SELECT old_values."basis", old_values."category_id", old_values."equipment_type_id", old_values."id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e00ea3ce332a88eaf838bf2ac6c6e3830e1d69fc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7e9e8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="inventory_verdict",
                    when="AFTER",
                ),
            ),
        ),
    ]
