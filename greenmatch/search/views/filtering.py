"""The values of a facet as the page shows them, of which a search has some sixty."""

from collections.abc import Iterable

from markupsafe import Markup

from greenmatch.core.web.kept import framed
from greenmatch.core.web.presentation import number_text
from greenmatch.search.grouping import Option


def filter_options(argument: str, options: Iterable[Option]) -> Markup:
    """The items of a list: a box to tick for each option, with its number of results.

    The second level of an option is a list inside of its item.
    """
    return Markup().join(
        framed(
            "components/search.html",
            "filter_option",
            argument,
            *option.choice,
            results=number_text(option.results),
            below=filter_options(argument, option.children) if option.children else "",
        )
        for option in options
    )
