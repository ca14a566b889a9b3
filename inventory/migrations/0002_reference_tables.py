"""Add the tables of what records refer to: countries, equipment, parties, places and sources."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import DateRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions.text import Lower

from inventory.migrations._folded import KEY, Together


class Migration(migrations.Migration):
    initial = True
    replaces = (("inventory", "0002_record"),)
    dependencies = (
        ("inventory", "0001_functions"),
        # A database with only some of the migrations that these replace lacks this one, and is refused.
        ("inventory", "0011_lighter_writes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        Together(
            (
                migrations.CreateModel(
                    name="ClassificationScheme",
                    fields=[
                        KEY,
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
                    name="SchemeCategory",
                    fields=[
                        KEY,
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=models.CASCADE,
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
                            models.UniqueConstraint(
                                fields=("scheme", "code"), name="schemecategory_code_unique"
                            ),
                            models.UniqueConstraint(
                                fields=("id", "scheme"), name="schemecategory_scheme_key"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Country",
                    fields=[
                        KEY,
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
                                blank=True,
                                help_text="ISO 3166-1 alpha-3 code. Empty: none assigned.",
                                max_length=3,
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
                            DateRangeField(
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
                    name="CountryAlias",
                    fields=[
                        KEY,
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
                                on_delete=models.CASCADE, related_name="aliases", to="inventory.country"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "country aliases",
                        "constraints": [
                            models.UniqueConstraint(
                                Lower("name"),
                                name="countryalias_name_unique",
                                violation_error_message="Another country has this alias.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CountryGroup",
                    fields=[
                        KEY,
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
                    name="GroupMembership",
                    fields=[
                        KEY,
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=models.CASCADE,
                                related_name="memberships",
                                to="inventory.countrygroup",
                            ),
                        ),
                        (
                            "country",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="memberships", to="inventory.country"
                            ),
                        ),
                        ("role", models.CharField(default="member", max_length=60)),
                        (
                            "period",
                            DateRangeField(
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
                            ExclusionConstraint(
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
                    name="EquipmentType",
                    fields=[
                        KEY,
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the root of the tree.",
                                null=True,
                                on_delete=models.PROTECT,
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
                            GinIndex(
                                fields=["name"],
                                name="equipmenttype_name_trigram",
                                opclasses=("gin_trgm_ops",),
                            ),
                            models.Index(
                                fields=["path"],
                                name="equipmenttype_path_prefix",
                                opclasses=("varchar_pattern_ops",),
                            ),
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="equipmenttype_name_plain",
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
                                    models.Q(
                                        models.Q(("level", "root"), _negated=True), ("parent__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="equipmenttype_root_has_no_parent",
                                violation_error_message="Only the root of the tree has no parent.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EquipmentAlias",
                    fields=[
                        KEY,
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
                                on_delete=models.CASCADE, related_name="aliases", to="inventory.equipmenttype"
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
                            GinIndex(
                                fields=["name"],
                                name="equipmentalias_name_trigram",
                                opclasses=("gin_trgm_ops",),
                            ),
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="equipmentalias_name_plain",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("equipment_type"), Lower("name"), name="equipmentalias_name_unique"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Verdict",
                    fields=[
                        KEY,
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="verdicts",
                                to="inventory.classificationscheme",
                            ),
                        ),
                        (
                            "equipment_type",
                            models.ForeignKey(
                                on_delete=models.CASCADE,
                                related_name="verdicts",
                                to="inventory.equipmenttype",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("in", "In"), ("out", "Out"), ("disputed", "Disputed")],
                                max_length=10,
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the scheme has no category for it.",
                                null=True,
                                on_delete=models.PROTECT,
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
                    name="Party",
                    fields=[
                        KEY,
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
                                on_delete=models.PROTECT,
                                related_name="parties",
                                to="inventory.country",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "parties",
                        "ordering": ("name",),
                        "indexes": [
                            GinIndex(fields=["name"], name="party_name_trigram", opclasses=("gin_trgm_ops",)),
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="party_name_plain",
                            ),
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
                    name="PartyAlias",
                    fields=[
                        KEY,
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
                                on_delete=models.CASCADE, related_name="aliases", to="inventory.party"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "party aliases",
                        "indexes": [
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="partyalias_name_plain",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("party"), Lower("name"), name="partyalias_name_unique"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        KEY,
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
                                on_delete=models.PROTECT,
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
                            GinIndex(fields=["name"], name="place_name_trigram", opclasses=("gin_trgm_ops",)),
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="place_name_plain",
                            ),
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
                    name="PlaceAlias",
                    fields=[
                        KEY,
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
                                on_delete=models.CASCADE, related_name="aliases", to="inventory.place"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "place aliases",
                        "indexes": [
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="placealias_name_plain",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("place"), Lower("name"), name="placealias_name_unique"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        KEY,
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
                                on_delete=models.PROTECT,
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
                            GinIndex(
                                fields=["name"], name="source_name_trigram", opclasses=("gin_trgm_ops",)
                            ),
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="source_name_plain",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceAlias",
                    fields=[
                        KEY,
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
                                on_delete=models.CASCADE, related_name="aliases", to="inventory.source"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "source aliases",
                        "indexes": [
                            GinIndex(
                                OpClass(
                                    models.Func(
                                        models.F("name"),
                                        function="inventory_plain",
                                        output_field=models.TextField(),
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="sourcealias_name_plain",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                Lower("name"),
                                name="sourcealias_name_unique",
                                violation_error_message="Another source has this alias.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReliabilityRating",
                    fields=[
                        KEY,
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="ratings", to="inventory.source"
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
                                on_delete=models.PROTECT, related_name="ratings", to=settings.AUTH_USER_MODEL
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
                            ),
                        ],
                    },
                ),
            )
        ),
    )
