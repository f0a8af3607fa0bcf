"""Commands of search that need no instance."""

import json
from pathlib import Path

import click

from greenmatch.search.evaluation import evaluate_search

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("search")
@click.option("--documents", required=True, type=_FILE, help="JSON lines with id, title and text.")
@click.option("--queries", required=True, type=_FILE, help="JSON lines with id and text.")
@click.option("--qrels", required=True, type=_FILE, help="Query, document and relevance, in tabs.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(documents: Path, queries: Path, qrels: Path, *, as_json: bool) -> None:
    """Score the search engine on a set of documents, queries and judgments."""
    figures = evaluate_search(documents, queries, qrels).as_json()
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        click.echo(f"{name:<8} {value}")
