"""GreenMatch: an open platform where green technology meets the people who need it."""
