"""Visitors who ask for pages over connections of their own, as light as Python can make them."""

import http.client
import time
from typing import NamedTuple
from urllib.parse import urlsplit


class Visit(NamedTuple):
    """What a visitor saw: milliseconds of each page, the bytes of all, and seconds of processor."""

    times: list[float]
    bytes: int
    cpu: float


def visit(url: str, paths: list[str], seconds: float, least: int = 0) -> Visit:
    """Ask for the pages one after the other for a time, over one connection that is kept.

    ``least`` is the number of pages that are asked for however long that takes.
    """
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    times: list[float] = []
    received = 0
    end, used = time.perf_counter() + seconds, time.process_time()
    while time.perf_counter() < end or len(times) < least:
        started = time.perf_counter()
        connection.request("GET", paths[len(times) % len(paths)], headers=_HEADERS)
        response = connection.getresponse()
        received += len(response.read())
        times.append((time.perf_counter() - started) * 1000)
        if response.status != 200:
            raise AssertionError(f"{paths[(len(times) - 1) % len(paths)]}: {response.status}")
    connection.close()
    return Visit(times, received, time.process_time() - used)


_HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html", "Accept-Language": "en"}
