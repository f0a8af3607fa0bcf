"""How good the matcher is, measured on files with known pairs."""

from greenmatch.matching.evaluation.measures import Quality, quality
from greenmatch.matching.evaluation.noise import noisy_ticks
from greenmatch.matching.evaluation.reading import TestSet, read_test_set, with_sectors
from greenmatch.matching.evaluation.running import Outcome, evaluate

__all__ = [
    "Outcome",
    "Quality",
    "TestSet",
    "evaluate",
    "noisy_ticks",
    "quality",
    "read_test_set",
    "with_sectors",
]
