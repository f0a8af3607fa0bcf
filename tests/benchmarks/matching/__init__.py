"""Speed, memory and quality of matching."""
