"""The settings: one frozen table, read from the environment once."""

from greenmatch.config.parsing import SettingsError
from greenmatch.config.secret import load_secret_key
from greenmatch.config.settings import Settings

__all__ = ["Settings", "SettingsError", "load_secret_key"]
