"""Refuses a file of which no row could be imported, before anything is written."""

from greenmatch.catalogue.states import Kind
from greenmatch.core.i18n import _
from greenmatch.exchange.mapping import Chooser, Mapping
from greenmatch.exchange.problems import FileRefused
from greenmatch.exchange.reading import RowFile


def check_file(rows: RowFile, chooser: Chooser, kind: Kind | None) -> None:
    """FileRefused where no mapping fits, a column is missing or the kind is another one."""
    mappings = _used(rows, chooser, kind)
    columns = _columns(rows)
    if not mappings and columns:
        raise FileRefused(
            _(
                "No mapping fits this file; its columns are: %(columns)s. Name one with "
                "--mapping, or write one (docs/import.md).",
                columns=", ".join(sorted(columns)),
            )
        )
    for mapping in mappings:
        _check_columns(mapping, columns, kind)
        _check_kind(mapping, kind)


def unused_columns(rows: RowFile, chooser: Chooser) -> list[str]:
    """The columns of the first rows that no mapping makes anything of."""
    used = {column for mapping in _used(rows, chooser) for column in mapping.columns}
    return sorted(
        column for column in _columns(rows) if not {column, column.rpartition("_")[0]} & used
    )


def _used(rows: RowFile, chooser: Chooser, kind: Kind | None = None) -> list[Mapping]:
    if chooser.named is not None:
        return [chooser.named]
    if not rows.sample:
        return _by_columns(rows, chooser, kind)
    first = (
        next((each for each in chooser.candidates if each.fits(row.values)), None)
        for row in rows.sample
    )
    return list({each.name: each for each in first if each is not None}.values())


def _by_columns(rows: RowFile, chooser: Chooser, kind: Kind | None) -> list[Mapping]:
    """For a file without rows, the mapping that its columns suit best, if any."""
    columns = _columns(rows)
    fitting = [each for each in chooser.candidates if columns and each.may_fit(columns)]
    return sorted(fitting, key=lambda each: len(each.missing(columns, kind)))[:1]


def _columns(rows: RowFile) -> frozenset[str]:
    return frozenset(rows.columns or (name for row in rows.sample for name in row.values))


def _check_columns(mapping: Mapping, columns: frozenset[str], kind: Kind | None) -> None:
    missing = mapping.missing(columns, kind)
    if columns and missing:
        raise FileRefused(
            _(
                "The file has no column %(missing)s, which the mapping “%(name)s” needs.",
                missing=", ".join(missing),
                name=mapping.name,
            )
        )


def _check_kind(mapping: Mapping, kind: Kind | None) -> None:
    if kind is not None and mapping.kind not in (None, kind):
        raise FileRefused(
            _(
                "The mapping “%(name)s” makes each row a %(kind)s.",
                name=mapping.name,
                kind=mapping.kind.value if mapping.kind else "",
            )
        )
