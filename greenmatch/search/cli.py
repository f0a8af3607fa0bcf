"""`greenmatch search rebuild|status` and `greenmatch evaluate search`."""

import json
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from tqdm import tqdm

from greenmatch.catalogue.queries import live_listing_ids
from greenmatch.core.changes import count_waiting
from greenmatch.core.errors import Conflict
from greenmatch.search.engine import RebuildRunningError
from greenmatch.search.evaluation import evaluate_search
from greenmatch.search.jobs import CONSUMER, rebuild_index
from greenmatch.search.runtime import current_engine

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Application(Protocol):
    def session(self) -> AbstractContextManager[Session]: ...


@click.group("search")
def search_group() -> None:
    """The search index."""


@search_group.command("rebuild")
@click.pass_obj
def rebuild_command(application: _Application) -> None:
    """Build the index anew beside the running one, which answers until the new one is there."""
    with application.session() as session, tqdm(unit=" listings", disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            rebuild_index(session, show)
        except RebuildRunningError:
            raise Conflict("The index is being rebuilt already.") from None
        documents = current_engine().status().documents
    click.echo(f"The index has been rebuilt: {documents} listings.")


@search_group.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status_command(application: _Application, *, as_json: bool) -> None:
    """How the index is doing, and whether it has all that the database has."""
    with application.session() as session:
        figures = _status(session)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        click.echo(f"{name.replace('_', ' '):14} {value}")


def _status(session: Session) -> dict[str, Any]:
    live = session.scalar(select(func.count()).select_from(live_listing_ids().subquery()))
    waiting = count_waiting(session)[CONSUMER]
    found = asdict(current_engine().status())
    del found["receipts"]
    committed = found.pop("committed_at")
    return {
        **found,
        "committed_at": committed.isoformat() if committed else None,
        "live_listings": live,
        "waiting": waiting,
    }


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
