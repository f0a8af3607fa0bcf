"""For a WSGI server of your own: `greenmatch.wsgi:app`. Run `greenmatch worker` beside it."""

import os

from greenmatch.app import create_app
from greenmatch.config import Settings

app = create_app(Settings.from_environment(os.environ))
