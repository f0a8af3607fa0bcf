"""How a listing's score is made: weights, BM25 and the lift. Engine and reference share it.

A listing is one text, in which a word counts more where it stands in the title, the keywords or
the summary. Measured with ``greenmatch evaluate search`` (nDCG@10, Cranfield / CISI / CMRC-zh, and
need titles against technologies with four parts):

======================================  =====  =====  =====  =====
weights, k1, b                          Cran   CISI   CMRC   match
======================================  =====  =====  =====  =====
all 1, 1.2, 0.75                        0.463  0.344  0.987  0.753
3 / 2 / 1.5 / 1, 1.2, 0.75              0.467  0.357  0.990  0.767
3 / 2 / 1.5 / 1, 2.0, 0.75              0.476  0.369  0.991  0.782
**3 / 2 / 1.5 / 1, 2.5, 0.75**          0.482  0.377  0.991  0.786
======================================  =====  =====  =====  =====

A larger k1 goes with weights above one: a title word alone counts as three occurrences.
"""

import math
from datetime import datetime

K1 = 2.5
B = 0.75

UNITS = 2
"""Weights are kept as whole numbers of halves, so that they are exact in every representation."""
TITLE, KEYWORDS, SUMMARY, BODY = 6, 4, 3, 2
"""Weight of an occurrence by part, in units: 3, 2, 1.5 and 1."""

COMPLETENESS_LIFT = 0.10
FRESHNESS_LIFT = 0.10
FRESH_DAYS = 365
"""The lift: up to 10 % for a complete listing, up to 10 % for one that was confirmed today,
falling evenly to nothing over a year. It settles near ties and never turns a clear order."""

MOST_LIFT = 1 + COMPLETENESS_LIFT + FRESHNESS_LIFT

RANK_STEP = 100.0
"""What a rank adds in :class:`~greenmatch.search.language.tree.Ranked`."""


def idf(documents: int, frequency: int) -> float:
    """The rarity of a term that occurs in ``frequency`` of ``documents`` (Lucene's, above 0)."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def typical_length(total_units: int, documents: int) -> float:
    """The mean length in occurrences, rounded to steps of one per cent; at least 1.

    Rounded, so that what an engine has worked out for a term holds while listings come and go,
    and a listing's score does not move with every change elsewhere.
    """
    if not total_units or not documents:
        return 1.0
    mean = total_units / UNITS / documents
    return max(1.0, math.exp(round(math.log(mean) * 100) / 100))


def length_norm(units: int, typical: float) -> float:
    """What BM25 adds to a term's weight in the denominator for a listing of this length."""
    return K1 * (1 - B + B * (units / UNITS) / typical)


def term_score(rarity: float, units: int, norm: float) -> float:
    """BM25 of one term in one listing: its rarity times its saturated weight."""
    weight = units / UNITS
    return rarity * weight / (weight + norm)


def day_number(when: datetime) -> int:
    """The day of a moment, counted from 1970."""
    return int(when.timestamp() // 86_400)


def lift(completeness: float, confirmed_day: int, today: int) -> float:
    """The factor by which a listing's score is raised, from 1 to 1.2."""
    age = min(max(today - confirmed_day, 0), FRESH_DAYS)
    return 1 + COMPLETENESS_LIFT * completeness + FRESHNESS_LIFT * (1 - age / FRESH_DAYS)
