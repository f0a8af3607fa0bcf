"""Moderation: the queue of submitted versions, decisions with reasons, and their trace."""
