"""Pages that combine features: home, listing, organisation, sector, country, dashboard."""
