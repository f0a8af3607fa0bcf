"""The figures as a table that a person reads."""

from collections.abc import Iterator
from typing import Any

from tests.benchmarks.matching.measuring import half_and_most
from tests.benchmarks.matching.others import Searched
from tests.benchmarks.matching.stages import FullRun

FULL_RUN_ALLOWED = (15.0, 2_048.0)
SINGLE_ALLOWED = 5.0


def tables(results: dict[str, Any]) -> Iterator[str]:
    """The lines of all tables."""
    technologies, needs = results["technologies"], results["needs"]
    run: FullRun = results["greenmatch"]
    yield f"\n{needs:,} needs with {technologies:,} technologies, the best 50 of each"
    yield f"(load of the machine {results['load']:.1f}, {results['cores']} cores)"
    yield f"\n{'':<44}{'seconds':>10}{'times ours':>12}{'MB memory':>12}"
    yield f"{'greenmatch, both sides, all features':<44}{_cells(run.seconds, 1.0, run.megabytes)}"
    for name, found in results["others"].items():
        yield from _other(name, found, run.seconds, technologies, needs)
    yield f"\n{'before a full run':<44}{'seconds':>10}"
    for name, seconds in results["prepared"].items():
        yield f"{name:<44}{seconds:>10.1f}"
    yield f"\n{'one listing, beside these':<44}{'ms p50':>10}{'ms p95':>12}"
    for name, times in run.singles.items():
        half, most = half_and_most(times)
        yield f"{name:<44}{half:>10.2f}{most:>12.2f}"


def _other(name: str, found: Searched, ours: float, technologies: int, needs: int) -> Iterator[str]:
    seconds = found.seconds_for(technologies, needs)
    yield f"{name + ', needs only, words only':<44}" + _cells(
        seconds, seconds / ours, found.megabytes
    )
    yield f"    (beside {found.indexing:.0f} s to index)"
    if (found.technologies, found.needs) != (technologies, needs):
        yield (
            f"    (extrapolated: {found.asking:.1f} s for {found.needs:,} needs with"
            f" {found.technologies:,} technologies)"
        )


def _cells(seconds: float, times: float, megabytes: float) -> str:
    return f"{seconds:>10,.1f}{times:>12,.1f}{megabytes:>12,.0f}"


def failures(run: FullRun) -> list[str]:
    """What took more than is allowed."""
    seconds, megabytes = FULL_RUN_ALLOWED
    failed = []
    if run.seconds > seconds or run.megabytes > megabytes:
        failed.append(f"a full run may take {seconds:.0f} s and {megabytes:,.0f} MB")
    for name, times in run.singles.items():
        if half_and_most(times)[0] > SINGLE_ALLOWED:
            failed.append(f"{name}: a listing may take {SINGLE_ALLOWED:.0f} ms")
    return failed
