"""One stage: so many users ask a server for so long; what came of it, and what it cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property

from bench.load.figures import Answer, Figures, figures_of
from bench.load.servers import VENV, Spent, spent_by
from bench.load.stage import Stage
from netzwerk.local.paths import REQUIREMENTS, ROOT
from netzwerk.local.paths import VENV as OWN_VENV


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What came of a stage, and what it cost."""

    answers: list[Answer]
    seconds: float
    server: Spent
    database: Spent
    # Seconds of the processor for whoever asks.
    asking: float

    @cached_property
    def all(self) -> Figures:
        """The figures of all pages together."""
        return figures_of(self.answers, self.seconds)

    @property
    def server_ms(self) -> float:
        """Milliseconds of the processor that a request costs the server: what others on the machine hardly change."""
        return self.server.seconds * 1000 / max(1, len(self.answers))

    @property
    def database_ms(self) -> float:
        """Milliseconds of the processor that a request costs the database."""
        return self.database.seconds * 1000 / max(1, len(self.answers))


def ask(stage: Stage, server: int, *, users: int, seconds: int, only: str = "", rate: float = 0) -> Measured:
    """Let so many users ask for so long, `rate` more of them each second, or all at once; `only` for one page alone."""
    times = stage.folder / "times.json"
    own = {"KNOWN": str(stage.known), "TIMES": str(times), "ONLY": only, "ASSET": _asset()}
    command = [
        str(VENV / "bin" / "locust"), "--locustfile", str(ROOT / "bench" / "load" / "visits.py"), "--headless",
        "--users", str(users), "--spawn-rate", str(rate or users), "--run-time", f"{seconds}s",
        "--host", f"http://localhost:{stage.port}", "--loglevel", "ERROR", "--exit-code-on-error", "0",
        "--stop-timeout", "70", "--only-summary",
    ]  # fmt: skip
    before, began = (spent_by(server), spent_by(stage.database)), os.times()
    with (stage.folder / "locust.log").open("ab") as log:
        subprocess.run(command, env={**os.environ, **own}, stdout=log, stderr=log, check=True)  # noqa: S603 - ours
    after, ended = (spent_by(server), spent_by(stage.database)), os.times()
    answers = [Answer(*each) for each in json.loads(times.read_text())]
    mine, theirs = (Spent(new.seconds - old.seconds, new.memory) for old, new in zip(before, after, strict=True))
    return Measured(
        answers=answers,
        seconds=max((answer.at for answer in answers), default=float(seconds)),
        server=mine,
        database=theirs,
        asking=ended.children_user + ended.children_system - began.children_user - began.children_system,
    )


def make_venv() -> None:
    """Install whoever asks, and the other server, beside the application: locust patches what it is loaded into."""
    if (VENV / "bin" / "locust").exists():
        return
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)  # noqa: S603 - our own interpreter
    lock, environment = str(REQUIREMENTS / "bench.txt"), {"VIRTUAL_ENV": str(VENV), "UV_SYSTEM_CERTS": "1"}
    install = ["pip", "install", "--quiet", "--compile-bytecode", "--require-hashes", "-r", lock]
    uv = str(OWN_VENV / "bin" / "uv")
    subprocess.run([uv, *install], check=True, env={**os.environ, **environment})  # noqa: S603 - ours


def _asset() -> str:
    """Return the address of the pages' style sheet."""
    manifest = json.loads((ROOT / "static" / "build" / "manifest.json").read_text())
    entry = next(each for each in manifest.values() if each.get("css"))
    return f"/static/build/{entry['css'][0]}"
