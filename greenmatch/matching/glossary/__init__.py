"""Green-technology terms of both languages as shared features.

`concepts("Heat pump for dairies")` and `concepts("乳品厂热泵")` have `heat-pump` in common.
"""

from greenmatch.matching.glossary.finding import Mention, concepts, mentions
from greenmatch.matching.glossary.loading import Entry, entries, entry, rivals

__all__ = ["Entry", "Mention", "concepts", "entries", "entry", "mentions", "rivals"]
