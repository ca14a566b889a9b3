import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0003_composite_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                        on_delete=django.db.models.deletion.CASCADE,
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                    django.contrib.postgres.fields.ArrayField(
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="list_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "page"), name="listpreference_one_per_page"),
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
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
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
    ]
