"""The worker as a child of the server, which forks its web processes meanwhile."""

import subprocess
import sys

# Starts something that ends at once, again and again, while processes are forked that live on.
FORKING = """
import os, subprocess, sys, time
from pathlib import Path
from greenmatch.cli import child
from greenmatch.config import Settings

started = []
real = subprocess.Popen

def popen(*arguments, **options):
    process = real(*arguments, **options)
    started.append(time.monotonic())
    return process

child.subprocess.Popen = popen
child.RESTART_AFTER = child.LONGEST_PAUSE = 0.0
settings = Settings.from_environment({"GREENMATCH_INSTANCE": sys.argv[1]})
sys.executable = "/bin/true"
worker = child.WorkerProcess(settings)
worker.start()
forked = []
for _ in range(80):
    pid = os.fork()
    if not pid:
        time.sleep(60)
        os._exit(0)
    forked.append(pid)
    time.sleep(0.002)
since = time.monotonic()
time.sleep(1)
print(sum(moment > since for moment in started))
for pid in forked:
    os.kill(pid, 9)
os._exit(0)
"""


class TestWorkerProcess:
    def test_it_is_watched_whatever_is_forked_while_it_starts(self, tmp_path: object) -> None:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", FORKING, str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=50,
        )

        assert done.returncode == 0, done.stderr
        assert int(done.stdout) > 0, "it was not started again"
