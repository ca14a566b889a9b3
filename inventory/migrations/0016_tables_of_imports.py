"""Tell tables of imports apart, and let rows that an import writes change places."""

import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0015_uids_of_judgements"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reporteddelivery",
            name="reporteddelivery_told_once",
        ),
        migrations.RemoveConstraint(
            model_name="reporteddetail",
            name="reporteddetail_unique",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="edition_of",
            field=models.ForeignKey(
                blank=True,
                help_text="The earlier import that it replaces. Empty: a separate table, which only adds.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="inventory.importbatch",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="is_edition_stated",
            field=models.BooleanField(
                default=False,
                help_text="A person chose whether it replaces another. If not, its rows show it.",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="removes_gone",
            field=models.BooleanField(
                default=False, help_text="Rows of the earlier edition that are missing from it are removed."
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="scope",
            field=models.CharField(
                blank=True,
                help_text="Identifier of the table within which rows are found again. Empty: a register, or an import from before tables were distinguished.",
                max_length=36,
            ),
        ),
        migrations.AddConstraint(
            model_name="reporteddelivery",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                fields=("report", "equipment_type", "label", "phrase", "scope"),
                name="reporteddelivery_told_once",
                violation_error_message="This report has that line already. Give the words of the other count, or its scope.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reporteddetail",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                fields=("report", "kind", "party", "place", "date", "stage", "text"),
                name="reporteddetail_unique",
                nulls_distinct=False,
                violation_error_message="This report says that already.",
            ),
        ),
    ]
