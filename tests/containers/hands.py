"""Does by hand what Docker would: each container's command with its variables, in the order of Compose.

What differs from Docker: the hosts and folders (all are this one), PostgreSQL and Valkey come from PyPI and not from
their images, the environment of Python is the one of the tests, and nothing is limited or read-only.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import redis

from netzwerk.local.paths import ROOT, VENV
from netzwerk.local.ports import answers, free_port
from netzwerk.local.postgres import Postgres, as_ordinary_user
from netzwerk.local.processes import Child, tail
from netzwerk.local.valkey import find_server
from tests.containers.compose import context, image_command, image_environment, image_health, in_order, services

SUPERUSER = "postgres"
PATIENCE = 120


@dataclass
class Hands:
    """All containers below one folder; `start` starts them one after the other, each when those it needs are well."""

    folder: Path
    children: dict[str, Child] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    done: dict[str, str] = field(default_factory=dict)
    built: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ports = {name: free_port() for name in ("postgres", "valkey", "mailpit", "web")}
        self.asked = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "POSTGRES_PASSWORD": secrets.token_urlsafe(20),
            "NETZWERK_DB_PASSWORD": secrets.token_urlsafe(20),
            "BASE_URL": f"http://localhost:{self.ports['web']}",
        }
        self.services = services(self.asked)
        self.app, self.tmp, self.mails = self.folder / "app", self.folder / "tmp", self.folder / "mails"
        self.cluster = Postgres(self.folder / "cluster", self.asked["POSTGRES_PASSWORD"], is_throwaway=True)

    def build(self) -> None:
        """Put together what the image holds: the files of the context, the built pages, the compiled translations."""
        for path in context():
            target = self.app / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, target)
        shutil.copytree(ROOT / "static" / "build", self.app / "static" / "build")
        for folder in (self.tmp, self.folder / "data"):
            folder.mkdir()
        nowhere = {
            "SECRET_KEY": "only-to-compile-the-translations-0000", "DATABASE_URL": "postgres://nowhere/none",
            "REDIS_URL": "redis://nowhere", "EMAIL_URL": "smtp://nowhere:25",
        }  # fmt: skip
        self._run(["python", "manage.py", "messages", "--compile"], self._bare() | nowhere)
        self._run(["python", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "."], self._bare())
        self.built = self.files()

    def start(self) -> None:
        """Start every service in the order that Compose would take."""
        self.order = in_order(self.services)
        for name in self.order:
            getattr(self, f"_start_{name}", self._start_ours)(name)
            if name != "mailpit":
                self.wait_until_well(name)

    def stop(self) -> None:
        """Stop all, the last first."""
        for child in reversed(self.children.values()):
            child.stop()

    def environment(self, name: str) -> dict[str, str]:
        """Return the variables that a container of ours has, with the hosts and folders of this machine."""
        own = {key: self._here(str(value)) for key, value in self.services[name]["environment"].items()}
        return {**self._bare(), **own, "PORT": str(self.ports["web"])}

    def run(self, name: str, command: Sequence[str]) -> str:
        """Run a command in a container of ours, as `docker compose run` does, and return what it said."""
        return self._run(command, self.environment(name))

    def is_well(self, name: str) -> bool:
        """Run the health check of a container once."""
        if name == "valkey":  # its program to ask with is in the image alone
            return bool(redis.Redis(port=self.ports["valkey"]).ping())
        check = self.services[name].get("healthcheck", {}).get("test", ["CMD", *image_health()])
        assert check[0] == "CMD"
        environment = self._of_postgres() if name == "postgres" else self.environment(name)
        return (
            subprocess.run(check[1:], cwd=self.app, env=environment, capture_output=True, check=False).returncode == 0
        )

    def wait_until_well(self, name: str) -> None:
        """Wait for a health check; fails with the end of the log."""
        if name in self.done:
            return
        deadline = time.monotonic() + PATIENCE
        while not self._try(name):
            assert self.children[name].is_running() and time.monotonic() < deadline, f"{name}\n{self.log_of(name)}"
            time.sleep(0.1)

    def log_of(self, name: str) -> str:
        """Return the end of what a container said."""
        return tail(self.folder / f"{name}.log", 40)

    def _try(self, name: str) -> bool:
        try:
            return self.is_well(name)
        except redis.RedisError:
            return False

    def _start_postgres(self, name: str) -> None:
        service, cluster = self.services[name], self.cluster
        cluster.folder.mkdir(parents=True, exist_ok=True)
        secret = cluster.folder / "password"
        secret.write_text(service["environment"]["POSTGRES_PASSWORD"])
        arguments = shlex.split(service["environment"]["POSTGRES_INITDB_ARGS"])
        # What the image's own script does with its variables.
        initdb = [
            *as_ordinary_user(), str(cluster.bin / "initdb"), "-D", str(cluster.data), "-U", SUPERUSER,
            "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync", *arguments,
        ]  # fmt: skip
        subprocess.run(initdb, check=True, capture_output=True)
        assert service["command"][0] == "postgres"
        here = ["-p", str(self.ports[name]), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        command = [*as_ordinary_user(signal.SIGINT), str(cluster.bin / "postgres"), "-D", str(cluster.data), *here]
        self._child(name, [*command, *service["command"][1:]], dict(os.environ), signal.SIGINT)
        while (
            not answers(self.ports[name])
            or subprocess.run([str(cluster.bin / "pg_isready"), "-q"], env=self._of_postgres(), check=False).returncode
        ):
            assert self.children[name].is_running(), self.log_of(name)
            time.sleep(0.05)
        given = {**self._of_postgres(), **service["environment"], "POSTGRES_USER": SUPERUSER}
        self._run(["bash", str(ROOT / "docker" / "init-database.sh")], given)

    def _start_valkey(self, name: str) -> None:
        program, *arguments = self.services[name]["command"]
        assert program == "valkey-server"
        here = ["--port", str(self.ports[name]), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self._child(name, [find_server(), *arguments, *here], dict(os.environ))

    def _start_mailpit(self, name: str) -> None:
        here = {"MAILCATCHER_PORT": str(self.ports[name]), "LOCAL_MAIL_DIR": str(self.mails)}
        command = [sys.executable, "-m", "netzwerk.local.mailcatcher"]
        self._child(name, command, {**os.environ, "PYTHONPATH": str(ROOT), **here})

    def _start_migrate(self, name: str) -> None:
        self.done[name] = self.run(name, self.services[name]["command"])

    def _start_ours(self, name: str) -> None:
        command = [self._here(word) for word in self.services[name].get("command", image_command())]
        if name == "web":
            at = command.index("--port") + 1
            command[at - 2 :] = ["127.0.0.1", "--port", str(self.ports["web"]), *command[at + 1 :]]
        self._child(name, command, self.environment(name))

    def _child(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], stop: int = signal.SIGTERM
    ) -> None:
        words = ["env", "-C", str(self.app), *command]
        grace = float(self.services[name]["stop_grace_period"].removesuffix("s"))
        self.children[name] = Child(name, words, environment, self.folder / f"{name}.log", stop, grace)
        self.children[name].start()

    def _run(self, command: Sequence[str], environment: Mapping[str, str]) -> str:
        done = subprocess.run(command, cwd=self.app, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def _bare(self) -> dict[str, str]:
        """Return what the image sets, and nothing of this machine but where its programs are."""
        image = {key: self._here(value) for key, value in image_environment().items()}
        return image | {"TMPDIR": str(self.tmp), "PG_BINDIR": str(self.cluster.bin)}

    def _of_postgres(self) -> dict[str, str]:
        return {
            "PATH": f"{self.cluster.bin}:{os.environ['PATH']}", "PGHOST": "127.0.0.1",
            "PGPORT": str(self.ports["postgres"]), "PGPASSWORD": self.asked["POSTGRES_PASSWORD"],
        }  # fmt: skip

    def _here(self, text: str) -> str:
        """Put the hosts and folders of this machine in the place of those in containers."""
        folders = {"/data": self.folder / "data", "/app": self.app, "/tmp": self.tmp}
        for there, folder in folders.items():
            if text == there or text.startswith(f"{there}/"):
                return f"{folder}{text.removeprefix(there)}"
        hosts = {"postgres:5432": "postgres", "valkey:6379": "valkey", "mailpit:1025": "mailpit"}
        for there, name in hosts.items():
            text = text.replace(there, f"127.0.0.1:{self.ports[name]}")
        return text.replace("/venv/bin:$PATH", f"{VENV / 'bin'}:{os.environ['PATH']}")

    def files(self) -> list[Path]:
        """Return what lies where the image's files are."""
        return sorted(path for path in self.app.rglob("*") if path.is_file())
