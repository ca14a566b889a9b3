"""Index shipments in the order in which lists open, so that a first page needs no sorting of all rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0005_search")]

    operations = [
        migrations.AddIndex(
            model_name="shipment",
            index=models.Index(
                models.F("period_days").desc(nulls_last=True),
                models.F("reference").desc(nulls_last=True),
                name="shipment_newest_first",
            ),
        ),
    ]
