"""The engine of the site."""

from collections.abc import Collection, Iterable
from pathlib import Path

from greenmatch.core.text import tokenise
from greenmatch.search.documents import SearchDocument
from greenmatch.search.engine import SearchQuery
from greenmatch.search.language import parse, text_node
from greenmatch.search.language.tree import And, Node, Or, Words
from greenmatch.search.whoosh import WhooshEngine
from tests.benchmarks.search.cases import FACETS, Question
from tests.benchmarks.search.engines import Answer


class Listed:
    """Documents in a list as a source."""

    def __init__(self, documents: list[SearchDocument]) -> None:
        self._documents = documents

    def all_ids(self) -> Collection[int]:
        """The places in the list."""
        return range(len(self._documents))

    def documents(self, listing_ids: Collection[int]) -> Iterable[SearchDocument]:
        """The documents at these places."""
        return [self._documents[number] for number in listing_ids]


class Ours:
    """The site's engine with its defaults."""

    def __init__(self, folder: Path) -> None:
        self.engine = WhooshEngine(folder, Listed([]))

    @classmethod
    def build(cls, folder: Path, documents: list[SearchDocument]) -> None:
        """Rebuild from a list."""
        WhooshEngine(folder, Listed(documents)).rebuild()

    def answer(self, question: Question) -> Answer:
        """The answer."""
        if question.operator == "prefix":
            found = self.engine.suggest(question.words[0])
            return Answer(len(found.words), list(found.listing_ids))
        query = SearchQuery(
            tree=_tree(question),
            filters=question.filters,
            facets=FACETS if question.facets else (),
            sort="newest" if question.newest else "relevance",
        )
        page = self.engine.search(query)
        total = len(page.corrections) if question.operator == "misspelt" else page.total
        return Answer(total, [hit.listing_id for hit in page.hits], dict(page.facets))  # type: ignore[arg-type]


def _tree(question: Question) -> Node | None:
    """The tree that the site would make of the words."""
    text = " ".join(question.words)
    if question.operator == "text":
        return text_node(text)
    if question.operator == "phrase":
        return parse(f'"{text}"').tree
    nodes = tuple(Words(word, tuple(tokenise(word))) for word in question.words)
    if len(nodes) == 1:
        return nodes[0]
    return And(nodes) if question.operator == "and" else Or(nodes)


ENGINE = Ours
