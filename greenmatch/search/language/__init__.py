"""The query language: what people type in the search box, as a typed tree."""

from greenmatch.search.language.parser import Note, ParsedQuery, is_text_query, parse, text_node

__all__ = ["Note", "ParsedQuery", "is_text_query", "parse", "text_node"]
