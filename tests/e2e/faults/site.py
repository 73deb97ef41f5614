"""A site on three hosts: the first has database and broker, two others web, worker and beat each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from netzwerk.local.commands import WEB_PLACES, beat_command, web_command, worker_command
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.postgres import Postgres
from netzwerk.local.processes import Child
from netzwerk.local.valkey import Valkey
from tests.e2e.database import Database
from tests.e2e.faults.network import BACK, FRONT, Network
from tests.e2e.faults.postman import Postman
from tests.e2e.faults.visitor import NAME, PORT, ask

FIRST = 1
OTHERS = (2, 3)


class Site:
    """Starts and stops it; the mail server is outside. `hosts[2]` are the children of the second host."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder, self.settings = folder, settings
        self.network = Network(3)
        self.postman = Postman(free_port(), self.network.outside(FRONT))
        self.services: list[Child] = []
        self.hosts: dict[int, dict[str, Child]] = {}
        self.environment: dict[str, str] = {}

    def start(self) -> None:
        """Start all; the web servers answer once `wait_until_ready` has returned."""
        self.network.open()
        self.postman.open()
        self._start_services()
        self._python(str(ROOT / "manage.py"), "migrate", "--verbosity", "0")
        for host in OTHERS:
            self.start_host(host)
        self.database = Database(self.environment["DATABASE_URL"])

    def wait_until_ready(self) -> None:
        """Return when both web servers answer."""
        for host in OTHERS:
            self.hosts[host]["web"].wait_until_ready(60)

    def stop(self) -> None:
        """Stop all, and take the network down."""
        for host in OTHERS:
            self.kill_host(host)
        for child in reversed(self.services):
            child.stop()
        self.postman.close()
        self.network.close()

    def start_host(self, host: int) -> None:
        """Start web, worker and beat of a host."""
        folder = self.folder / f"host-{host}"
        folder.mkdir(exist_ok=True)
        address = self.network.address(host, FRONT)
        commands = {
            "web": web_command(address, PORT),
            "worker": [*worker_command(), "--hostname", f"worker@host-{host}"],
            "beat": beat_command(folder / "beat-schedule"),
        }
        for name, command in commands.items():
            more = {"DATABASE_POOL_SIZE": str(WEB_PLACES)} if name == "web" else {}
            child = Child(
                f"{name} of host {host}",
                self.network.on(host, command),
                {**os.environ, **self.environment, **more, "PYTHONPATH": str(ROOT)},
                folder / f"{name}.log",
            )
            child.start()
            self.hosts.setdefault(host, {})[name] = child
        self.hosts[host]["web"].is_ready = lambda: self.is_ready(host)

    def kill_host(self, host: int) -> None:
        """Kill all processes of a host (SIGKILL)."""
        for child in self.hosts.get(host, {}).values():
            child.kill()

    def is_ready(self, host: int) -> bool:
        """Tell whether a host serves pages, with database and cache."""
        return ask(self.network.address(host, FRONT), "GET", "/health/ready", seconds=5).status == 200

    def tend(self) -> None:
        """Start again what has died, as whoever keeps the processes of a host does."""
        now = time.monotonic()
        for children in self.hosts.values():
            for child in children.values():
                child.revive(now)

    def _start_services(self) -> None:
        address = self.network.address(FIRST, BACK)
        postgres = Postgres(self.folder, "secret", is_throwaway=True, host=address)
        postgres.prepare()
        with (postgres.data / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {self.network.net}.0/24 scram-sha-256\n")
        valkey = Valkey(self.folder / "valkey", "secret", is_throwaway=True, host=address)
        self.services = [postgres.child(self.folder / "postgres.log"), valkey.child(self.folder / "valkey.log")]
        for child in self.services:
            child.command = self.network.on(FIRST, child.command)
            child.start()
        for child in self.services:
            child.wait_until_ready()
        postgres.provision()
        self.environment = {
            "SECRET_KEY": "a secret that all hosts of the site share",
            "DATABASE_URL": postgres.url(),
            "REDIS_URL": valkey.url(),
            "EMAIL_URL": f"smtp://{self.postman.host}:{self.postman.port}",
            "BASE_URL": f"http://{NAME}",
            # As a storage that all hosts reach.
            "DATA_DIR": str(self.folder / "files"),
            **self.settings,
        }

    def _python(self, *arguments: str) -> None:
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)
