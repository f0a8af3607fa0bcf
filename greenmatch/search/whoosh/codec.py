"""Our segments as a codec of Whoosh: the one place that speaks Whoosh's untyped interfaces.

Whoosh keeps the table of contents, the list of segments with their deletions, the lock and the
storage; through this codec its own readers, searchers and tools can open an index too. Segments
are written whole (see :mod:`greenmatch.search.whoosh.inverting`), never posting by posting, so the
writing half of the interface stays unimplemented.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields
from whoosh.codec import base
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.reading import TermInfo, TermNotFound

from greenmatch.search.scoring import UNITS
from greenmatch.search.whoosh.container import Array, Container
from greenmatch.search.whoosh.layout import FIELD_PREFIX
from greenmatch.search.whoosh.strings import PackedStrings

EXTENSION = ".arrays"

SCHEMA: Any = fields.Schema(
    text=fields.KEYWORD(scorable=True),
    **{name: fields.ID() for name in FIELD_PREFIX if name != "text"},
    listing=fields.STORED(),
)
"""The fields as Whoosh knows them: one scored text, exact keys, and the listing's id."""

_FIELD_OF = {letter: name for name, letter in FIELD_PREFIX.items()}


class ArraySegment(base.Segment):  # type: ignore[misc]  # Whoosh has no types
    """A segment in the table of contents: its name, its size and its deleted documents."""

    def __init__(self, index_name: str, documents: int = 0, deleted: Array | None = None) -> None:
        super().__init__(index_name)
        self.documents = documents
        self.deleted: Array = np.empty(0, np.uint32) if deleted is None else deleted

    def codec(self) -> "ArrayCodec":
        """The codec that reads it."""
        return ArrayCodec()

    def file_name(self) -> str:
        """The name of its only file."""
        return str(self.make_filename(EXTENSION))

    def without(self, documents: Array) -> "ArraySegment":
        """The same segment with these documents deleted as well."""
        other = ArraySegment(self.indexname, self.documents, np.union1d(self.deleted, documents))
        other.segid = self.segid
        return other

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of documents."""
        self.documents = doccount

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self.documents

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted documents."""
        return iter(self.deleted.tolist())

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted, or not any more."""
        change = np.union1d if delete else np.setdiff1d
        self.deleted = change(self.deleted, np.array([docnum], np.uint32))

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self.deleted


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads segments of arrays for Whoosh."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        """A new, empty segment."""
        return ArraySegment(indexname)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTerms":
        """The reader of a segment's dictionary and postings."""
        return ArrayTerms(Container(Path(storage.folder) / segment.file_name()))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocuments":
        """The reader of what a segment knows of its documents."""
        return ArrayDocuments(Container(Path(storage.folder) / segment.file_name()), segment)


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """Whoosh's view of a dictionary and its postings."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._terms = PackedStrings(container["terms"], container["term_ends"])

    @cached_property
    def _ends(self) -> Array:
        return np.concatenate([[0], self._container["posting_ends"]]).astype(np.int64)

    def _range(self, fieldname: str, text: bytes) -> slice:
        """The place of a term's postings; KeyError where there is no such term."""
        index = self._terms.find(FIELD_PREFIX[fieldname].encode() + text)
        if index < 0:
            raise KeyError(text)
        return slice(self._ends[index], self._ends[index + 1])

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._terms.find(FIELD_PREFIX[term[0]].encode() + term[1]) >= 0

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Field and text of every term in order."""
        return (self._split(key) for key in self._terms)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Field and text of the field's terms from this text on."""
        letter = FIELD_PREFIX[fieldname].encode()
        for index in self._terms.starting_with(letter):
            if self._terms[index] >= letter + prefix:
                yield self._split(self._terms[index])

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """What Whoosh wants to know of a term."""
        place = self._range(fieldname, text)
        docs, weights = self._container["docs"][place], self._container["units"][place] / UNITS
        lengths = self._container["length"][docs] / UNITS
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=float(lengths.min()),
            maxlength=float(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of a term's weights over all documents."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """The number of documents with a term."""
        place = self._range(fieldname, text)
        return int(place.stop - place.start)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings of a term as a matcher of Whoosh."""
        try:
            place = self._range(fieldname, text)
        except KeyError as error:
            raise TermNotFound(text) from error
        docs = self._container["docs"][place].tolist()
        weights = (self._container["units"][place] / UNITS).tolist()
        return ListMatcher(docs, weights, None, format_, scorer) if docs else NullMatcher()

    def indexed_field_names(self) -> list[str]:
        """The names of all fields."""
        return list(FIELD_PREFIX)

    def _split(self, key: bytes) -> tuple[str, bytes]:
        return _FIELD_OF[key[:1].decode()], key[1:]


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's view of a segment's documents: the listing's id is all that is stored."""

    def __init__(self, container: Container, segment: ArraySegment) -> None:
        self._container = container
        self._segment = segment

    def doc_count(self) -> int:
        """The number of documents that are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted documents."""
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> float:
        """The length of a document's text in occurrences."""
        return float(self._container["length"][docnum] / UNITS) if fieldname == "text" else default

    def field_length(self, fieldname: str) -> float:
        """The length of all texts together."""
        return float(self._container["length"].sum() / UNITS) if fieldname == "text" else 0

    def min_field_length(self, fieldname: str) -> float:
        """The length of the shortest text."""
        return float(self._container["length"].min() / UNITS) if fieldname == "text" else 0

    def max_field_length(self, fieldname: str) -> float:
        """The length of the longest text."""
        return float(self._container["length"].max() / UNITS) if fieldname == "text" else 0

    def stored_fields(self, docnum: int) -> dict[str, int]:
        """The id of a document's listing."""
        return {"listing": int(self._container["listing"][docnum])}
