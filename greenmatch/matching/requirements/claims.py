"""What a technology's stated benefits show on a requirement with a number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from greenmatch.matching.requirements.evidence import Evidence
from greenmatch.matching.requirements.quantities import Quantity, bare_number, quantities
from greenmatch.matching.requirements.subjects import (
    Subject,
    coverage,
    is_foreign,
    of_something_else,
    subject_of,
)
from greenmatch.matching.requirements.thresholds import Status, Threshold, compare
from greenmatch.matching.requirements.units import dimension

ENOUGH_FOR_SHARE = 0.75
ENOUGH_BETWEEN_LANGUAGES = 0.6
ENOUGH_OF_PARTS = 0.3
"""For a benefit that names nothing but parts of the subject."""
_METRIC_END = re.compile(r":\s(?=[^:]*$)")


def claimed(
    subjects: Sequence[Subject], threshold: Threshold, claims: Sequence[str], title: str
) -> Iterator[Evidence]:
    """What stated benefits say: those that name most of the subject, or nothing but parts of it.

    One in another language may leave to the title what the technology is about.
    """
    for claim in claims:
        metric, value = _METRIC_END.split(claim, 1) if _METRIC_END.search(claim) else (claim, claim)
        about = subject_of(metric, quantities(metric), threshold.dimension)
        said = _saying_less(metric, value)
        covered, subject = max(
            ((_covered(each, said, title), each) for each in subjects), key=lambda pair: pair[0]
        )
        if covered < _enough(subjects, subject, about, threshold):
            continue
        if _is_of_another(subject, about, threshold):
            continue
        for number in [*quantities(value), *bare_number(value)]:
            if dimension(number.unit) == threshold.dimension:
                status = compare(_as_saving(number, threshold), threshold)
                if status is not Status.UNKNOWN:
                    yield Evidence(status, claim, covered)


def _covered(subject: Subject, metric: str, title: str) -> float:
    return coverage(subject, metric, title if is_foreign(subject, metric) else "")


def _saying_less(metric: str, value: str) -> str:
    """The metric with the word for it where the benefit is that it is less ("CO2: -38 %")."""
    return (
        f"{metric} reduction saving 减少 节约" if value.lstrip().startswith(("-", "−")) else metric
    )


def _is_of_another(subject: Subject, about: Subject, threshold: Threshold) -> bool:
    """Whether a benefit is about a change where a level is asked for, or names nothing of the
    subject but what the title adds, or another substance."""
    if _is_share(threshold) and about.of_change and not subject.of_change:
        return True
    unnamed = bool(subject.words) and coverage(subject, about.text) == 0
    return unnamed or of_something_else(subject, about.text)


def _is_share(threshold: Threshold) -> bool:
    return threshold.dimension == dimension("share")


def _enough(
    subjects: Sequence[Subject], subject: Subject, about: Subject, threshold: Threshold
) -> float:
    """Which part of the subject a benefit must name to count."""
    if about.words and any(coverage(about, each.text) == 1.0 for each in subjects):
        return ENOUGH_OF_PARTS
    foreign = is_foreign(subject, about.text)
    return ENOUGH_BETWEEN_LANGUAGES if foreign and not _is_share(threshold) else ENOUGH_FOR_SHARE


def _as_saving(number: Quantity, threshold: Threshold) -> Quantity:
    """A benefit of -60 % as the 60 % by which something is less, where that much is asked for."""
    if number.unit == "hundredth" and number.high < 0 < threshold.low:
        return replace(number, low=-number.high, high=-number.low)
    return number
