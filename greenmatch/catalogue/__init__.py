"""Listings, technologies and needs: content, versions, lifecycle, and what the public sees."""
