"""The real stack with a mail server that can be stopped, and the ways in which its parts die."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import LiteralString

import psycopg
from redis import Redis

from netzwerk.local.problems import LocalError
from netzwerk.local.processes import Child
from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.faults.postman import Postman
from tests.e2e.seeds import seed
from tests.e2e.waiting import wait_for

LOCKS: dict[str, LiteralString] = {
    "reminders_digest": "LOCK TABLE reminders_digest IN SHARE MODE",
    "reminders_digestperson": "LOCK TABLE reminders_digestperson IN SHARE MODE",
}
STUCK: LiteralString = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"


class Machine:
    """What a fault happens to."""

    def __init__(self, stack: Stack, postman: Postman) -> None:
        self.stack = stack
        self.postman = postman
        self.database = Database(stack.environment["DATABASE_URL"])

    def part(self, name: str) -> Child:
        """Return a part of the stack."""
        return self.stack.process(name)

    def kill(self, name: str) -> None:
        """Kill a part (SIGKILL), with all its processes."""
        self.part(name).kill()

    def start(self, name: str) -> None:
        """Start a part again and wait until it answers: a database only can when its last children are gone."""
        wait_for(lambda: self._started(self.part(name)), f"{name} to start")

    def _started(self, part: Child) -> bool:
        part.kill()
        part.start()
        try:
            part.wait_until_ready()
        except LocalError:
            return False
        return True

    @contextmanager
    def another(self, name: str) -> Iterator[None]:
        """Run a part twice."""
        twin = replace(self.part(name), log=self.part(name).log.with_suffix(".twin.log"))
        if name == "beat":
            schedule = [f"{word}-twin" if "beat-schedule" in str(word) else word for word in twin.command]
            twin = replace(twin, command=schedule)
        twin.start()
        yield
        twin.stop()

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Hold a table so that nobody writes into it: whoever wants to is stuck just there."""
        # Where the database dies, the lock is gone with it.
        with suppress(psycopg.OperationalError), psycopg.connect(self.database.url) as connection:
            connection.execute(LOCKS[table])
            yield

    def wait_until_stuck(self, table: str) -> None:
        """Return once somebody waits to write into a locked table."""
        wait_for(lambda: self.database.count(STUCK, [table]), f"somebody stuck at {table}")

    def let_be_due(self, address: str, since: str = "1 second") -> None:
        """Let the mail of a user be due."""
        self.database.ask(
            "UPDATE accounts_user SET next_digest_at = now() - %s::interval WHERE email = %s", [since, address]
        )

    def claim_by_hand(self) -> None:
        """Do once what the tick does, in a process that lives on; nobody runs the jobs."""
        seed(self.stack, "claim")

    def empty_broker(self) -> None:
        """Let the broker forget everything."""
        with Redis.from_url(self.stack.environment["REDIS_URL"]) as broker:
            broker.flushall()

    def wait_until_tried(self, address: str) -> None:
        """Return once the mail to an address has been tried in vain."""
        asked: LiteralString = """SELECT count(*) FROM core_job j JOIN accounts_user u ON u.id = j.owner_id
            WHERE u.email = %s AND j.attempts > 0 AND j.state = 'waiting'"""
        wait_for(lambda: self.database.count(asked, [address]), f"a try for {address}")

    def let_time_pass(self) -> None:
        """Let every job be due that waits for its next try."""
        self.database.ask("UPDATE core_job SET run_at = now() WHERE state = 'waiting'")

    def states(self, address: str) -> list[str]:
        """Return the states of a user's digests."""
        asked: LiteralString = (
            "SELECT state FROM reminders_digest d JOIN accounts_user u ON u.id = d.owner_id WHERE u.email = %s"
        )
        return [str(state) for (state,) in self.database.ask(asked, [address])]

    def open_jobs(self) -> int:
        """Return how many jobs wait or run."""
        return self.database.count("SELECT count(*) FROM core_job WHERE state IN ('waiting', 'running')")

    def wait_until_done(self, address: str, seconds: float = 60) -> None:
        """Return once a user has one digest, which was sent, and nothing is left to do.

        Meanwhile parts that have died are started again, as by `run.py` or by any other keeper: Celery's worker ends
        when its broker does.
        """
        wait_for(lambda: self._is_done(address), f"the mail to {address}", seconds)

    def _is_done(self, address: str) -> bool:
        self.stack.tend()
        return self.states(address) == ["sent"] and not self.open_jobs()
