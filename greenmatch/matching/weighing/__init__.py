"""From counted listings to weighted features in whole points."""

from greenmatch.matching.weighing.needs import weigh_needs
from greenmatch.matching.weighing.points import UNIT, PointRows, Weighed
from greenmatch.matching.weighing.technologies import weigh_technologies

__all__ = ["UNIT", "PointRows", "Weighed", "weigh_needs", "weigh_technologies"]
