"""Count failures to sign in, so that every process pauses sign-ins that fail too often."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0012_registers_count_tallies"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInFailure",
            fields=[
                (
                    "key",
                    models.CharField(
                        help_text="Keyed hash of the account's name, or of the address.",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("latest_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
