"""The limit of searches per network address, counted by each process for itself."""

from datetime import timedelta

from flask import Flask, current_app, request

from greenmatch.config import Settings
from greenmatch.core.limits import ProcessLimiter, Rate, address_key

_KEY = "greenmatch.search.limiter"


def init_limit(app: Flask, settings: Settings) -> None:
    """Limit searches as the settings say."""
    if settings.rate_limits:
        rate = Rate(settings.searches_per_minute, timedelta(minutes=1))
        app.extensions[_KEY] = ProcessLimiter(rate)


def limit_searches() -> None:
    """Pass, or TooMany where this address has searched too often in the last minute."""
    limiter = current_app.extensions.get(_KEY)
    if isinstance(limiter, ProcessLimiter):
        limiter.check(address_key(request.remote_addr))
