"""`python -m greenmatch` is the `greenmatch` command."""

from greenmatch.cli import main

main()
