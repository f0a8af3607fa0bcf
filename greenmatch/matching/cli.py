"""`greenmatch evaluate matching`: the matcher against files with known pairs."""

import json
from pathlib import Path

import click

from greenmatch.matching.evaluation import evaluate, noisy_ticks, read_test_set, with_sectors
from greenmatch.matching.policy import SHIPPED_POLICY

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("matching")
@click.option("--technologies", type=_FILE, required=True, help="JSONL: id, title, summary, …")
@click.option("--needs", type=_FILE, required=True, help="JSONL: id, title, …")
@click.option("--qrels", type=_FILE, required=True, help="TSV: need, technology, relevance.")
@click.option("--sectors", type=_FILE, help="TSV: technology, sector code; else text alone.")
@click.option("--sector-noise", is_flag=True, help="Drop 20 % of the ticks and falsify 10 %.")
@click.option("--seed", default=1, show_default=True, help="Which ticks are dropped.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate_matching(
    technologies: Path,
    needs: Path,
    qrels: Path,
    sectors: Path | None,
    sector_noise: bool,
    seed: int,
    as_json: bool,
) -> None:
    """Match files with known pairs and print how many were found. Needs no instance."""
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
    if as_json:
        click.echo(json.dumps(figures))
    else:
        for name, value in figures.items():
            click.echo(f"{name:<10} {value}")
