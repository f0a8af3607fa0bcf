"""The unit of work: the edge (a view, a command, the worker) commits, services do not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from greenmatch.core.database import begin_write

# Flask-SQLAlchemy's own session class makes the scoped one a type of its own.
AnySession = Session | scoped_session[Any]


@dataclass
class UnitOfWork:
    """One transaction and what has to happen once it is safely stored."""

    session: Session
    _after: list[Callable[[], None]] = field(default_factory=list)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run `action` once the transaction has been committed; never if it was rolled back."""
        self._after.append(action)

    def finish(self) -> None:
        """Commit, then run what hangs on the commit."""
        self.session.commit()
        for action in self._after:
            action()


@contextmanager
def unit_of_work(session: AnySession) -> Iterator[UnitOfWork]:
    """A writing transaction that is committed at the end and rolled back on any error."""
    own = session() if isinstance(session, scoped_session) else session
    begin_write(own)
    work = UnitOfWork(own)
    try:
        yield work
        work.finish()
    except BaseException:
        own.rollback()
        raise
