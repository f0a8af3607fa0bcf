"""Our own Python files, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "greenmatch"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = Function | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file: its path from the root of the repository, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How long the file is."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """All functions and methods, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


@cache
def modules() -> list[Module]:
    """The modules of the package; migrations are left out, since a tool writes them."""
    return [
        Module(str(path.relative_to(ROOT)), text := path.read_text("utf-8"), ast.parse(text))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "versions" not in path.parts
    ]
