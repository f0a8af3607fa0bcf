"""Search: the query language, the engine protocol and the Whoosh engine behind it."""
