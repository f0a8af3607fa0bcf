"""What the first reader would otherwise wait for, done before the server's processes are forked."""

import gc
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache


def warm_up(app: Flask, instance: Path) -> None:
    """Compile all templates (kept in the instance folder, so only once) and settle memory."""
    folder = instance / "cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    # What is there now is there for good: no collection needs to touch (and so to copy) it in
    # each process.
    gc.collect()
    gc.freeze()
