"""Wrong and missing sector ticks, as in a real catalogue."""

import random
from collections.abc import Mapping

DROPPED, FALSIFIED = 0.2, 0.1


def noisy_ticks(ticks: Mapping[str, str], seed: int) -> dict[str, str]:
    """The ticks with a fifth of them missing and a tenth replaced by another code."""
    chance = random.Random(seed)  # noqa: S311 - a test set, no secret
    codes = sorted(set(ticks.values()))
    noisy = {}
    for name, code in ticks.items():
        fate = chance.random()
        if fate < DROPPED:
            continue
        others = [other for other in codes if other != code]
        wrong = fate < DROPPED + FALSIFIED and others
        noisy[name] = chance.choice(others) if wrong else code
    return noisy
