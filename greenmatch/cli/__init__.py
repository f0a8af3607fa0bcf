"""Commands: `greenmatch --help` lists them."""

import gc

# Nothing that is imported becomes garbage: looking for it took a third of a command's start.
gc.disable()

from greenmatch.cli.main import main  # noqa: E402 - after gc.disable()

gc.freeze()
gc.enable()

__all__ = ["main"]
