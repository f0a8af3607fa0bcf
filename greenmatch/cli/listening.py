"""The socket that the server listens on, taken before anything else is done."""

import errno
import socket
import time

from greenmatch.core.errors import Conflict

BACKLOG = 512
# Servers that were killed a moment ago need this long to notice that their parent is gone.
WAIT_FOR_PORT = 4.0
_WHY = {
    errno.EACCES: "only root may use that port: choose one above 1023, and put a proxy before it",
    errno.EADDRNOTAVAIL: "this machine does not have that address",
}


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; Conflict with a sentence where that cannot be.

    Connections wait until somebody accepts them.
    """
    deadline = time.monotonic() + WAIT_FOR_PORT
    while True:
        try:
            return _bind(host, port)
        except socket.gaierror:
            raise Conflict(f"{host} is no address of this machine.") from None
        except OSError as failure:
            if failure.errno != errno.EADDRINUSE:
                why = _WHY.get(failure.errno or 0, failure.strerror)
                raise Conflict(f"The server cannot listen on {host}:{port}: {why}.") from None
        if time.monotonic() > deadline:
            raise Conflict(
                f"Port {port} is in use: end the program that uses it, or choose another one "
                f"(greenmatch serve --port {port + 1}, make run PORT={port + 1})."
            )
        time.sleep(0.2)


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener
