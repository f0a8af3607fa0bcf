"""Administration: people, organisations, listings, the site's settings and texts, the audit log."""
