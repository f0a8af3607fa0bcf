"""SQLite's full-text index FTS5."""

import sqlite3
from pathlib import Path

from greenmatch.search.documents import SearchDocument
from tests.benchmarks.search.cases import Question
from tests.benchmarks.search.engines import Answer, facet_rows

_SCHEMA = """
CREATE VIRTUAL TABLE texts USING fts5(
    title, keywords, summary, body, tokenize = 'porter unicode61', prefix = '3 4'
);
CREATE TABLE listing (id INTEGER PRIMARY KEY, published INTEGER);
CREATE TABLE facet (listing INTEGER, name TEXT, value TEXT);
"""
_INDEXES = """
CREATE INDEX facet_by_listing ON facet (listing, name, value);
CREATE INDEX facet_by_value ON facet (name, value, listing);
INSERT INTO texts (texts) VALUES ('optimize');
ANALYZE;
"""
_COUNT = "SELECT count(*) FROM texts WHERE texts MATCH ?"
_RANK = "bm25(texts, 3.0, 2.0, 1.5, 1.0)"


class Sqlite:
    """Four weighted columns; facets joined from a table and grouped."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "search.db")
        self._database.execute("PRAGMA mmap_size = 4000000000")

    @classmethod
    def build(cls, folder: Path, documents: list[SearchDocument]) -> None:
        """One transaction, then the FTS index merged into one."""
        folder.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(folder / "search.db")
        database.executescript(_SCHEMA)
        for document in documents:
            texts = (document.titles, document.keywords, document.summaries, document.bodies)
            database.execute(
                "INSERT INTO texts (rowid, title, keywords, summary, body) VALUES (?, ?, ?, ?, ?)",
                (document.listing_id, *(" ".join(text) for text in texts)),
            )
            database.execute(
                "INSERT INTO listing VALUES (?, ?)",
                (document.listing_id, int(document.published_at.timestamp())),
            )
            rows = ((document.listing_id, *row) for row in facet_rows(document))
            database.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)
        database.commit()
        database.executescript(_INDEXES)
        database.close()

    def answer(self, question: Question) -> Answer | None:
        """The answer."""
        match = _match(question)
        if match is None:
            return None
        where, values = _filters(question)
        matched = f"SELECT rowid FROM texts WHERE texts MATCH ?{where}"  # noqa: S608
        order = f"ORDER BY {_RANK}"
        if question.newest:
            order = "ORDER BY (SELECT published FROM listing WHERE id = texts.rowid) DESC"
        execute = self._database.execute
        listings = [row[0] for row in execute(f"{matched} {order} LIMIT 20", (match, *values))]
        (total,) = execute(f"SELECT count(*) FROM ({matched})", (match, *values)).fetchone()  # noqa: S608
        facets: dict[str, dict[str, int]] = {}
        if question.facets:
            counts = f"""SELECT name, value, count(*) FROM facet
                         WHERE listing IN ({matched}) GROUP BY name, value"""  # noqa: S608
            for name, value, number in execute(counts, (match, *values)):
                facets.setdefault(name, {})[value] = number
        return Answer(total, listings, facets)


def _match(question: Question) -> str | None:
    """The MATCH expression; FTS5 has no correction of spelling."""
    quoted = [f'"{word}"' for word in dict.fromkeys(question.words)]
    expressions = {
        "or": " OR ".join(quoted),
        "text": " OR ".join(quoted),
        "and": " AND ".join(quoted),
        "phrase": f'"{" ".join(question.words)}"',
        "prefix": f"title : {question.words[0]}*",
    }
    return expressions.get(question.operator)


def _filters(question: Question) -> tuple[str, list[str]]:
    """The conditions of the filters, and their values."""
    where, values = "", []
    for name, accepted in question.filters.items():
        marks = ", ".join("?" * len(accepted))
        where += f" AND rowid IN (SELECT listing FROM facet WHERE name = ? AND value IN ({marks}))"  # noqa: S608
        values += [name, *accepted]
    return where, values


ENGINE = Sqlite
