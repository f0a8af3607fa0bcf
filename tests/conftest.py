"""What every test can ask for. The fixtures stand in tests/fixtures, a file a subject."""

import pytest

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.web",
    "tests.fixtures.queries",
    "tests.fixtures.work",
    "tests.fixtures.world",
    "tests.fixtures.browser",
    "tests.fixtures.commands",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="the database that the tests run on (default: %(default)s)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out, on PostgreSQL, what asks for no database: it is the same as on SQLite."""
    if config.getoption("--database") != "postgres":
        return
    asking = {"database_kind", "new_database"}
    there = [item for item in items if asking & set(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(there)])
    items[:] = there
