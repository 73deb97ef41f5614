"""The faults of hosts: what happens to one of them, which one, and what its visitors are told meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.faults.network import BACK, FRONT
from tests.e2e.faults.site import Site

Act = Callable[[Site, int], None]


@dataclass(frozen=True)
class HostFault:
    """`bring` makes it happen to a host and `heal` ends it; `told` are the statuses of its answers, 0 for none."""

    what: str
    host: int
    bring: Act
    heal: Act
    told: tuple[int, ...]
    words: str


def cut(*bridges: str) -> Act:
    """Pull cables."""
    return lambda site, host: site.network.pull(host, bridges)


def joined(*bridges: str) -> Act:
    """Plug them in."""
    return lambda site, host: site.network.plug(host, bridges)


HOST_FAULTS = (
    HostFault("cut off from everything, and back", 3, cut(FRONT, BACK), joined(FRONT, BACK), (0,), "nothing"),
    HostFault("all its processes killed", 3, Site.kill_host, Site.start_host, (0,), "nothing"),
    HostFault("cut off from database and broker, and back", 2, cut(BACK), joined(BACK), (503,), "503, try again"),
)
