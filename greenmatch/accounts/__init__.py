"""People: sign-up, sign-in, confirmation, reset, sessions, privacy."""
