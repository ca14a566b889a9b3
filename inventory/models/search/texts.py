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
EVERYWHERE = 100_000  # rows; a word in more of them tells little, and takes long to look up
NEWEST = 500  # rows that are read where every word is everywhere
PATIENCE = 1500  # milliseconds for all texts; a safety net that no measured search comes near

# By what is found: table, indexed columns, and the condition on its rows, be it that of a partial index.
TABLES = {
    "shipment": ("shipment", ("reference", "title"), "merged_into_id IS NULL"),
    "publication": ("publication", ("title", "url"), "TRUE"),
    "publication_text": ("publication", ("text",), "is_text_public"),
    "report": ("report", ("quote", "attribution_phrase", "hedge"), "TRUE"),
    "delivery": ("reporteddelivery", ("label", "phrase", "quote"), "TRUE"),
    "detail": ("reporteddetail", ("text", "quote", "hedge"), "TRUE"),
}
# What a list's text filter looks at, by the name of the model.
INDEXED = {
    table: columns for name, (table, columns, _condition) in TABLES.items() if name != "publication_text"
}

# In how many rows of a big table the words are, by what ANALYZE found last. Words that are not among the
# commonest are left out, and so are tables of which the whole could be read at once.
COUNTED = {"reporteddelivery_words": "delivery", "report_words": "report", "publication_words": "publication"}
FREQUENCIES = """
SELECT s.tablename, word, c.reltuples * s.most_common_elem_freqs[
    array_position(s.most_common_elems::text::text[], word)
]
FROM pg_stats s
JOIN pg_class i ON i.relname = s.tablename AND i.relnamespace = s.schemaname::regnamespace
JOIN pg_index x ON x.indexrelid = i.oid
JOIN pg_class c ON c.oid = x.indrelid AND c.reltuples > %(common)s
CROSS JOIN unnest(%(words)s::text[]) AS word
WHERE s.schemaname = current_schema()
    AND s.tablename = ANY(%(indexes)s) AND word = ANY(s.most_common_elems::text::text[])
"""
# The rows are taken as the index yields them, which keeps a common word cheap, and put in order after.
HITS = """
{name} AS MATERIALIZED (
    SELECT id, concat_ws(' ', {columns}) AS text FROM {rows}
    WHERE inventory_words({columns}) @@ %({name})s::tsquery AND {partial}
    LIMIT %(most)s
)
"""
NEWEST_ROWS = "(SELECT * FROM inventory_{table} ORDER BY id DESC LIMIT %(newest)s) AS newest"
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


@dataclass(frozen=True, slots=True)
class _Question:
    """Hold what is asked of one table, and whether only of its newest rows."""

    condition: str
    is_of_newest: bool = False


def find_texts(query: Query, tables: tuple[str, ...], wanted: int) -> Texts:
    """Return the rows that have every word of the query. Runs three queries.

    Past a time limit nothing is returned, and said so. A word that is in a large part of a large table is
    left out where a rarer one is asked for, else looked for in the newest rows alone.
    """
    questions = _questions(query, tables)
    parameters: dict[str, str | int] = {
        "text": query.text,
        "most": MOST_COUNTED + 1,
        "newest": NEWEST,
        "wanted": wanted,
    }
    parameters.update((name, question.condition) for name, question in questions.items())
    try:
        rows = _select(_statement(questions), parameters)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return Texts(is_complete=False)
    return Texts(
        {name: keys for name, _, keys in rows},
        # The newest rows stand for hundreds of times as many.
        {
            name: MOST_COUNTED + 1 if count and questions[name].is_of_newest else count
            for name, count, _ in rows
        },
    )


def _questions(query: Query, tables: tuple[str, ...]) -> dict[str, _Question]:
    frequencies = _frequencies(query)
    questions = {}
    for name in tables:
        of_table = frequencies.get(name, {})
        exact = {word for word, rows in of_table.items() if rows > COMMON}
        without = {word for word, rows in of_table.items() if rows > EVERYWHERE}
        # A designation that many texts write in one need not be looked for in its parts.
        if condition := query.condition(exact=exact, one=of_table, without=without):
            questions[name] = _Question(condition)
        else:
            questions[name] = _Question(query.condition(exact=exact, one=of_table), is_of_newest=True)
    return questions


def _frequencies(query: Query) -> dict[str, dict[str, float]]:
    """Return, by big table, in how many rows the query's words are. Runs one query."""
    words = [word.whole for word in query.words]
    parameters: dict[str, int | list[str]] = {"words": words, "common": COMMON, "indexes": list(COUNTED)}
    frequencies: dict[str, dict[str, float]] = {}
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES, parameters)
        for index, word, rows in cursor.fetchall():
            frequencies.setdefault(COUNTED[index], {})[word] = rows
    return frequencies


def _statement(questions: dict[str, _Question]) -> str:
    hits = []
    for name, question in questions.items():
        table, columns, partial = TABLES[name]
        rows = NEWEST_ROWS.format(table=table) if question.is_of_newest else f"inventory_{table}"
        hits.append(HITS.format(name=name, rows=rows, columns=", ".join(columns), partial=partial))
    selected = " UNION ALL ".join(
        SELECTED.format(name=name, then="length(text), " if name == "shipment" else "") for name in questions
    )
    # What does not begin as a SELECT is taken for a change, and given a context in the history.
    return f"SELECT * FROM (WITH {','.join(hits)} {selected}) AS texts"  # noqa: S608  # Names in this code.


def _select(statement: str, parameters: dict[str, str | int]) -> list[tuple[str, int, list[int]]]:
    with transaction.atomic(), connection.cursor() as cursor:
        # They last until the end of the transaction. Compiling a statement would take longer than running it,
        # and to read a common word off the index is quicker than to read texts until enough have it.
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true),"
            " set_config('enable_seqscan', 'off', true)",
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
