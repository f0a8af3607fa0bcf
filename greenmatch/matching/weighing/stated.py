"""What listings state in fields of their own, as weighted features.

Beside its values, each side has one more feature for each group that it states: through it, what
is expected anyway is taken off again, from pairs only in which both sides state the group.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from greenmatch.matching.document import Kind, MatchDocument
from greenmatch.matching.features import STATED_GROUPS, feature_id, stated_features
from greenmatch.matching.policy import Policy, StatedGroup
from greenmatch.matching.rows import Rows

STATED = ""
"""The name of the feature that says that a group is stated."""


def stated_rows(
    documents: Sequence[MatchDocument], policy: Policy, side: Kind
) -> dict[str, Rows[np.float64]]:
    """For each group a row a listing."""
    stated = [stated_features(document, policy.suggested_share) for document in documents]
    return {
        name: _rows([_weights(name, each.get(name, {}), policy, side) for each in stated])
        for name in STATED_GROUPS
    }


def _weights(
    name: str, values: Mapping[str, float], policy: Policy, side: Kind
) -> dict[int, float]:
    """A need has its values as they are; a technology has them times the policy's weights."""
    if not values:
        return {}
    group: StatedGroup = getattr(policy, name)
    weight = group.weight if side == "technology" else 1.0
    expected = -group.weight * group.expected if side == "technology" else 1.0
    weights = {feature_id(name, value): weight * share for value, share in values.items()}
    return weights | {feature_id(name, STATED): expected * min(1.0, _firmness(values))}


def _firmness(values: Mapping[str, float]) -> float:
    """1 for what was ticked, less for what was only suggested."""
    return math.sqrt(sum(share * share for share in values.values()))


def _rows(weights: Sequence[Mapping[int, float]]) -> Rows[np.float64]:
    lengths = [len(each) for each in weights]
    entries = [entry for each in weights for entry in sorted(each.items())]
    ids = np.fromiter((feature for feature, _ in entries), np.uint64, len(entries))
    values = np.fromiter((weight for _, weight in entries), np.float64, len(entries))
    return Rows(np.cumsum([0, *lengths]), ids, values)
