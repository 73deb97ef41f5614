"""Looking at a running stack from outside: memory, files and connections of its parts, and whether they grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

from redis import Redis

from netzwerk.core.queues import QUEUES
from netzwerk.local.stack import Stack
from tests.e2e.database import Database

MEGABYTE = 2**20
PARTS = ("web", "worker", "beat", "database", "broker")
CONNECTIONS: LiteralString = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
WAITING: LiteralString = "SELECT count(*) FROM core_job WHERE state = 'waiting' AND run_at <= now()"

Sample = Mapping[str, float]


def look(stack: Stack) -> Sample:
    """Return what there is now, by name."""
    found: dict[str, float] = {}
    for part in PARTS:
        process = stack.process(part).process
        processes = list(_family(process.pid)) if process else []
        found[f"{part}: memory, MB"] = sum(map(_memory, processes)) / MEGABYTE
        if part != "database":  # whose backends open the files of tables as they come along, up to a limit of its own
            found[f"{part}: open files"] = sum(map(_files, processes))
    database = Database(stack.environment["DATABASE_URL"])
    found["database: connections"] = database.count(CONNECTIONS)
    found["jobs that are due and wait"] = database.count(WAITING)
    with Redis.from_url(stack.environment["REDIS_URL"]) as broker:
        found["broker: clients"] = broker.info("clients")["connected_clients"]
        found["broker: data, MB"] = broker.info("memory")["used_memory"] / MEGABYTE
        found["broker: messages in all queues"] = sum(broker.llen(f"netzwerk-jobs:{queue}") for queue in QUEUES)
    return found


@dataclass(frozen=True)
class Trend:
    """How one number went: a straight line through its samples, from the first to the last."""

    name: str
    first: float
    last: float
    most: float

    @property
    def is_flat(self) -> bool:
        """Whether it did not grow by more than its noise: a tenth, and some megabytes or a handful."""
        return self.last - self.first <= max(0.1 * self.first, 8.0)

    def row(self) -> str:
        """Return it as a row of a table."""
        words = "flat" if self.is_flat else "GROWS"
        return f"| {self.name} | {self.first:.1f} | {self.last:.1f} | {self.most:.1f} | {words} |"


def trends(samples: Sequence[Sample]) -> list[Trend]:
    """Return the trend of each number; takes two samples or more, at equal distances."""
    return [_trend(name, [sample[name] for sample in samples]) for name in samples[0]]


def _trend(name: str, values: Sequence[float]) -> Trend:
    count, mean = len(values), sum(values) / len(values)
    middle = (count - 1) / 2
    over = sum((number - middle) * (value - mean) for number, value in enumerate(values))
    slope = over / sum((number - middle) ** 2 for number in range(count))
    return Trend(name, mean - slope * middle, mean + slope * middle, max(values))


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(path).split():
            yield from _family(int(child))


def _memory(pid: int) -> int:
    """Return the bytes of a process that are its own: not its program's, and not the database's shared buffers."""
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss_Anon:"))


def _files(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
