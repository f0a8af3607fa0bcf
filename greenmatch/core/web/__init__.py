"""Web plumbing: what every page needs and what knows no feature."""
