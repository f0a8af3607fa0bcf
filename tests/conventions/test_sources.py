"""What our Python code has and has not, beyond what ruff and mypy look at."""

import ast
import re
from pathlib import PurePosixPath

from tests.conventions.sources import Documented, Function, modules

# Drawers into which anything fits say nothing about what is in them.
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def is_public(path: list[str]) -> bool:
    return not any(name.startswith("_") for name in path)


def documentable(
    node: ast.AST, path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], Documented]]:
    """Public classes, functions and methods, but nothing inside a function."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Documented):
            here = (*path, child.name)
            if is_public(list(here)):
                found.append((here, child))
            if isinstance(child, ast.ClassDef):
                found += documentable(child, here)
        elif isinstance(child, ast.If | ast.Try):
            found += documentable(child, path)
    return found


def is_overload(node: Documented) -> bool:
    return any(ast.unparse(decorator).endswith("overload") for decorator in node.decorator_list)


def unannotated(function: Function) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
    bare = [argument for argument in named if argument.annotation is None]
    own = bare[:1] if bare and bare[0].arg in {"self", "cls"} else []
    return len(bare) > len(own) or function.returns is None


def test_everything_public_is_documented() -> None:
    missing = [
        f"{module.path}:{node.lineno} {'.'.join(path)}"
        for module in modules()
        for path, node in documentable(module.tree)
        if not is_overload(node) and not ast.get_docstring(node)
    ]
    assert not missing, "\n".join(missing)


def test_every_function_is_annotated() -> None:
    missing = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in modules()
        for function in module.functions()
        if unannotated(function)
    ]
    assert not missing, "\n".join(missing)


def test_no_module_has_a_name_that_says_nothing() -> None:
    wrong = [
        module.path
        for module in modules()
        if FORBIDDEN_NAMES & set(PurePosixPath(module.path).with_suffix("").parts)
    ]
    assert not wrong, "\n".join(wrong)


def test_an_import_inside_a_function_is_excused_in_one_place_only() -> None:
    """Ruff forbids it (PLC0415); the exceptions, with reasons, stand in pyproject.toml."""
    excused = [module.path for module in modules() if re.search(r"noqa:.*PLC0415", module.text)]
    assert not excused, "\n".join(excused)


def test_an_exception_to_a_rule_says_why() -> None:
    """`# noqa: S603 - our own command`; mypy's codes say by themselves what is ignored."""
    silent = [
        f"{module.path}:{number} {line.strip()}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), start=1)
        if re.search(r"#\s*noqa\b", line) and not re.search(r"noqa: [\w, ]+(-|#) \w", line)
    ]
    assert not silent, "\n".join(silent)
