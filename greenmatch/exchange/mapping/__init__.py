"""Mappings: from the columns of a source to our fields, as declared in a file.

Pure functions: a row goes in, a record or a content comes out, no database is asked.
"""

from greenmatch.exchange.mapping.choosing import Chooser
from greenmatch.exchange.mapping.engine import Mapping
from greenmatch.exchange.mapping.loading import load_mapping, mapping_names
from greenmatch.exchange.mapping.record import Record

__all__ = ["Chooser", "Mapping", "Record", "load_mapping", "mapping_names"]
