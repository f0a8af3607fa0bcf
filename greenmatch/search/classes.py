"""Keys by which a listing is found under its patent classes and everything above them."""

from functools import lru_cache

from greenmatch.taxonomy import ip_class


@lru_cache(maxsize=20_000)
def class_key(text: str) -> str | None:
    """The key of a class in any usual spelling (``h01m-10/0525``), or None where it is none."""
    found = ip_class(text)
    return found.symbol if found else None


@lru_cache(maxsize=20_000)
def class_prefixes(text: str) -> tuple[str, ...]:
    """The keys of a class and of all above it, the broadest first; empty where it is no class.

    A subgroup is found under its shorter forms too (10/0525 under 10/05), which is how the CPC
    continues the IPC's subgroups.
    """
    symbol = class_key(text)
    if symbol is None:
        return ()
    subclass, _, place = symbol.partition(" ")
    above = [subclass[:3], subclass]
    if place:
        group, _, subgroup = place.partition("/")
        above.append(f"{subclass} {group}/00")
        above += [f"{subclass} {group}/{subgroup[:n]}" for n in range(2, len(subgroup) + 1)]
    return tuple(dict.fromkeys(above))
