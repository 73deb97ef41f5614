"""The one command as its user meets it: one line with the address, Ctrl-C, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.testing import OURS

pytestmark = pytest.mark.e2e

STOPPED_WITHIN = 60


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who sets a port and a folder, and nothing else."""
    plain = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**plain, "DATA_DIR": str(tmp_path / "var"), "PORT": str(free_port())}


def _start(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "run.py")]
    return subprocess.Popen(
        command, cwd="/", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@contextmanager
def _running(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start it, wait for its first line, and stop it by Ctrl-C."""
    with _start(environment) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(STOPPED_WITHIN)


def _descendants(pid: int) -> set[int]:
    """Return all processes below this one, by the parents that /proc knows."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
    found, wave = set[int](), {pid}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave}
        found |= wave
    return found


def _is_alive(pid: int) -> bool:
    try:
        # An orphan that has ended may wait as a zombie for whoever adopted it.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _wait_until_gone(processes: set[int]) -> None:
    deadline = time.monotonic() + STOPPED_WITHIN
    while any(_is_alive(pid) for pid in processes):
        assert time.monotonic() < deadline, "something lives on"
        os.sched_yield()


def _is_ready(environment: dict[str, str]) -> bool:
    with urllib.request.urlopen(f"http://localhost:{environment['PORT']}/health/ready", timeout=10) as answer:
        return bool(answer.status == 200)


def test_one_line_with_the_address_then_ctrl_c_leaves_no_process_and_data_survive(environment: dict[str, str]) -> None:
    address = f"Netzwerk runs at http://localhost:{environment['PORT']} (Ctrl-C stops it)\n"
    for _start_number in range(2):
        with _running(environment) as (process, line):
            assert line == address
            assert _is_ready(environment)
            processes = _descendants(process.pid)
            assert len(processes) >= 6
        assert process.returncode == 0
        assert [pid for pid in processes if _is_alive(pid)] == []
    assert (Path(environment["DATA_DIR"]) / "local.json").exists()


def _manage(environment: dict[str, str], *words: str) -> str:
    """Run a command beside it, and return what it said."""
    command = [sys.executable, str(ROOT / "run.py"), "manage", *words]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_commands_work_with_the_site_that_runs_and_while_none_does(environment: dict[str, str], tmp_path: Path) -> None:
    make_admin = ("create_admin", "olga@example.org", "--link")
    with _running(environment):
        assert "is made and may operate the site" in _manage(environment, *make_admin)
        _manage(environment, "backup", str(tmp_path))
        assert len(list(tmp_path.glob("netzwerk-*.tar"))) == 1
        assert _is_ready(environment)

    assert "has an account and may now operate the site" in _manage(environment, *make_admin)


def test_a_second_start_is_refused_in_a_sentence_and_a_killed_first_one_leaves_nothing(
    environment: dict[str, str],
) -> None:
    with _start(environment) as first:
        assert first.stdout is not None
        assert first.stdout.readline().startswith("Netzwerk runs at")
        with _start({**environment, "PORT": str(free_port())}) as second:
            said, _nothing = second.communicate(timeout=STOPPED_WITHIN)
        assert second.returncode == 1
        assert said.startswith("Netzwerk cannot start: it runs already")
        assert said.count("\n") == 1
        processes = _descendants(first.pid)
        first.kill()
    _wait_until_gone(processes)
    with _running(environment) as (_process, line):
        assert line.startswith("Netzwerk runs at")
