"""Keep of an estimate who states it, who allows it and who excludes it, and the sum of what is named.

Estimates are computed: `manage.py recompute_estimates` brings those that were kept before up to date.
"""

import django.contrib.postgres.fields.ranges
from django.db import migrations, models

STATES = [
    ("silent", "No count reported"),
    ("implied", "Implied"),
    ("single", "Single source"),
    ("agreed", "Agreed"),
    ("conflict", "Disputed"),
    ("conflict_below", "Disputed in a subtype"),
    ("denied", "Denied"),
]


class Migration(migrations.Migration):
    dependencies = (("inventory", "0007_lines_of_one_voice"),)

    operations = (
        migrations.RemoveConstraint("estimate", "estimate_support_within_voices"),
        migrations.RemoveField("estimate", "coherent_quantity"),
        migrations.RemoveField("estimate", "is_coherent"),
        migrations.RenameField("estimate", "support", "stated_by"),
        migrations.RenameField("estimate", "counted_quantity", "named_quantity"),
        migrations.AlterField(
            "estimate",
            "quantity",
            django.contrib.postgres.fields.ranges.IntegerRangeField(
                help_text="The best-supported count, as the types around it narrow it. Null: nothing bounds it.",
                null=True,
            ),
        ),
        migrations.AlterField(
            "estimate",
            "named_quantity",
            django.contrib.postgres.fields.ranges.IntegerRangeField(
                help_text=(
                    "What stands for the type in totals: the best-supported count of a type that is stated, "
                    "all that is claimed of one in dispute, and of one that no source states the sum of what "
                    "is counted below it. Null: nothing is counted."
                ),
                null=True,
            ),
        ),
        migrations.AlterField(
            "estimate",
            "stated_by",
            models.PositiveIntegerField(
                help_text="Independent voices that state the type and whose statement holds the count."
            ),
        ),
        migrations.AlterField(
            "estimate",
            "voices",
            models.PositiveIntegerField(help_text="Independent voices that state the type."),
        ),
        migrations.AlterField(
            "estimate",
            "is_stated",
            models.BooleanField(help_text="A report has a line on this very type, or on variants of it."),
        ),
        migrations.AddField(
            "estimate",
            "compatible",
            models.PositiveIntegerField(
                default=0, help_text="Independent voices that only bound the type, and allow the count."
            ),
        ),
        migrations.AddField(
            "estimate",
            "incompatible",
            models.PositiveIntegerField(
                default=0, help_text="Independent voices whose statement or bound excludes the count."
            ),
        ),
        migrations.AddField(
            "estimate",
            "bases",
            models.PositiveIntegerField(
                default=0,
                help_text=("Pieces of evidence behind those who state it; voices on one piece count as one."),
            ),
        ),
        migrations.AddField(
            "estimate",
            "is_named",
            models.BooleanField(
                default=False,
                help_text="No source states it: its number is the sum of what is named below it.",
            ),
        ),
        migrations.AddField(
            "estimate",
            "is_dispute_origin",
            models.BooleanField(
                default=False,
                help_text="The dispute arises here, and is not carried here from another type.",
            ),
        ),
        migrations.AlterField("estimate", "state", models.CharField(choices=STATES, max_length=14)),
        migrations.AlterField(
            "shipment",
            "state",
            models.CharField(choices=STATES, default="silent", editable=False, max_length=14),
        ),
        migrations.AddConstraint(
            "estimate",
            models.CheckConstraint(
                condition=models.Q(stated_by__lte=models.F("voices")), name="estimate_stated_by_within_voices"
            ),
        ),
    )
