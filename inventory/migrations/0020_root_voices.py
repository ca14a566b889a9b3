"""Keep whose statement it is that a report repeats, cites or passes on.

It is computed: `manage.py recompute_estimates` fills it for the reports that are there.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("inventory", "0019_findings_as_codes"),)

    operations = (
        migrations.CreateModel(
            name="RootVoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="root_voices",
                        editable=False,
                        to="inventory.report",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        help_text=(
                            "Who is said to say it: the report's voice, or the source that a count is "
                            "borrowed from."
                        ),
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        editable=False,
                        to="inventory.source",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        editable=False,
                        to="inventory.source",
                    ),
                ),
            ],
            options={"ordering": ("report", "speaker", "root")},
        ),
        migrations.AddConstraint(
            "rootvoice",
            models.UniqueConstraint(fields=("report", "speaker", "root"), name="rootvoice_told_once"),
        ),
    )
