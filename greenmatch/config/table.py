"""How a setting is declared: a dataclass field that knows its variable and its meaning."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from greenmatch.config.parsing import SettingsError

T = TypeVar("T")

_PREFIX = "GREENMATCH_"
# Read by the tests, not by the program; a shell that exports it may still start a server.
_NOT_OURS = frozenset({"GREENMATCH_CHROMIUM"})


@dataclass(frozen=True)
class Group:
    """Declares the settings that stand under one heading of the documentation."""

    name: str

    def __call__(
        self, parse: Callable[[str], T], default: str, meaning: str, *, also: str = ""
    ) -> T:
        """A dataclass field; its default is written as a person would set the variable.

        `also` is a second variable that counts where the setting's own is missing.
        """
        return field(
            default_factory=lambda: parse(default),
            metadata={
                "parse": parse,
                "default": default,
                "meaning": meaning,
                "group": self.name,
                "also": also,
            },
        )


def variable_name(setting: "Field[Any]") -> str:
    """The environment variable of a setting."""
    return _PREFIX + setting.name.upper()


def read_values(settings: Iterable["Field[Any]"], environment: Mapping[str, str]) -> dict[str, Any]:
    """The value of each setting whose variable is set; an empty variable counts as unset.

    Raises SettingsError with a sentence for each variable that is unknown or unusable.
    """
    table = list(settings)
    values = {}
    problems = list(_unknown_names({variable_name(setting) for setting in table}, environment))
    for setting in table:
        name = variable_name(setting)
        written = environment.get(name) or environment.get(setting.metadata["also"])
        try:
            if written:
                values[setting.name] = setting.metadata["parse"](written)
        except ValueError as error:
            problems.append(f"{name} {error}.")
    if problems:
        raise SettingsError("\n".join(problems))
    return values


def _unknown_names(known: set[str], environment: Mapping[str, str]) -> Iterable[str]:
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in known | _NOT_OURS:
            nearest = get_close_matches(name, known, n=1)
            hint = f"Did you mean {nearest[0]}?" if nearest else "docs/settings.md lists them all."
            yield f"{name} is no setting. {hint}"
