"""What a need requires, checked against what a technology says."""

from greenmatch.matching.requirements.checking import Finding, check_requirements
from greenmatch.matching.requirements.reading import requirements_in
from greenmatch.matching.requirements.subjects import alternatives
from greenmatch.matching.requirements.thresholds import Status

__all__ = ["Finding", "Status", "alternatives", "check_requirements", "requirements_in"]
