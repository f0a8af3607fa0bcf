"""Which mapping a row is read with."""

from collections.abc import Mapping as AnyMapping
from functools import cached_property
from typing import Any

from greenmatch.core.i18n import _
from greenmatch.exchange.mapping.engine import Mapping
from greenmatch.exchange.mapping.loading import load_mapping, mapping_names
from greenmatch.exchange.problems import Problem, RowRefused


class Chooser:
    """The mapping that was named, or for each row the built-in one whose signature it has."""

    def __init__(self, name: str | None) -> None:
        self.named = load_mapping(name) if name else None
        self._last: Mapping | None = None

    @cached_property
    def candidates(self) -> tuple[Mapping, ...]:
        """The mappings that come into question."""
        if self.named is not None:
            return (self.named,)
        return tuple(load_mapping(name) for name in mapping_names())

    def mapping(self, row: AnyMapping[str, Any]) -> Mapping:
        """The mapping for the row; RowRefused where none fits."""
        if self.named is not None:
            return self.named
        if self._last is None or self._last.name == "native" or not self._last.fits(row):
            self._last = next((each for each in self.candidates if each.fits(row)), None)
        if self._last is None:
            raise RowRefused([Problem("", _("no mapping fits this row; name one with --mapping"))])
        return self._last
