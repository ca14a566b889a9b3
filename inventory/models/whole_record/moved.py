"""Write what a merge moved by public identifiers instead of keys of this database, and back, in SQL."""

from __future__ import annotations

from inventory.models.merging import MOVED

# What moved with a shipment; each has a public identifier.
KINDS = tuple(MOVED)


def moved_by_identifier(moved: str) -> str:
    """Return the expression of what moved, by identifiers in their order; rows that are gone are left out."""
    parts = [
        f"'{kind}', (SELECT coalesce(jsonb_agg(o.uid ORDER BY o.uid), '[]') FROM {model._meta.db_table} o"  # noqa: S608  # Made of names in this code alone.
        f" WHERE o.id IN (SELECT value::bigint FROM jsonb_array_elements_text({moved} -> '{kind}')))"
        for kind, model in MOVED.items()
    ]
    links = (
        "'link', (SELECT coalesce(jsonb_agg(jsonb_build_array(e.uid, r.uid) ORDER BY e.uid, r.uid), '[]')"  # noqa: S608  # The same.
        " FROM inventory_evidence_reports l JOIN inventory_evidence e ON e.id = l.evidence_id"
        " JOIN inventory_report r ON r.id = l.report_id"
        f" WHERE l.id IN (SELECT value::bigint FROM jsonb_array_elements_text({moved} -> 'link')))"
    )
    return f"jsonb_build_object({', '.join([*parts, links])})"


def moved_by_key(moved: str, keys: dict[str, str]) -> str:
    """Return the expression of what moved, by keys in their order.

    ``keys`` names, for each kind and for links, the table that has keys (``id``) beside identifiers: ``uid``,
    of links ``evidence`` and ``report``.
    """
    parts = [
        f"'{kind}', (SELECT coalesce(jsonb_agg(o.id ORDER BY o.id), '[]') FROM {keys[kind]} o"  # noqa: S608  # The same.
        f" WHERE o.uid::text IN (SELECT jsonb_array_elements_text({moved} -> '{kind}')))"
        for kind in KINDS
    ]
    links = (
        f"'link', (SELECT coalesce(jsonb_agg(l.id ORDER BY l.id), '[]') FROM {keys['link']} l"  # noqa: S608  # The same.
        f" WHERE jsonb_build_array(l.evidence, l.report)"
        f" IN (SELECT jsonb_array_elements({moved} -> 'link')))"
    )
    return f"jsonb_build_object({', '.join([*parts, links])})"
