"""What every test can ask for. The fixtures stand in tests/fixtures, a file a subject."""

import pytest

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.web",
    "tests.fixtures.queries",
    "tests.fixtures.work",
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
