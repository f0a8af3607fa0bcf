"""Commands: `greenmatch --help` lists them."""

from greenmatch.cli.main import main

__all__ = ["main"]
