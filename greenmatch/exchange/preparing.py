"""All that can be done with a row before the database is asked."""

from dataclasses import replace
from typing import NamedTuple

from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _
from greenmatch.exchange.limits import beyond_store
from greenmatch.exchange.mapping import Chooser, Record
from greenmatch.exchange.problems import Problem, RowRefused
from greenmatch.exchange.queries import Identity, identity
from greenmatch.exchange.reading import BadRow, Row
from greenmatch.exchange.sectors import with_sectors
from greenmatch.exchange.seen import SeenRows


class Item(NamedTuple):
    """A row that has been understood, with the digest of what its source says."""

    line: int
    record: Record
    digest: str
    mapping: str

    @property
    def identity(self) -> Identity:
        """Source and key."""
        return identity(self.record)

    def with_sectors(self) -> "Item":
        """The same with sectors that the text suggests, where the source names none.

        The digest stays: a better suggestion is no change of the source.
        """
        content = with_sectors(self.record.content)
        return self._replace(record=replace(self.record, content=content))


class Preparer:
    """Makes items of rows. `kind` is for rows that do not say theirs."""

    def __init__(self, chooser: Chooser, seen: SeenRows, kind: Kind | None) -> None:
        self._chooser = chooser
        self._seen = seen
        self._kind = kind

    def prepare(self, row: Row | BadRow) -> Item | None:
        """The item; None where the same row has come before; RowRefused where it is none."""
        if isinstance(row, BadRow):
            raise RowRefused([row.problem])
        mapping = self._chooser.mapping(row.values)
        record = mapping.record(row.values, self._kind)
        if too_long := beyond_store(record):
            raise RowRefused(too_long)
        item = Item(row.line, record, record.digest(), mapping.name)
        return item if self._is_new(item) else None

    def _is_new(self, item: Item) -> bool:
        before = self._seen.meet(item.identity, item.line, item.digest)
        if before is None:
            return True
        line, same = before
        if same:
            return False
        reason = _("“%(id)s” stands on line %(line)d already", id=item.record.key, line=line)
        raise RowRefused([Problem("id", reason)])
