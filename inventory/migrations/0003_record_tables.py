"""Add the tables of the record: publications, shipments, what is reported of them, and what analysts make of it."""

from django.conf import settings
from django.contrib.postgres.fields.ranges import DateRangeField, IntegerRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.models.expressions import CombinedExpression
from django.utils import timezone

from inventory.migrations._folded import KEY, UID, Together


class Migration(migrations.Migration):
    initial = True
    replaces = (
        ("inventory", "0010_merges"),
        ("inventory", "0006_newest_first"),
    )
    dependencies = (
        ("inventory", "0002_reference_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        Together(
            (
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        KEY,
                        UID,
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="publications", to="inventory.source"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        (
                            "url",
                            models.URLField(
                                blank=True, help_text="Empty: no address is known.", max_length=1000
                            ),
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
                                    output_field=DateRangeField(),
                                ),
                                output_field=DateRangeField(null=True),
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
                            GistIndex(fields=["published_days"], name="publication_published_days"),
                            GinIndex(
                                fields=["title"],
                                name="publication_title_trigram",
                                opclasses=("gin_trgm_ops",),
                            ),
                            GinIndex(
                                models.Func(
                                    models.F("title"),
                                    models.F("url"),
                                    function="inventory_words",
                                    output_field=SearchVectorField(),
                                ),
                                name="publication_words",
                            ),
                            GinIndex(
                                models.Func(
                                    models.F("text"),
                                    function="inventory_words",
                                    output_field=SearchVectorField(),
                                ),
                                condition=models.Q(("is_text_public", True)),
                                name="publication_text_words",
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
                                    ("is_text_public", False),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="publication_public_text_exists",
                                violation_error_message="There is no text to make public.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Citation",
                    fields=[
                        KEY,
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=models.CASCADE, related_name="citations", to="inventory.publication"
                            ),
                        ),
                        (
                            "cited_publication",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: a source is cited.",
                                null=True,
                                on_delete=models.PROTECT,
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
                                on_delete=models.PROTECT,
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
                                    models.Q(
                                        ("cited_publication__isnull", True), ("cited_source__isnull", False)
                                    ),
                                    models.Q(
                                        ("cited_publication__isnull", False), ("cited_source__isnull", True)
                                    ),
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
                    name="Shipment",
                    fields=[
                        KEY,
                        UID,
                        (
                            "reference",
                            models.CharField(
                                help_text="Short permanent name, such as ML-2025-01-17.",
                                max_length=60,
                                unique=True,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: unknown or in dispute.",
                                null=True,
                                on_delete=models.PROTECT,
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
                                on_delete=models.PROTECT,
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
                                    output_field=DateRangeField(),
                                ),
                                output_field=DateRangeField(null=True),
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
                            models.PositiveIntegerField(
                                default=0, editable=False, help_text="Independent voices."
                            ),
                        ),
                        (
                            "evidence_count",
                            models.PositiveIntegerField(
                                default=0, editable=False, help_text="Evidence items."
                            ),
                        ),
                        (
                            "conflict_count",
                            models.PositiveIntegerField(
                                default=0, editable=False, help_text="Types and details in conflict."
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                help_text="The shipment that it turned out to be. Empty: it stands for itself.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="merged",
                                to="inventory.shipment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-period_days", "reference"),
                        "default_manager_name": "everything",
                        "indexes": [
                            GistIndex(fields=["period_days"], name="shipment_period_days"),
                            GinIndex(
                                fields=["title"], name="shipment_title_trigram", opclasses=("gin_trgm_ops",)
                            ),
                            GinIndex(
                                models.Func(
                                    models.F("reference"),
                                    models.F("title"),
                                    function="inventory_words",
                                    output_field=SearchVectorField(),
                                ),
                                name="shipment_words",
                            ),
                            models.Index(
                                models.OrderBy(models.F("period_days"), descending=True, nulls_last=True),
                                models.OrderBy(models.F("reference"), descending=True, nulls_last=True),
                                name="shipment_newest_first",
                            ),
                            GistIndex(
                                condition=models.Q(("merged_into", None)),
                                fields=["destination", "period_days"],
                                name="shipment_destination_days",
                            ),
                        ],
                    },
                    managers=[("everything", models.Manager())],
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        KEY,
                        UID,
                        (
                            "shipment",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.PROTECT,
                                related_name="reports",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="reports", to="inventory.publication"
                            ),
                        ),
                        (
                            "asserter",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who says it, where that is not the publication itself. Empty: its own voice.",
                                null=True,
                                on_delete=models.PROTECT,
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
                                blank=True,
                                help_text="The words that credit the speaker, as written.",
                                max_length=300,
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
                                db_index=False,
                                help_text="The newer report of the same voice that replaces it. Empty: it stands.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="supersedes",
                                to="inventory.report",
                            ),
                        ),
                        (
                            "repeats",
                            models.ManyToManyField(
                                related_name="repeated_by",
                                through="inventory.ReportRepeat",
                                to="inventory.report",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("shipment", "pk"),
                        "indexes": [
                            GinIndex(
                                models.Func(
                                    models.F("quote"),
                                    models.F("attribution_phrase"),
                                    models.F("hedge"),
                                    function="inventory_words",
                                    output_field=SearchVectorField(),
                                ),
                                name="report_words",
                            ),
                            models.Index(
                                condition=models.Q(("superseded_by__isnull", False)),
                                fields=["superseded_by"],
                                name="report_superseded_by",
                            ),
                        ],
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
                                    ("credibility__isnull", True),
                                    ("credibility__range", (1, 6)),
                                    _connector="OR",
                                ),
                                name="report_credibility_range",
                                violation_error_message="Credibility is a grade from 1 to 6.",
                            ),
                            models.UniqueConstraint(fields=("shipment", "id"), name="report_shipment_key"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportRepeat",
                    fields=[
                        KEY,
                        (
                            "shipment",
                            models.ForeignKey(
                                editable=False,
                                on_delete=models.CASCADE,
                                related_name="+",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=models.CASCADE, related_name="repeat_edges", to="inventory.report"
                            ),
                        ),
                        (
                            "repeated",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="repeated_edges", to="inventory.report"
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
                    name="ReportedDelivery",
                    fields=[
                        KEY,
                        UID,
                        (
                            "shipment",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=models.PROTECT,
                                related_name="deliveries",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=models.CASCADE,
                                related_name="deliveries",
                                to="inventory.report",
                            ),
                        ),
                        (
                            "equipment_type",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.PROTECT,
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
                                db_index=False,
                                help_text="The class that the label names. Empty: it names none.",
                                null=True,
                                on_delete=models.PROTECT,
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
                            IntegerRangeField(
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
                                db_index=False,
                                help_text="For a share: the line of the same report that it is a share of.",
                                null=True,
                                on_delete=models.RESTRICT,
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
                                blank=True,
                                help_text="The words of doubt on this line, as written.",
                                max_length=200,
                            ),
                        ),
                        ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                    ],
                    options={
                        "verbose_name_plural": "reported deliveries",
                        "ordering": ("pk",),
                        "indexes": [
                            models.Index(
                                fields=["equipment_type", "shipment"], name="reporteddelivery_type_shipment"
                            ),
                            GinIndex(
                                models.Func(
                                    models.F("label"),
                                    models.F("phrase"),
                                    models.F("quote"),
                                    function="inventory_words",
                                    output_field=SearchVectorField(),
                                ),
                                name="reporteddelivery_words",
                            ),
                            models.Index(
                                condition=models.Q(("label_type__isnull", False)),
                                fields=["label_type"],
                                name="reporteddelivery_label_type",
                            ),
                            models.Index(
                                condition=models.Q(("base__isnull", False)),
                                fields=["base"],
                                name="reporteddelivery_base",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "equipment_type"),
                                name="reporteddelivery_one_line_per_type",
                                violation_error_message="This report has a line on that equipment type already.",
                            ),
                            models.UniqueConstraint(
                                fields=("report", "id"), name="reporteddelivery_report_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "unknown"), ("quantity__isnull", True)),
                                    models.Q(
                                        models.Q(("kind", "unknown"), _negated=True),
                                        ("quantity__isnull", False),
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
                                            CombinedExpression(
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
                                        ("kind", "none"),
                                        ("quantity__endswith", 1),
                                        ("quantity__upper_inf", False),
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
                                    ("best__isnull", True),
                                    ("quantity__contains", models.F("best")),
                                    _connector="OR",
                                ),
                                name="reporteddelivery_best_inside",
                                violation_error_message="The best figure lies between at least and at most.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("base__isnull", False), ("kind", "share")),
                                    models.Q(
                                        models.Q(("kind", "share"), _negated=True), ("base__isnull", True)
                                    ),
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
                        KEY,
                        UID,
                        (
                            "shipment",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=models.PROTECT,
                                related_name="details",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=models.CASCADE,
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
                                on_delete=models.PROTECT,
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
                                on_delete=models.PROTECT,
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
                                    output_field=DateRangeField(),
                                ),
                                output_field=DateRangeField(null=True),
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
                                blank=True,
                                help_text="For purpose, relation and identity only.",
                                max_length=300,
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
                            models.CharField(
                                blank=True, help_text="The words of doubt, as written.", max_length=200
                            ),
                        ),
                        ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                    ],
                    options={
                        "ordering": ("report", "kind", "pk"),
                        "indexes": [
                            GinIndex(
                                models.Func(
                                    models.F("text"),
                                    models.F("quote"),
                                    models.F("hedge"),
                                    function="inventory_words",
                                    output_field=SearchVectorField(),
                                ),
                                name="reporteddetail_words",
                            ),
                        ],
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
                    name="Evidence",
                    fields=[
                        KEY,
                        UID,
                        (
                            "shipment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="evidence", to="inventory.shipment"
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
                            models.URLField(
                                blank=True, help_text="Empty: no address is known.", max_length=1000
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(
                                blank=True,
                                help_text="Checksum of the file that was examined. Empty: no file is held.",
                                max_length=64,
                                validators=[
                                    RegexValidator(
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
                                    output_field=DateRangeField(),
                                ),
                                output_field=DateRangeField(null=True),
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: not located.",
                                null=True,
                                on_delete=models.PROTECT,
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
                    name="EvidenceCount",
                    fields=[
                        KEY,
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=models.CASCADE, related_name="counts", to="inventory.evidence"
                            ),
                        ),
                        (
                            "equipment_type",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
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
                    name="Assessment",
                    fields=[
                        KEY,
                        (
                            "shipment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="assessments", to="inventory.shipment"
                            ),
                        ),
                        (
                            "equipment_type",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the judgement is on a detail.",
                                null=True,
                                on_delete=models.PROTECT,
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
                            IntegerRangeField(
                                blank=True,
                                help_text="The count judged right. Empty: none is given.",
                                null=True,
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
                                on_delete=models.PROTECT,
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
                                default=False,
                                editable=False,
                                help_text="The estimate under it has changed since.",
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
                                        ("equipment_type__isnull", True),
                                        models.Q(("detail_kind", ""), _negated=True),
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
                    name="Estimate",
                    fields=[
                        KEY,
                        (
                            "shipment",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.CASCADE,
                                related_name="estimates",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "equipment_type",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.CASCADE,
                                related_name="estimates",
                                to="inventory.equipmenttype",
                            ),
                        ),
                        (
                            "quantity",
                            IntegerRangeField(
                                help_text="The interval that most voices support. Null: nobody gives a count.",
                                null=True,
                            ),
                        ),
                        (
                            "coherent_quantity",
                            IntegerRangeField(
                                help_text="The same, tightened by the estimates above and below it. Null: as above.",
                                null=True,
                            ),
                        ),
                        (
                            "counted_quantity",
                            IntegerRangeField(
                                help_text="For lists and sums: the same where a voice counts this very type, else what the types below it add up to. Null: nobody gives a count, or units differ.",
                                null=True,
                            ),
                        ),
                        (
                            "support",
                            models.PositiveIntegerField(
                                help_text="Independent voices that support the interval."
                            ),
                        ),
                        (
                            "voices",
                            models.PositiveIntegerField(help_text="Independent voices that give a count."),
                        ),
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
                                default=True,
                                help_text="It fits the estimates above and below it in the tree.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("shipment", "equipment_type"),
                        "indexes": [
                            models.Index(fields=["equipment_type", "state"], name="estimate_type_state"),
                        ],
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
                    name="Merge",
                    fields=[
                        KEY,
                        UID,
                        ("reason", models.TextField()),
                        (
                            "moved",
                            models.JSONField(
                                default=dict,
                                help_text="The keys of the rows that moved, by table, so that they can go back.",
                            ),
                        ),
                        ("merged_at", models.DateTimeField(default=timezone.now, editable=False)),
                        (
                            "undone_at",
                            models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True),
                        ),
                        (
                            "into",
                            models.ForeignKey(
                                help_text="What it is.",
                                on_delete=models.PROTECT,
                                related_name="merges_received",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "merged_by",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="merges", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "shipment",
                            models.ForeignKey(
                                help_text="What was merged; it stays as a record.",
                                on_delete=models.PROTECT,
                                related_name="merges",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: it holds.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="undone_merges",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-merged_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("shipment", models.F("into")), _negated=True),
                                name="merge_not_into_itself",
                                violation_error_message="A shipment cannot be merged into itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "^\\s*$"), _negated=True),
                                name="merge_reason_not_blank",
                                violation_error_message="Say why they are the same.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="merge_undone_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("shipment",),
                                name="merge_one_at_a_time",
                                violation_error_message="This shipment was merged already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Distinction",
                    fields=[
                        KEY,
                        ("reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(default=timezone.now, editable=False)),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="distinctions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=models.CASCADE,
                                related_name="distinctions_from",
                                to="inventory.shipment",
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: it holds.",
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="revoked_distinctions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "shipment",
                            models.ForeignKey(
                                on_delete=models.CASCADE, related_name="distinctions", to="inventory.shipment"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-decided_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("shipment__lt", models.F("other"))),
                                name="distinction_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="distinction_revoked_by_somebody",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("shipment", "other"),
                                name="distinction_one_at_a_time",
                                violation_error_message="It is decided already that these are not the same.",
                            ),
                        ],
                    },
                ),
            )
        ),
    )
