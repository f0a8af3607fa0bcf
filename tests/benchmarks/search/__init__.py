"""How fast search is, beside other engines on the same machine and corpus."""
