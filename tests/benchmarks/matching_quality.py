"""How well the matcher finds true pairs, by cross-validation, and whether other weights do better.

    DATA=… python -m tests.benchmarks.matching_quality [--sectors] [--folds 5] [--output FILE]

The needs are dealt into folds. A setting is chosen by the needs of all folds but one and scored on
that one, in turn: the figures are what a choice is worth for needs that it was not made by.
"""

import argparse
import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenmatch.matching.evaluation import TestSet, evaluate, noisy_ticks, read_test_set
from greenmatch.matching.evaluation.measures import ndcg, recall, reciprocal_rank
from greenmatch.matching.features import count_listing
from greenmatch.matching.policy import SHIPPED_POLICY, Policy
from greenmatch.matching.scoring import MatchIndex, collect
from greenmatch.matching.snapshot import make_snapshot
from greenmatch.matching.weighing import UNIT

SEED = 20250301
NOISES = range(1, 6)
Figures = Mapping[str, tuple[float, float, float]]
"""nDCG, recall and reciprocal rank of each need."""

VARIATIONS: Mapping[str, Sequence[float]] = {
    "body_saturation": (1.2, 1.6, 3.0),
    "body_length": (0.5, 0.9),
    "title_repeats": (1, 2, 4),
    "title_weight": (0.0, 0.2, 0.6),
    "pair_weight": (0.0, 0.15, 0.4),
    "related_weight": (0.0, 0.8, 1.4),
    "related_peers": (3, 5, 12),
    "related_words": (20, 80),
    "concept_weight": (0.0, 0.15, 0.5),
}
SECTOR_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.3)


@dataclass(frozen=True)
class Judged:
    """The test set, read once, and the needs in folds."""

    test_set: TestSet
    ticks: Mapping[str, str]
    folds: Sequence[Sequence[str]]


def read(data: Path, folds: int) -> Judged:
    """The judged pairs of the data folder."""
    files = data / "match_eval"
    test_set = read_test_set(
        files / "technologies.jsonl",
        files / "needs.dev.jsonl",
        files / "qrels.dev.tsv",
        files / "declared_sectors.tsv",
    )
    named = zip(test_set.technology_names, test_set.technologies, strict=True)
    ticks = {name: document.sectors[0] for name, document in named if document.sectors}
    names = sorted(test_set.need_names)
    random.Random(SEED).shuffle(names)  # noqa: S311 - no secret
    return Judged(test_set, ticks, [names[at::folds] for at in range(folds)])


def without_sectors(test_set: TestSet) -> TestSet:
    """The same texts, and nothing ticked."""
    offers = [replace(each, sectors=()) for each in test_set.technologies]
    wants = [replace(each, sectors=()) for each in test_set.needs]
    return replace(test_set, technologies=offers, needs=wants)


def figures_of(rankings: Mapping[str, Sequence[str]], test_set: TestSet) -> Figures:
    """The measures of each need."""
    return {
        name: (ndcg(found, judged), recall(found, judged), reciprocal_rank(found, judged))
        for name, found in rankings.items()
        for judged in [test_set.judgements[name]]
    }


def by_fold(figures: Figures, judged: Judged, measure: int = 0) -> list[float]:
    """The mean of a measure over each fold's needs."""
    return [fmean(figures[name][measure] for name in fold) for fold in judged.folds]


def chosen(settings: Mapping[str, Figures], judged: Judged) -> tuple[list[float], list[str]]:
    """For each fold the nDCG of the setting that is best on the other folds, and its name."""
    scores = {name: by_fold(figures, judged) for name, figures in settings.items()}
    sizes = [len(fold) for fold in judged.folds]
    found, names = [], []
    for fold in range(len(judged.folds)):
        others = [at for at in range(len(sizes)) if at != fold]
        best = max(scores, key=lambda name: sum(scores[name][at] * sizes[at] for at in others))
        found.append(scores[best][fold])
        names.append(best)
    return found, names


def text_settings(judged: Judged) -> Iterator[tuple[str, Figures]]:
    """The shipped policy on texts alone, and each of its weights changed by itself."""
    test_set = without_sectors(judged.test_set)
    counted = [count_listing(document) for document in test_set.technologies]

    def measured(policy: Policy) -> Figures:
        return figures_of(evaluate(test_set, policy, counted).rankings, test_set)

    yield "as shipped", measured(SHIPPED_POLICY)
    for name, values in VARIATIONS.items():
        for value in values:
            change: dict[str, Any] = {name: value}
            yield f"{name} {value:g}", measured(replace(SHIPPED_POLICY, **change))


@dataclass(frozen=True)
class SectorTrial:
    """What the texts of all pairs share (a row a need), to which sectors are added."""

    test_set: TestSet
    points: NDArray[np.float64]

    @classmethod
    def of(cls, judged: Judged) -> "SectorTrial":
        """The text points under the shipped policy."""
        test_set = without_sectors(judged.test_set)
        counted = [count_listing(document) for document in test_set.technologies]
        snapshot = make_snapshot(0, counted, SHIPPED_POLICY)
        offers = collect("technology", test_set.technologies, snapshot, SHIPPED_POLICY, counted)
        needs, index = collect("need", test_set.needs, snapshot, SHIPPED_POLICY), MatchIndex(offers)
        points = np.full((len(needs), len(offers)), -np.inf)
        for row in range(len(needs)):
            found = index.scored(needs.take(np.array([row])), 1)
            points[row, found.listing_ids] = found.points
        return cls(judged.test_set, points)

    def figures(self, weight: float, ticks: Mapping[str, str]) -> Figures:
        """The measures at this weight of an agreeing sector, with these ticks."""
        codes = np.array([ticks.get(name, "") for name in self.test_set.technology_names])
        expected = SHIPPED_POLICY.sector.expected
        rankings = {}
        for row, name in enumerate(self.test_set.need_names):
            wanted = self.test_set.needs[row].sectors[0]
            agrees = np.where(codes == wanted, 1 - expected, -expected) * (codes != "")
            total = self.points[row] + weight * UNIT * agrees
            best = np.lexsort((np.arange(len(total)), -total))[:10]
            rankings[name] = [
                self.test_set.technology_names[at] for at in best.tolist() if total[at] > 0
            ]
        return figures_of(rankings, self.test_set)


def mean_of(many: Sequence[Figures]) -> Figures:
    """The means over several runs."""
    return {
        name: (
            fmean(each[name][0] for each in many),
            fmean(each[name][1] for each in many),
            fmean(each[name][2] for each in many),
        )
        for name in many[0]
    }


def sector_settings(judged: Judged) -> Iterator[tuple[str, Figures, Figures]]:
    """For each weight of an agreeing sector the figures without noise, and with it."""
    trial = SectorTrial.of(judged)
    noisy = [noisy_ticks(judged.ticks, seed) for seed in NOISES]
    for weight in SECTOR_WEIGHTS:
        yield (
            f"{weight:g}",
            trial.figures(weight, judged.ticks),
            mean_of([trial.figures(weight, ticks) for ticks in noisy]),
        )


def line(name: str, figures: Figures, judged: Judged) -> str:
    """A row of a table: the mean of each measure, and the spread over the folds."""
    cells = []
    for measure in range(3):
        mean = fmean(each[measure] for each in figures.values())
        cells.append(f"{mean:.4f} ± {stdev(by_fold(figures, judged, measure)):.3f}")
    return f"{name:<24}" + "".join(f"{cell:>18}" for cell in cells)


def summary(name: str, settings: Mapping[str, Figures], judged: Judged) -> str:
    """What choosing by the other folds gives."""
    scores, names = chosen(settings, judged)
    choices = ", ".join(f"{each} ({names.count(each)})" for each in sorted(set(names)))
    return f"{name}: nDCG@10 {fmean(scores):.4f} ± {stdev(scores):.3f}; chosen: {choices}"


def main() -> None:
    """Prints the tables, writes JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sectors", action="store_true", help="weights of the sector, not texts")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--output", type=Path, default=Path("build/matching-quality.json"))
    options = parser.parse_args()
    judged = read(Path(os.environ["DATA"]), options.folds)
    print(f"{'':<24}" + "".join(f"{name:>18}" for name in ("nDCG@10", "R@10", "MRR@10")))
    results: dict[str, Figures] = {}
    if options.sectors:
        noisy = {}
        for name, clean, noise in sector_settings(judged):
            results[f"{name} clean"], noisy[name] = clean, noise
            print(line(f"weight {name}, clean", clean, judged))
            print(line(f"weight {name}, noise", noise, judged), flush=True)
        print(summary("chosen under noise, scored under noise", noisy, judged))
        results |= {f"{name} noise": figures for name, figures in noisy.items()}
    else:
        for name, figures in text_settings(judged):
            results[name] = figures
            print(line(name, figures, judged), flush=True)
        print(summary("chosen among all", results, judged))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
