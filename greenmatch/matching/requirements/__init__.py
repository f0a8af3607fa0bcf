"""What a need requires, checked against what a technology says."""

from greenmatch.matching.requirements.checking import Finding, check_requirements
from greenmatch.matching.requirements.thresholds import Status

__all__ = ["Finding", "Status", "check_requirements"]
