"""How fast the site answers over HTTP, through the real server."""
