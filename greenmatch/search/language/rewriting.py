"""What a search does with a query that finds nothing: ask for less, and say what emptied it."""

from dataclasses import replace

from greenmatch.search.language.tree import And, Exact, Facet, Node, Not, Or, Ranked, Words


def parts(tree: Node | None) -> tuple[Node, ...]:
    """The parts of a query that must all match."""
    if tree is None:
        return ()
    return tree.nodes if isinstance(tree, And) else (tree,)


def together(nodes: tuple[Node, ...]) -> Node | None:
    """One node for parts that must all match; None for no part."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return And(nodes)


def loose_parts(tree: Node | None) -> tuple[Node, ...]:
    """The words among the parts: what may be given up if nothing has them all."""
    return tuple(part for part in parts(tree) if not isinstance(part, Exact | Facet | Not))


def relaxed(tree: Node | None) -> Node | None:
    """The query with any of its words instead of all; None if there are no two words.

    Exclusions and fields stay as they are, a phrase stays a phrase.
    """
    loose = loose_parts(tree)
    choices = tuple(dict.fromkeys(choice for part in loose for choice in _choices(part)))
    if len(choices) < 2:
        return None
    strict = tuple(part for part in parts(tree) if part not in loose)
    return together((Or(choices), *strict))


def without(tree: Node | None, part: Node) -> Node | None:
    """The query without one of its parts."""
    return together(tuple(other for other in parts(tree) if other is not part))


def typed(part: Node) -> str:
    """How a part was typed, for telling about it."""
    if isinstance(part, Not):
        return "-" + typed(part.node)
    if isinstance(part, Ranked):
        return typed(part.nodes[0])
    if isinstance(part, Or):
        return " OR ".join(map(typed, part.nodes))
    return str(getattr(part, "raw", ""))


def _choices(part: Node) -> tuple[Node, ...]:
    """A word of several terms as one word each; anything else as it is."""
    if not isinstance(part, Words):
        return part.nodes if isinstance(part, Or) else (part,)
    terms = (*part.terms, *part.optional)
    return tuple(replace(part, terms=(term,), optional=()) for term in terms)
