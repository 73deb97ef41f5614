"""Hosts on one machine: a network namespace each, joined by two bridges, with cables that can be pulled."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

NAMESPACES = Path("/run/netns")
FRONT, BACK = "front", "back"


@cache
def why_not() -> str:
    """Return why there can be no such network here; nothing when there can."""
    if os.geteuid() != 0:
        return "only root may make network namespaces"
    if not shutil.which("ip") or not shutil.which("nsenter"):
        return "the programs ip (iproute2) and nsenter (util-linux) are missing"
    tried = Network(1)
    try:
        tried.open()
    except NetworkError as error:
        return f"network namespaces are not allowed here ({error})"
    finally:
        tried.close()
    return ""


class NetworkError(Exception):
    """The system refused to build it."""


class Network:
    """So many hosts, numbered from 1. Visitors and mails go by the front, database and broker by the back.

    The machine itself is at the far end of both. Names and addresses carry the number of this process.
    """

    def __init__(self, hosts: int) -> None:
        self.hosts = range(1, hosts + 1)
        self.mark = f"nw{os.getpid()}"
        self.net = f"10.213.{os.getpid() % 250}"

    def open(self) -> None:
        """Build it; raises `NetworkError`."""
        self._forget_dead()
        for bridge in (FRONT, BACK):
            # With an address of its own: else it takes one of its cables, and is another when that is pulled.
            _ip("link", "add", self._bridge(bridge), "address", self._hardware(bridge), "type", "bridge")
            _ip("addr", "add", f"{self.outside(bridge)}/25", "dev", self._bridge(bridge))
            _ip("link", "set", self._bridge(bridge), "up")
        for host in self.hosts:
            _ip("netns", "add", self._name(host))
            _ip("-n", self._name(host), "link", "set", "lo", "up")
            for bridge in (FRONT, BACK):
                self._wire(host, bridge)

    def close(self) -> None:
        """Take it down, as far as it was built."""
        for host in self.hosts:
            with suppress(NetworkError):
                _ip("netns", "del", self._name(host))
        for bridge in (FRONT, BACK):
            with suppress(NetworkError):
                _ip("link", "del", self._bridge(bridge))

    def address(self, host: int, bridge: str) -> str:
        """Return the address of a host."""
        return f"{self.net}.{host + (128 if bridge == BACK else 0)}"

    def outside(self, bridge: str) -> str:
        """Return the address of the machine itself."""
        return f"{self.net}.{254 if bridge == BACK else 126}"

    def on(self, host: int, command: Sequence[str | Path]) -> list[str | Path]:
        """Return the command that runs another one on a host."""
        return ["nsenter", f"--net={NAMESPACES / self._name(host)}", *command]

    def pull(self, host: int, bridges: Iterable[str]) -> None:
        """Pull the cables of a host: nothing arrives any more, and nobody is told."""
        for bridge in bridges:
            _ip("link", "set", self._cable(host, bridge), "nomaster")

    def plug(self, host: int, bridges: Iterable[str]) -> None:
        """Plug them in again."""
        for bridge in bridges:
            _ip("link", "set", self._cable(host, bridge), "master", self._bridge(bridge))

    def _wire(self, host: int, bridge: str) -> None:
        name, cable = self._name(host), self._cable(host, bridge)
        _ip("link", "add", cable, "type", "veth", "peer", "name", bridge, "netns", name)
        _ip("link", "set", cable, "master", self._bridge(bridge))
        _ip("link", "set", cable, "up")
        _ip("-n", name, "addr", "add", f"{self.address(host, bridge)}/25", "dev", bridge)
        _ip("-n", name, "link", "set", bridge, "up")

    def _name(self, host: int) -> str:
        return f"{self.mark}-{host}"

    def _bridge(self, bridge: str) -> str:
        return f"{self.mark}{bridge[0]}"

    def _hardware(self, bridge: str) -> str:
        high, low = divmod(os.getpid() % 65536, 256)
        return f"02:4e:57:{high:02x}:{low:02x}:{1 if bridge == FRONT else 2:02x}"

    def _cable(self, host: int, bridge: str) -> str:
        return f"{self._bridge(bridge)}{host}"

    def _forget_dead(self) -> None:
        """Remove what processes left behind that were killed."""
        for path in NAMESPACES.glob("nw*-*") if NAMESPACES.exists() else ():
            found = re.fullmatch(r"nw(\d+)-\d+", path.name)
            if found and not Path(f"/proc/{found[1]}").exists():
                for words in (("netns", path.name), ("link", f"nw{found[1]}f"), ("link", f"nw{found[1]}b")):
                    with suppress(NetworkError):
                        _ip(words[0], "del", words[1])


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NetworkError(done.stderr.strip() or "ip failed")
