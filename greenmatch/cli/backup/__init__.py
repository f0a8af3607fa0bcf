"""Backups: one file with the database, the uploads and the secrets of an instance.

The rows are written as JSON, independent of the database that they came from: a backup of
SQLite can be restored into PostgreSQL and the other way round, and one of an older version into
a newer one, which migrates it.
"""

from greenmatch.cli.backup.dumping import write_backup
from greenmatch.cli.backup.restoring import restore_backup

__all__ = ["restore_backup", "write_backup"]
