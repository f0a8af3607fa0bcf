"""The file store of the running application."""

from flask import Flask, current_app

from greenmatch.core.files.stores import FileStore

_EXTENSION = "greenmatch.files"


def init_files(app: Flask, store: FileStore) -> None:
    """Have the application keep uploads in a store."""
    app.extensions[_EXTENSION] = store


def current_store() -> FileStore:
    """The store of the current application; KeyError before `init_files`."""
    store: FileStore = current_app.extensions[_EXTENSION]
    return store
