"""Children: restarted with back-off, stopped in time or killed, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netzwerk.local.problems import LocalError
from netzwerk.local.processes import Child

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(inner.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def make_child(tmp_path: Path) -> Iterator[Callable[[str], Child]]:
    """Return a function that makes a child which runs some Python; all are killed in the end."""
    children: list[Child] = []

    def make(code: str) -> Child:
        child = Child("child", [sys.executable, "-c", code], dict(os.environ), tmp_path / f"{len(children)}.log")
        children.append(child)
        return child

    yield make
    for child in children:
        child.kill()


def _wait_until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen"
        os.sched_yield()


def _is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split()[2] != "Z"


def test_a_stubborn_child_and_what_it_started_are_killed_in_time(make_child: Callable[[str], Child]) -> None:
    child = make_child(STUBBORN)
    child.stop_seconds = 0.1
    child.start()
    _wait_until(lambda: child.log.read_text().strip() != "")
    inner = int(child.log.read_text())

    child.stop()

    assert not child.is_running()
    _wait_until(lambda: not _is_alive(inner))


def test_a_dead_child_is_started_again_after_a_wait_that_doubles(make_child: Callable[[str], Child]) -> None:
    child = make_child("print('started', flush=True)")
    child.start()
    waits = []
    now = 1000.0
    for _death in range(3):
        _wait_until(lambda: not child.is_running())
        child.revive(now)
        waits.append(child.restart_at - now)
        child.revive(now + waits[-1] - 0.01)
        assert not child.is_running(), "too early"
        now += waits[-1]
        child.revive(now)
    _wait_until(lambda: child.log.read_text().count("started") == 4)
    assert waits == [0.5, 1.0, 2.0]


def test_a_child_that_does_not_get_ready_says_why(make_child: Callable[[str], Child]) -> None:
    child = make_child("raise SystemExit('the disk is full')")
    child.is_ready = lambda: False
    child.start()
    with pytest.raises(LocalError, match="the disk is full"):
        child.wait_until_ready()


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    code = f"""
import os, sys
from pathlib import Path
from netzwerk.local.processes import Child
log = Path({str(tmp_path)!r}) / "log"
child = Child("child", [sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ), log)
child.start()
print(child.process.pid, flush=True)
sys.stdin.read()
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert _is_alive(pid)
        parent.send_signal(signal.SIGKILL)
    _wait_until(lambda: not _is_alive(pid))
