"""What an application was started with, for the views and commands that need it."""

from flask import Flask, current_app

from greenmatch.config import Settings

_KEY = "greenmatch.settings"


def keep_settings(app: Flask, settings: Settings) -> None:
    """Let the application's code find the settings."""
    app.extensions[_KEY] = settings


def current_settings() -> Settings:
    """The settings that the current application was started with."""
    settings = current_app.extensions[_KEY]
    assert isinstance(settings, Settings)  # noqa: S101 - put there by keep_settings
    return settings
