"""`greenmatch serve` with real processes: it starts, heals, ends, and leaves nothing behind."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.fixtures.database import NewDatabase
from tests.fixtures.server import Server, clean_environment

PATIENCE = 60.0  # seconds, for machines that do much else


def eventually(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(server: Server) -> bool:
    with urlopen(f"{server.url}/health", timeout=PATIENCE) as answer:  # noqa: S310 - our own
        return bool(answer.status == 200)


def pids(server: Server) -> set[int]:
    return {child.pid for kind in server.children() for child in kind}


def umask(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    (digits,) = re.findall(r"^Umask:\s*(\d+)$", status, re.MULTILINE)
    return int(digits, 8)


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


@pytest.fixture
def server(tmp_path: Path, new_database: NewDatabase) -> Iterator[Server]:
    environment = clean_environment(tmp_path, GREENMATCH_DATABASE_URL=new_database())
    server = Server(environment, tmp_path)
    server.command("init", "--no-sample")
    yield server
    if server.process is not None and server.process.poll() is None:
        server.kill()


class TestServe:
    # Once, for a database has no part in it; `make soak` kills on both.
    pytestmark = pytest.mark.once

    def test_it_heals_itself_and_ends_in_order(self, server: Server) -> None:
        server.start("--workers", "2")
        assert answers(server)
        eventually(lambda: [len(kind) for kind in server.children()] == [2, 1])

        first = pids(server)
        for kind in server.children():
            for child in kind:
                child.kill()
        eventually(lambda: not pids(server) & first)
        eventually(lambda: [len(kind) for kind in server.children()] == [2, 1])
        replaced = pids(server)
        assert answers(server)

        assert server.stop() == 0
        assert "Traceback" not in server.log.read_text()
        assert not any(psutil.pid_exists(pid) for pid in replaced)

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nothing tells the umask")
    def test_what_its_processes_write_is_for_its_account_alone(self, server: Server) -> None:
        server.start()
        eventually(lambda: [len(kind) for kind in server.children()] == [1, 1])

        assert {umask(pid) for pid in pids(server)} == {0o077}
        instance = server.folder / "instance"
        assert not [path for path in (instance, *instance.iterdir()) if path.stat().st_mode & 0o077]

    def test_it_says_that_the_port_is_in_use(self, server: Server) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            done = server.run("serve", "--port", str(other.getsockname()[1]), timeout=PATIENCE)

        assert done.returncode == 1
        assert "is in use" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_when_it_is_killed_its_processes_end_and_the_next_one_starts(
        self, server: Server
    ) -> None:
        server.start()
        eventually(lambda: [len(kind) for kind in server.children()] == [1, 1])
        web, worker = server.children()
        port = port_of(server)

        assert server.process is not None
        server.process.kill()
        server.process.wait()

        eventually(lambda: not any(child.is_running() for child in (*web, *worker)))
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
        server.start("--port", str(port))
        assert answers(server)
