"""Express in SQL where a classification scheme puts a type: by the nearest verdict on it or above it."""

from __future__ import annotations

from django.db.models import F, Func, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

# What stands for a type: its category, by name or with the number in front, or whether it is disputed.
NAME = "coalesce(category.name, '')"
NUMBERED = "coalesce(category.code || '. ' || category.name, '')"
OUTCOME = "nearest.outcome"
# One object that the database makes once for a query: looking upwards for each row takes ten times longer.
VERDICTS = """
SELECT coalesce(jsonb_object_agg(nearest.type, {words}), '{{}}') FROM (
    SELECT DISTINCT ON (below.id) below.id AS type, verdict.outcome, verdict.category_id
    FROM inventory_equipmenttype below
    CROSS JOIN unnest(string_to_array(below.path, '/')) WITH ORDINALITY AS part(slug, depth)
    JOIN inventory_equipmenttype above ON above.slug = part.slug
    JOIN inventory_verdict verdict ON verdict.equipment_type_id = above.id
    JOIN inventory_classificationscheme scheme ON scheme.id = verdict.scheme_id
    WHERE scheme.slug = %s
    ORDER BY below.id, part.depth DESC
) AS nearest
LEFT JOIN inventory_schemecategory category ON category.id = nearest.category_id
WHERE nearest.outcome <> 'out'
"""


def verdict_on_type(scheme: str, words: str) -> Func:
    """Return one of the constants above for a row's type; null where the scheme leaves that out."""
    # Only the constants above become part of the statement.
    verdicts = RawSQL(VERDICTS.format(words=words), [scheme])  # noqa: S611
    key = Cast(F("equipment_type_id"), TextField())
    return Func(verdicts, key, template="(%(expressions)s)", arg_joiner=" ->> ", output_field=TextField())
