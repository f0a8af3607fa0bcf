"""Enquiries: threads between a seeker and a provider about one listing."""
