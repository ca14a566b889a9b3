"""Keep what imports tell as codes with values; what was told before keeps its words as they are."""

from django.db import migrations, models

FINDINGS = """
UPDATE inventory_importfinding SET
    code = CASE WHEN kind IN ('c', 'd', 'w', 'f') THEN 'plan.change' WHEN kind = 'a' THEN 'plan.added'
        ELSE 'told.sentence' END,
    "values" = CASE
        WHEN kind IN ('c', 'd', 'w', 'f') THEN jsonb_build_object('subject', subject, 'old', old, 'new', new)
        WHEN kind = 'a' THEN jsonb_build_object('subject', subject, 'read', new)
        ELSE jsonb_build_object('text', text) END;
"""
# Without the program the words of a code are not known: its values have to do.
WORDS = """
UPDATE inventory_importfinding SET
    subject = CASE WHEN kind IN ('c', 'd', 'w', 'f', 'a') THEN coalesce("values" ->> 'subject', '') ELSE '' END,
    old = CASE WHEN kind IN ('c', 'd', 'w', 'f') THEN coalesce("values" ->> 'old', '') ELSE '' END,
    new = CASE WHEN kind IN ('c', 'd', 'w', 'f') THEN coalesce("values" ->> 'new', '')
        WHEN kind = 'a' THEN coalesce("values" ->> 'read', '') ELSE '' END,
    text = CASE WHEN kind IN ('c', 'd', 'w', 'f', 'a') THEN ''
        WHEN code = 'told.sentence' THEN "values" ->> 'text' ELSE code || ' ' || "values"::text END;
"""
BATCHES = """
UPDATE inventory_importbatch
SET told = jsonb_build_array(
    jsonb_build_object('code', 'told.sentence', 'values', jsonb_build_object('text', message)))
WHERE message <> '';
"""
MESSAGES = """
UPDATE inventory_importbatch SET message = coalesce((
    SELECT string_agg(coalesce(one -> 'values' ->> 'text', one ->> 'code'), E'\\n' ORDER BY place)
    FROM jsonb_array_elements(told) WITH ORDINALITY AS listed(one, place)), '');
"""


class Migration(migrations.Migration):
    dependencies = (("inventory", "0018_registers"),)

    operations = (
        migrations.AddField(
            "importfinding",
            "code",
            models.CharField(
                default="",
                max_length=60,
                help_text="What is told; its words are looked up when shown.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "importfinding",
            "values",
            models.JSONField(blank=True, default=dict, help_text="What fills the gaps of the words."),
        ),
        migrations.AddField(
            "importbatch",
            "told",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Why it was refused, interrupted or not undone, as codes with values.",
            ),
        ),
        migrations.RunSQL(FINDINGS, WORDS),
        migrations.RunSQL(BATCHES, MESSAGES),
        migrations.RemoveField("importbatch", "message"),
        *(migrations.RemoveField("importfinding", name) for name in ("subject", "old", "new", "text")),
    )
