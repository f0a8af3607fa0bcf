"""Says when something begins to fail and when it is over, but not each second in between."""

import logging
import time
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

SAY_AGAIN = 300.0


@dataclass
class Troubles:
    """What fails at present, by its name, with the failure and when it was last logged."""

    _known: dict[str, tuple[str, float]] = field(default_factory=dict)

    def note(self, name: str, failure: Exception) -> None:
        """Log the failure if it is new, or was last mentioned a while ago."""
        text = f"{type(failure).__name__}: {failure}"
        known, said = self._known.get(name, ("", 0.0))
        moment = time.monotonic()
        if text != known or moment - said > SAY_AGAIN:
            log.error("%s fails and is tried again", name, exc_info=failure)
            self._known[name] = (text, moment)

    def over(self, name: str) -> None:
        """Log that it works again, if it did not."""
        if self._known.pop(name, None):
            log.warning("%s works again", name)
