"""Find texts by their words: headlines, quotes, phrases, labels, titles and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQueryField
from django.db import OperationalError, connection, models, transaction
from psycopg.errors import QueryCanceled

from inventory.domain.search import Query, read_query
from inventory.models.indexing import words

MOST_COUNTED = 1000  # rows of one table; more are "1,000+"
COMMON = 30_000  # rows; a word in more of them no longer stands for longer ones, since there are enough
EVERYWHERE = 150_000  # rows; a word in more of them tells nothing, and costs a tenth of a second to look up
PATIENCE = 1500  # milliseconds for all texts; a safety net that no measured search comes near

# By what is found: table, indexed columns, and the condition of a partial index.
TABLES = {
    "shipment": ("shipment", ("reference", "title"), "TRUE"),
    "publication": ("publication", ("title", "url"), "TRUE"),
    "publication_text": ("publication", ("text",), "is_text_public"),
    "report": ("report", ("quote", "attribution_phrase", "hedge"), "TRUE"),
    "delivery": ("reporteddelivery", ("label", "phrase", "quote"), "TRUE"),
    "detail": ("reporteddetail", ("text", "quote", "hedge"), "TRUE"),
}
# What a list's text filter looks at, by the name of the model.
INDEXED = {table: columns for table, columns, condition in TABLES.values() if condition == "TRUE"}

# In how many rows of a big table the words are, by what ANALYZE found last. Words that are not among the
# commonest are left out, and so are tables of which the whole could be read at once.
FREQUENCIES = """
SELECT word, max(c.reltuples * s.most_common_elem_freqs[
    array_position(s.most_common_elems::text::text[], word)
])
FROM pg_stats s
JOIN pg_class i ON i.relname = s.tablename AND i.relnamespace = s.schemaname::regnamespace
JOIN pg_index x ON x.indexrelid = i.oid
JOIN pg_class c ON c.oid = x.indrelid AND c.reltuples > %(common)s
CROSS JOIN unnest(%(words)s::text[]) AS word
WHERE s.schemaname = current_schema()
    AND s.tablename IN ('reporteddelivery_words', 'report_words', 'publication_words')
GROUP BY word
"""
# The rows are taken as the index yields them, which keeps a common word cheap, and put in order after.
HITS = """
{name} AS MATERIALIZED (
    SELECT id, concat_ws(' ', {columns}) AS text FROM inventory_{table}
    WHERE inventory_words({columns}) @@ %(condition)s::tsquery AND {partial}
    LIMIT %(most)s
)
"""
# What has the very words typed comes first, of headlines the shortest, then what was entered last.
SELECTED = """
SELECT '{name}', (SELECT count(*) FROM {name}), ARRAY(
    SELECT id FROM {name} ORDER BY strpos(lower(text), lower(%(text)s)) = 0, {then}id DESC LIMIT %(wanted)s
)
"""


@dataclass(frozen=True, slots=True)
class Texts:
    """Hold the keys of the best rows by what they are of, and how many there are, at most one over a cap."""

    keys: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    is_complete: bool = True
    is_too_common: bool = False  # whether every word is in so many texts that only headlines were searched


def find_texts(query: Query, tables: tuple[str, ...], wanted: int) -> Texts:
    """Return the rows that have every word of the query. Runs three queries.

    Past a time limit nothing is returned, and said so. Words that are in nearly every text are left out.
    """
    frequencies = _frequencies(query)
    exact = {word for word, rows in frequencies.items() if rows > COMMON}
    without = {word for word, rows in frequencies.items() if rows > EVERYWHERE}
    condition = query.condition(exact=exact, without=without)
    is_too_common = not condition
    if is_too_common:
        condition, tables = query.condition(), tuple(name for name in tables if name == "shipment")
    parameters: dict[str, str | int] = {
        "condition": condition,
        "text": query.text,
        "most": MOST_COUNTED + 1,
        "wanted": wanted,
    }
    try:
        rows = _select(_statement(tables), parameters) if tables else []
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return Texts(is_complete=False)
    return Texts(
        {name: keys for name, _, keys in rows},
        {name: count for name, count, _ in rows},
        is_too_common=is_too_common,
    )


def _frequencies(query: Query) -> dict[str, float]:
    words = [word.whole for word in query.words]
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES, {"words": words, "common": COMMON})
        return {word: rows for word, rows in cursor.fetchall() if rows is not None}


def _statement(tables: tuple[str, ...]) -> str:
    chosen = [(name, *TABLES[name]) for name in tables]
    hits = ",".join(
        HITS.format(name=name, table=table, columns=", ".join(columns), partial=partial)
        for name, table, columns, partial in chosen
    )
    selected = " UNION ALL ".join(
        SELECTED.format(name=name, then="length(text), " if name == "shipment" else "") for name in tables
    )
    # What does not begin as a SELECT is taken for a change, and given a context in the history.
    return f"SELECT * FROM (WITH {hits} {selected}) AS texts"  # noqa: S608  # Names in this code.


def _select(statement: str, parameters: dict[str, str | int]) -> list[tuple[str, int, list[int]]]:
    with transaction.atomic(), connection.cursor() as cursor:
        # Both last until the end of the transaction. Compiling a statement would take longer than running it.
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true)",
            [str(PATIENCE)],
        )
        cursor.execute(statement, parameters)
        rows: list[tuple[str, int, list[int]]] = cursor.fetchall()
    return rows


def having_words(model: type[models.Model], typed: str) -> models.Q:
    """Return the condition that a row's texts have every word typed, on the index of the model's texts.

    For what belongs to other rows, use it in a subquery: ``Exists`` or ``pk__in``. Nothing is selected where
    nothing but punctuation was typed.
    """
    query = read_query(typed)
    if not query.words:
        return models.Q(pk__in=[])
    columns = INDEXED[model._meta.model_name or ""]
    condition = models.Value(query.condition(), output_field=SearchQueryField())
    as_query = models.functions.Cast(condition, SearchQueryField())
    return models.Q(
        models.Func(
            words(*columns),
            as_query,
            template="(%(expressions)s)",
            arg_joiner=" @@ ",
            output_field=models.BooleanField(),
        )
    )
