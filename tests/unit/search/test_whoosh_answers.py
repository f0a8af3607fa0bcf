"""Which answers are kept, and how long."""

from typing import cast

from greenmatch.search.engine import SearchPage, SearchQuery
from greenmatch.search.language.tree import Words
from greenmatch.search.whoosh.answers import Answers
from greenmatch.search.whoosh.views import View

VIEW, OTHER_VIEW = cast("View", object()), cast("View", object())


def ask(answers: Answers, word: str, view: View = VIEW, today: int = 1) -> SearchPage:
    """The page for a word; a new one is made where none is kept."""
    query = SearchQuery(tree=Words("", (word,)))
    return answers.page(view, query, today, SearchPage)


def test_those_that_were_asked_for_last_are_kept() -> None:
    answers = Answers(3)
    first, second = ask(answers, "heat"), ask(answers, "cold")
    for word in ("wind", "sun", "rain"):
        ask(answers, word)
        assert ask(answers, "heat") is first
    assert ask(answers, "cold") is not second


def test_another_view_or_day_has_its_own() -> None:
    answers = Answers(3)
    first = ask(answers, "heat")
    assert ask(answers, "heat", today=2) is not first
    assert ask(answers, "heat", view=OTHER_VIEW) is not first
