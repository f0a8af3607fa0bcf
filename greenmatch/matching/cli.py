"""`greenmatch matching rebuild|status|feedback`, and `evaluate matching`."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, Protocol

import click
import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.core.changes import count_waiting
from greenmatch.core.errors import Conflict
from greenmatch.matching.agreement import agreement
from greenmatch.matching.evaluation import evaluate, noisy_ticks, read_test_set, with_sectors
from greenmatch.matching.jobs import CONSUMER, full_run
from greenmatch.matching.models import Match
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.queries import latest_snapshot
from greenmatch.matching.queries.labelled import labelled_pairs
from greenmatch.matching.runtime import current_matcher

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Application(Protocol):
    def session(self) -> AbstractContextManager[Session]: ...


@click.group("matching")
def matching_group() -> None:
    """Matches between technologies and needs."""


@matching_group.command("rebuild")
@click.pass_obj
def rebuild_command(application: _Application) -> None:
    """Make new collection statistics and match everything under them, as every night."""
    with application.session() as session:
        full_run(session)
        figures = _status(session)
    click.echo(f"Everything has been matched: {figures['matches']} matches.")


@matching_group.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status_command(application: _Application, *, as_json: bool) -> None:
    """How many matches there are, under which statistics, and what waits."""
    with application.session() as session:
        figures = _status(session)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        click.echo(f"{name.replace('_', ' '):14} {value}")


@matching_group.command("feedback")
@click.option("--output", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@click.pass_obj
def feedback_command(application: _Application, output: IO[str]) -> None:
    """Write what was said of matches as JSON lines, without who said it."""
    with application.session() as session:
        for pair in labelled_pairs(session):
            output.write(msgspec.json.encode(pair).decode() + "\n")


def _status(session: Session) -> dict[str, Any]:
    last = latest_snapshot(session)
    return {
        "policy": SHIPPED_POLICY.version,
        "matches": session.scalar(select(func.count()).select_from(Match)),
        "waiting": count_waiting(session)[CONSUMER],
        "snapshot": last.id if last else None,
        "made_at": last.made_at.isoformat() if last else None,
        "technologies": last.technologies if last else 0,
        "needs": last.needs if last else 0,
        "seconds": round(last.seconds, 2) if last else None,
    }


@click.command("matching")
@click.option("--technologies", type=_FILE, help="JSONL: id, title, summary, …")
@click.option("--needs", type=_FILE, help="JSONL: id, title, …")
@click.option("--qrels", type=_FILE, help="TSV: need, technology, relevance.")
@click.option("--sectors", type=_FILE, help="TSV: technology, sector code; else text alone.")
@click.option("--sector-noise", is_flag=True, help="Drop 20 % of the ticks and falsify 10 %.")
@click.option("--seed", default=1, show_default=True, help="Which ticks are dropped.")
@click.option("--feedback", is_flag=True, help="Instead of files: what this instance's users said.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def evaluate_matching(
    application: _Application,
    technologies: Path | None,
    needs: Path | None,
    qrels: Path | None,
    sectors: Path | None,
    sector_noise: bool,
    seed: int,
    feedback: bool,
    as_json: bool,
) -> None:
    """Match files with known pairs and print how many were found. Needs no instance.

    With --feedback: score the policy on what people said of this instance's matches.
    """
    if feedback:
        _print({**_feedback_figures(application), "policy": SHIPPED_POLICY.version}, as_json)
        return
    if technologies is None or needs is None or qrels is None:
        raise click.UsageError("--technologies, --needs and --qrels are needed, or --feedback.")
    if sector_noise and sectors is None:
        raise click.UsageError("--sector-noise needs --sectors.")
    test_set = read_test_set(technologies, needs, qrels, sectors)
    if sector_noise:
        ticked = zip(test_set.technology_names, test_set.technologies, strict=True)
        ticks = {name: document.sectors[0] for name, document in ticked if document.sectors}
        test_set = with_sectors(test_set, noisy_ticks(ticks, seed))
    outcome = evaluate(test_set, SHIPPED_POLICY)
    figures = {
        **outcome.quality.as_json(),
        "coverage": round(outcome.coverage, 4),
        "policy": SHIPPED_POLICY.version,
    }
    _print(figures, as_json)


def _feedback_figures(application: _Application) -> dict[str, Any]:
    with application.session() as session:
        matcher = current_matcher()
        last = latest_snapshot(session)
        snapshot = matcher.snapshot(last.id) if last else None
        if snapshot is None:
            raise Conflict("There are no statistics yet: run `greenmatch matching rebuild` first.")
        return agreement(session, snapshot=snapshot, policy=matcher.policy).as_json()


def _print(figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        click.echo(f"{name:<10} {'-' if value is None else value}")
