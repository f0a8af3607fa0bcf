"""The figures as tables that a person reads."""

from collections.abc import Iterator
from typing import Any

OURS = "greenmatch"
BUSY = 1.5
"""The load of the machine from which times on the clock say little."""


def tables(results: dict[str, Any]) -> Iterator[str]:
    """The lines of all tables."""
    for size, run in results["runs"].items():
        yield f"\n{int(size):,} listings (load of the machine {results['load']:.1f})"
        yield from _building(run)
        for kind in ("first", "warm"):
            yield from _times(run, kind)
        yield from _ratios(run, "p95")
        if results["load"] > BUSY:
            yield "\nThe machine was busy, so also by time of the asking thread on the processor:"
            yield from _ratios({n: e for n, e in run.items() if n != "postgresql"}, "cpu95")
        yield from _processes(run)


def _building(run: dict[str, Any]) -> Iterator[str]:
    headings = ("a second", "a cpu second", "MB on disk", "MB memory")
    yield f"\n{'building':<32}" + "".join(f"{heading:>14}" for heading in headings)
    for name, engine in run.items():
        figures = (
            engine["rate wall"],
            engine["rate cpu"],
            engine["size"] / 1e6,
            engine["memory"] / 1e6,
        )
        yield f"{name:<32}" + "".join(f"{figure:>14,.0f}" for figure in figures)


def _times(run: dict[str, Any], kind: str) -> Iterator[str]:
    names = list(run)
    yield f"\n{kind + ', ms p50 / p95':<36}" + "".join(f"{name[:18]:>20}" for name in names)
    for case in run[names[0]]["cases"]:
        cells = (run[name]["cases"].get(case) for name in names)
        texts = (f"{c[kind]['p50']:.2f} / {c[kind]['p95']:.2f}" if c else "-" for c in cells)
        yield f"{case:<36}" + "".join(f"{text:>20}" for text in texts)


def _ratios(run: dict[str, Any], figure: str) -> Iterator[str]:
    """How many times longer the others take than we do, at the 95th percentile."""
    if OURS not in run:
        return
    others = [name for name in run if name != OURS]
    heading = f"their {figure} / ours, first : warm"
    yield f"\n{heading:<36}" + "".join(f"{name[:18]:>20}" for name in others)
    for case, ours in run[OURS]["cases"].items():
        line = f"{case:<36}"
        for name in others:
            theirs = run[name]["cases"].get(case)
            cells = (
                f"{theirs[kind][figure] / ours[kind][figure]:.2f}" if theirs else "-"
                for kind in ("first", "warm")
            )
            line += f"{' : '.join(cells):>20}"
        yield line


def _processes(run: dict[str, Any]) -> Iterator[str]:
    yield f"\n{'2 words OR + 4 facets, processes':<36}" + "".join(f"{n[:18]:>20}" for n in run)
    for number in ("1", "2", "4"):
        cells = (engine.get("processes", {}).get(number) for engine in run.values())
        texts = (f"{c['a second']:,.0f}/s, {c['p95']:.1f} ms" if c else "-" for c in cells)
        yield f"{number:<36}" + "".join(f"{text:>20}" for text in texts)
