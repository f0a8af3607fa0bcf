"""Patent classes (IPC, CPC): spelling, headings, moved subject matter, crosswalk to sectors."""

from greenmatch.taxonomy.classes.crosswalk import classes_of_sector, sectors_of_class
from greenmatch.taxonomy.classes.lookup import IpClass, equivalent_classes, ip_class

__all__ = [
    "IpClass",
    "classes_of_sector",
    "equivalent_classes",
    "ip_class",
    "sectors_of_class",
]
