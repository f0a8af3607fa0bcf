"""Measures of ranked lists against judgements, as trec_eval defines them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

DEPTH = 10


@dataclass(frozen=True)
class Quality:
    """Means over needs, at ten suggestions each."""

    queries: int
    ndcg: float
    recall: float
    mrr: float

    def as_json(self) -> dict[str, float]:
        """The figures under the names that they are printed with."""
        return {
            "queries": self.queries,
            f"nDCG@{DEPTH}": round(self.ndcg, 4),
            f"R@{DEPTH}": round(self.recall, 4),
            f"MRR@{DEPTH}": round(self.mrr, 4),
        }


def quality(
    rankings: Mapping[str, Sequence[str]], judgements: Mapping[str, Mapping[str, int]]
) -> Quality:
    """How well the rankings agree with the judgements; a need without a ranking counts as 0."""
    ranked = [(rankings.get(name, ())[:DEPTH], judged) for name, judged in judgements.items()]
    return Quality(
        len(ranked),
        fmean(ndcg(names, judged) for names, judged in ranked),
        fmean(recall(names, judged) for names, judged in ranked),
        fmean(reciprocal_rank(names, judged) for names, judged in ranked),
    )


def ndcg(names: Sequence[str], judged: Mapping[str, int]) -> float:
    """Discounted gain of the first ten, as a part of the highest possible."""
    best = _gain(sorted(judged.values(), reverse=True)[:DEPTH])
    return _gain([judged.get(name, 0) for name in names]) / best if best else 0.0


def recall(names: Sequence[str], judged: Mapping[str, int]) -> float:
    """Which part of what is relevant is among the first ten."""
    relevant = {name for name, relevance in judged.items() if relevance > 0}
    return len(relevant & set(names)) / len(relevant) if relevant else 0.0


def reciprocal_rank(names: Sequence[str], judged: Mapping[str, int]) -> float:
    """1 where the first is relevant, 1/2 where only the second is, and so on."""
    places = (place for place, name in enumerate(names, 1) if judged.get(name, 0) > 0)
    return 1 / next(places, float("inf"))


def _gain(relevances: Sequence[int]) -> float:
    return sum(max(gain, 0) / log2(place + 1) for place, gain in enumerate(relevances, 1))
