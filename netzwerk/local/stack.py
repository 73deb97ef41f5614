"""The whole stack: database, broker, mail catcher, web, worker, beat, unless the user's settings replace a part."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from netzwerk.local.commands import WEB_PLACES, beat_command, web_command, worker_command
from netzwerk.local.configuration import port_of, remembered_secrets
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import LOOPBACK, answers, free_port, is_taken
from netzwerk.local.postgres import Postgres
from netzwerk.local.problems import LocalError
from netzwerk.local.processes import Child
from netzwerk.local.services import check_broker, check_database
from netzwerk.local.stamps import digest_of, is_fresh, write_stamp
from netzwerk.local.upgrading import prepare_cluster
from netzwerk.local.valkey import Valkey


class Stack:
    """Starts and stops the parts; `settings` are the user's and replace parts, `folder` holds all data.

    For tests, `is_throwaway=True` makes services that forget. `process(name)` gives the child called "web", "worker",
    "beat" or "mail", to be killed or watched; `tend()` restarts what has died.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str], *, is_throwaway: bool = False) -> None:
        self.folder = folder
        self.settings = dict(settings)
        self.is_throwaway = is_throwaway
        self.port = port_of(self.settings)
        self.base_url = self.settings.get("BASE_URL", f"http://localhost:{self.port}")
        self.mail_dir = folder / "mail"
        self.environment: dict[str, str] = {}
        self.children: dict[str, Child] = {}

    def process(self, name: str) -> Child:
        """Return a part by its name."""
        return self.children[name]

    def start(self) -> None:
        """Start everything and return when the web server is ready; raises `LocalError` and leaves nothing behind."""
        if is_taken(self.port):
            raise LocalError(
                f"port {self.port} is taken. Stop what uses it, or choose another: PORT=8001 python3 run.py"
            )
        try:
            self.start_services()
            self.migrate()
            self._check_role()
            self._start_application()
        except BaseException:
            self.stop()
            raise

    def start_services(self) -> None:
        """Start database, broker and mail catcher, each unless the user named one, and fix the environment."""
        kept = remembered_secrets(self.folder / "local.json")
        database = None if "DATABASE_URL" in self.settings else self._postgres(kept["database_password"])
        broker = None if "REDIS_URL" in self.settings else self._valkey(kept["broker_password"])
        mail_port = 0 if "EMAIL_URL" in self.settings else free_port()
        self.environment = {
            "SECRET_KEY": kept["secret_key"],
            "DATABASE_URL": database.url() if database else "",
            "REDIS_URL": broker.url() if broker else "",
            "EMAIL_URL": f"smtp://{LOOPBACK}:{mail_port}",
            "BASE_URL": self.base_url,
            "LOCAL_MODE": "1",
            "LOCAL_MAIL_DIR": str(self.mail_dir) if mail_port else "",
            **self.settings,
            "DATA_DIR": str(self.folder),
        }
        self._check_settings()
        if not database:
            check_database(self.environment["DATABASE_URL"])
        if not broker:
            check_broker(self.environment["REDIS_URL"])
        for child in self.children.values():
            child.wait_until_ready()
        if database:
            database.provision()
        if mail_port:
            self._add("mail", [sys.executable, "-m", "netzwerk.local.mailcatcher"], MAILCATCHER_PORT=str(mail_port))
            self.children["mail"].is_ready = lambda: answers(mail_port)

    def migrate(self) -> None:
        """Bring the tables in line with the code, as their owner; skipped while neither has changed."""
        files = [path for app in ROOT.glob("*/migrations") for path in app.glob("*.py")]
        files += (ROOT / "netzwerk" / "core" / "migrations").glob("*.py")
        stamp, digest = self.folder / "migrated", digest_of(files)
        if "DATABASE_URL" not in self.settings and is_fresh(stamp, digest):
            return
        self._python(str(ROOT / "manage.py"), "migrate", "--verbosity", "0")
        write_stamp(stamp, digest)

    def _check_role(self) -> None:
        """Let the application try its database role once, when the user chose it or the database."""
        if self.settings.keys() & {"DATABASE_URL", "DATABASE_ROLE"}:
            self._python("-c", "import netzwerk.wsgi")

    def tend(self) -> None:
        """Restart what has died; call it every now and then."""
        now = time.monotonic()
        for child in list(self.children.values()):
            child.revive(now)

    def stop(self) -> None:
        """Stop all parts in the reverse order of their start, so that none loses what it stands on."""
        for child in reversed(list(self.children.values())):
            child.stop()
        self.children.clear()

    def _postgres(self, password: str) -> Postgres:
        server = Postgres(self.folder, password, self.is_throwaway)
        log = self._log("database")
        prepare_cluster(server, self.folder, log)
        self.children["database"] = server.child(log)
        self.children["database"].start()
        return server

    def _valkey(self, password: str) -> Valkey:
        server = Valkey(self.folder / "valkey", password, self.is_throwaway)
        self.children["broker"] = server.child(self._log("broker"))
        self.children["broker"].start()
        return server

    def _start_application(self) -> None:
        self._add("worker", worker_command())
        self.children["worker"].stop_seconds = 30.0
        self._add("beat", beat_command(self.folder / "beat-schedule"))
        self._add("web", web_command(LOOPBACK, self.port), DATABASE_POOL_SIZE=str(WEB_PLACES), **self._metrics())
        self.children["web"].is_ready = self.is_web_ready
        for name in ("mail", "web"):
            if name in self.children:
                self.children[name].wait_until_ready()

    def _metrics(self) -> dict[str, str]:
        """Return where the web server's processes count requests together: a folder that begins empty."""
        folder = self.folder / "metrics"
        shutil.rmtree(folder, ignore_errors=True)
        return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}

    def is_web_ready(self) -> bool:
        """Tell whether the web server, with database and cache, answers."""
        request = urllib.request.Request(
            f"http://{LOOPBACK}:{self.port}/health/ready",
            headers={"Host": self.base_url.split("://", 1)[-1].split("/")[0]},
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _add(self, name: str, command: list[str], **more: str) -> None:
        environment = {**self._full_environment(), **more}
        child = Child(name, command, environment, self._log(name), stop_signal=signal.SIGTERM)
        self.children[name] = child
        child.start()

    def _full_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment, "PYTHONPATH": str(ROOT)}

    def _log(self, name: str) -> Path:
        """Return the log of a part; the one of the run before is kept beside it."""
        path = self.folder / "log" / f"{name}.log"
        if path.exists():
            path.replace(path.with_suffix(".old.log"))
        return path

    def _check_settings(self) -> None:
        """Let the application read its settings once, so that a wrong value is told in one sentence."""
        self._python("-c", "import netzwerk.settings.environment")

    def _python(self, *arguments: str) -> None:
        """Run Python with the stack's settings; raises `LocalError` with the last thing it said."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self._full_environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LocalError(last_sentence(done.stderr))


def last_sentence(traceback: str) -> str:
    """Return what the error of a traceback says: its first line, without the name of its class."""
    # Further lines of an error, such as psycopg's hints, are indented like the traceback itself.
    lines = [line for line in traceback.splitlines() if line.strip() and not line[0].isspace()]
    last = lines[-1] if lines else "something went wrong, and it said nothing."
    kind, colon, text = last.partition(": ")
    return text if colon and " " not in kind else last
