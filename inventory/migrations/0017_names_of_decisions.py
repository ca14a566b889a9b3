"""Keep the names of decisions in the form in which names are compared since: letters and digits alone."""

from django.db import migrations

# Of decisions that fall together the latest stays. What is made of marks alone keeps the form that it has.
LATEST = """
DELETE FROM inventory_namedecision older USING inventory_namedecision newer
WHERE older.source_id IS NOT DISTINCT FROM newer.source_id AND older.kind = newer.kind
    AND inventory_plain(older.name) <> '' AND inventory_plain(older.name) = inventory_plain(newer.name)
    AND (older.decided_at, older.id) < (newer.decided_at, newer.id);
"""
PLAIN = """
UPDATE inventory_namedecision SET plain_name = inventory_plain(name) WHERE inventory_plain(name) <> '';
"""


class Migration(migrations.Migration):
    dependencies = (("inventory", "0016_tables_of_imports"),)

    operations = (
        migrations.RunSQL(LATEST, migrations.RunSQL.noop),
        migrations.RunSQL(PLAIN, migrations.RunSQL.noop),
    )
