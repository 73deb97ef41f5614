"""What a run is like: numbers from the environment, so that a small one takes two minutes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from netzwerk.local.paths import ROOT


def _number(name: str, usual: int) -> int:
    return int(os.environ.get(name, str(usual)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The numbers of a run."""

    # So many accounts with so many people each, and one more with so many.
    accounts: int
    contacts: int
    large: int
    # How long each stage lasts.
    seconds: int
    # So many processes of the web server; each takes on so many requests at once, as it has so many connections, and
    # has so many threads, where the others wait.
    workers: int
    places: int
    threads: int
    # How many users there are at the end of the stage of too many.
    overload: int
    servers: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where database, log and figures of a crowd of this size are kept for the next run."""
        return ROOT / "var" / "load" / f"{self.accounts}x{self.contacts}"

    @property
    def users(self) -> int:
        """How many users keep each connection busy, with nobody waiting."""
        return self.workers * self.places


def read_options() -> Options:
    """Read the numbers; bench/README.md says what each is."""
    return Options(
        accounts=_number("ACCOUNTS", 10_000),
        contacts=_number("CONTACTS", 500),
        large=_number("LARGE", 10_000),
        seconds=_number("SECONDS", 30),
        workers=_number("WORKERS", 2),
        places=_number("PLACES", 8),
        threads=_number("THREADS", 128),
        overload=_number("OVERLOAD", 400),
        servers=tuple(os.environ.get("SERVERS", "granian,gunicorn").split(",")),
    )
