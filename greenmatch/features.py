"""The features and where their pages stand: the one list that knows them all."""

from flask import Flask

from greenmatch.config import Settings


def init_features(app: Flask, settings: Settings) -> None:
    """Register every feature's pages, jobs and consumers with the application."""
