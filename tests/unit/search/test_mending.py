"""The worker's check of the index after a power cut, a restored backup, a lost folder."""

import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from unittest import mock

from sqlalchemy.orm import Session

from greenmatch.search.documents import SearchDocument
from greenmatch.search.engine import SearchQuery
from greenmatch.search.jobs import check_index
from greenmatch.search.runtime import current_engine
from greenmatch.search.source import DatabaseSource
from tests.factories.catalogue import make_published, technology


def found() -> tuple[int, bool]:
    """How many listings search finds, and whether it says that it catches up."""
    page = current_engine().search(SearchQuery(facets=()))
    return page.total, page.catching_up


def test_an_older_copy_that_was_put_back_is_noticed_said_and_mended(
    session: Session, instance: Path, work: Callable[[], None]
) -> None:
    make_published(session, content=technology("Membrane"))
    work()
    shutil.copytree(instance / "search", instance / "older")
    make_published(session, content=technology("Pump"))
    work()
    shutil.rmtree(instance / "search")
    shutil.move(instance / "older", instance / "search")
    assert found() == (1, False)

    meanwhile = []
    read = DatabaseSource.documents

    def documents(source: DatabaseSource, ids: Collection[int]) -> Iterator[SearchDocument]:
        meanwhile.append(found())
        return read(source, ids)

    with mock.patch.object(DatabaseSource, "documents", documents):
        check_index(session)

    assert set(meanwhile) == {(1, True)}
    assert found() == (2, False)
