"""Propose words that are in use for words that are not."""

from __future__ import annotations

from django.db import connection

from inventory.domain.search import Query
from inventory.domain.spelling import plain
from inventory.models.search.names import TABLES, likeness

LEAST_LIKENESS = 0.3  # of pg_trgm, from 0 to 1
NEAREST = 5  # words of which the nearest is chosen
SHORTEST = 4  # letters; what is shorter resembles too much
MOST_WORDS = 4  # each is compared with every word in use

# The commonest words of quotes and titles are those that ANALYZE collects for the planner; words of names are
# read off the names themselves.
RESEMBLING = """
SELECT * FROM (WITH lexicon AS MATERIALIZED (
    SELECT DISTINCT btrim(lower(word), '.,;:()[]"') AS word
    FROM ({names}) AS named, unnest(string_to_array(name, ' ')) AS word
    UNION
    SELECT unnest(most_common_elems::text::text[]) FROM pg_stats
    WHERE schemaname = current_schema() AND tablename IN ('report_words', 'publication_words')
)
SELECT typed, resembling.word FROM unnest(%(words)s::text[]) AS typed, LATERAL (
    SELECT word, similarity(word, typed) AS likeness FROM lexicon
    WHERE length(word) > 1 ORDER BY likeness DESC, word LIMIT %(most)s
) AS resembling WHERE likeness >= %(least)s) AS proposed
"""
NAMES = " UNION ALL ".join(
    f"SELECT {column} AS name FROM inventory_{table}"  # noqa: S608  # Names in this code.
    for _bearer, table, _key, column in TABLES
)


def propose(query: Query) -> str:
    """Return the query with its unknown words replaced by what resembles them; empty if nothing does.

    Runs one query, which reads all names.
    """
    words = [word.whole for word in query.words]
    wanted = [word for word in words if len(word) >= SHORTEST][:MOST_WORDS]
    if not wanted:
        return ""
    parameters: dict[str, list[str] | float] = {"words": wanted, "least": LEAST_LIKENESS, "most": NEAREST}
    nearest: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(RESEMBLING.format(names=NAMES), parameters)
        for typed, word in cursor.fetchall():
            if likeness(plain(word), typed) > likeness(plain(nearest.get(typed, "")), typed):
                nearest[typed] = word
    proposed = [nearest.get(word, word) for word in words]
    return " ".join(proposed) if [plain(word) for word in proposed] != words else ""
