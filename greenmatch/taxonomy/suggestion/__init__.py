"""From a text, in English or Chinese, to the sectors that it belongs to.

A weighted lexicon and no model: every suggestion can name the words it rests on.
"""

from greenmatch.taxonomy.suggestion.suggest import Suggestion, suggest_sectors

__all__ = ["Suggestion", "suggest_sectors"]
