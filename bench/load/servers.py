"""The web servers that are compared, with as many workers, threads and connections each; and what a process costs."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from bench.load.options import Options
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import LOOPBACK

VENV = ROOT / "var" / "bench-venv"
APPLICATION = "netzwerk.wsgi:application"
TICKS, MOST_SECONDS = os.sysconf("SC_CLK_TCK"), 60


def command_of(server: str, options: Options, port: int) -> list[str]:
    """Return how a server is started; granian as in the Dockerfile, gunicorn with the same numbers."""
    if server.startswith("granian"):
        bind = ["--interface", "wsgi", "--host", LOOPBACK, "--port", str(port), "--log-level", "warning"]
        size = ["--workers", str(options.workers), "--blocking-threads", str(options.threads)]
    else:
        bind = [
            "--bind",
            f"{LOOPBACK}:{port}",
            "--worker-class",
            "gthread",
            "--log-level",
            "warning",
            "--no-control-socket",
        ]
        size = ["--workers", str(options.workers), "--threads", str(options.threads)]
    return [str(VENV / "bin" / server.partition(":")[0]), *bind, *size, APPLICATION]


@contextmanager
def serving(server: str, options: Options, port: int, environment: Mapping[str, str], log: Path) -> Iterator[int]:
    """Run a server until the block ends; give its process once it answers.

    After its name and a colon, the folder of another checkout may stand, to compare two states of the code.
    """
    root = Path(server.partition(":")[2] or ROOT)
    own = {"DATABASE_POOL_SIZE": str(options.places), "PYTHONPATH": str(root)}
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - a command of ours
            command_of(server, options, port), cwd=root, env={**environment, **own}, stdout=out, stderr=out
        )
    try:
        _wait_for(process, port, log)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + MOST_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"The server did not start; see {log}.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/health/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process and all it started have had of the processor in seconds, and hold of the memory in bytes."""

    seconds: float
    memory: int


def spent_by(root: int) -> Spent:
    """Look at a process and all below it; shared memory is counted once, in parts, and those who ended count too."""
    ticks = memory = 0
    for process in _tree(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
        memory += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0) * 1024
    return Spent(ticks / TICKS, memory)


def _tree(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(path.parent.name))
    found, rest = [], [root]
    while rest:
        process = rest.pop()
        found.append(process)
        rest += parents.get(process, [])
    return found
