"""Child processes: each with a log of its own, dying with its parent, restarted with back-off."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from netzwerk.local.problems import LocalError

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
FIRST_BACK_OFF, LONGEST_BACK_OFF = 0.5, 30.0
# A process that ran this long was well; its next restart starts again with the shortest wait.
WELL_AFTER = 30.0


@dataclass
class Child:
    """One process of the stack."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    log: Path
    stop_signal: int = signal.SIGTERM
    stop_seconds: float = 10.0
    is_ready: Callable[[], bool] | None = None
    process: subprocess.Popen[bytes] | None = None
    back_off: float = FIRST_BACK_OFF
    started_at: float = 0.0
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the parent, which stops all in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        stop_signal = self.stop_signal

        def die_with_parent() -> None:
            _libc.prctl(PR_SET_PDEATHSIG, stop_signal)

        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one thread, and the call is async-signal-safe
            )
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        """Tell whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def wait_until_ready(self, seconds: float = 30.0) -> None:
        """Wait for its probe; raises `LocalError` with the end of its log when it dies or takes too long."""
        deadline = time.monotonic() + seconds
        while self.is_ready is not None and not self.is_ready():
            if not self.is_running() or time.monotonic() > deadline:
                raise LocalError(f"{self.name} did not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to stop, and kill its whole group when it does not in time."""
        if self.process is None:
            return
        if self.is_running():
            self.process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.stop_seconds)
        self.kill()

    def kill(self) -> None:
        """Kill the process and everything it started, at once (SIGKILL)."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def revive(self, now: float) -> None:
        """Start it again when it has died, after a wait that doubles from death to death."""
        if self.is_running():
            if now - self.started_at > WELL_AFTER:
                self.back_off = FIRST_BACK_OFF
            self.restart_at = 0.0
        elif not self.restart_at:
            self.restart_at = now + self.back_off
            self.back_off = min(self.back_off * 2, LONGEST_BACK_OFF)
        elif now >= self.restart_at:
            self.kill()
            self.start()
            self.restart_at = 0.0


def tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a log."""
    return "\n".join(path.read_text("utf-8", "replace").splitlines()[-lines:]) if path.exists() else ""
