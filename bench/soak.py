"""A soak: the real stack under mixed load, and whether memory, connections, files or queues grow.

Whoever is added goes again, so that accounts stay as large as they are: what still grows then is ours.

`.venv/bin/python -m bench.soak [minutes]`, 40 unless said, after `python3 run.py setup`. A quarter is warm-up: so long
it takes until each of the database's connections has seen each table, and keeps what it knows of it at hand.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

from bench.watch import Sample, look, trends
from netzwerk.local.ports import LOOPBACK, free_port
from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.faults.visitor import NAME, Answer, Visitor
from tests.e2e.seeds import seed

MEMBERS, READERS, CARDS = 8, 20, 50
EACH_SECONDS = 10.0
WARM_UP = 0.25
# Between two acts of a visitor; so that the machine is busy and not swamped.
PAUSE_SECONDS = 0.15
PAGES = (
    "/", "/contacts/", "/contacts/?q=ruth", "/contacts/moments/", "/goals/", "/networks/", "/matching/", "/import/",
    "/export/", "/settings/", "/contacts/new/", "/contacts/names/?who=mir", "/health/jobs", "/static/favicon.svg",
)  # fmt: skip
DUE_AGAIN: tuple[LiteralString, ...] = (
    "DELETE FROM reminders_digestperson WHERE owner_id IN (SELECT id FROM accounts_user WHERE email LIKE 'reader-%')",
    "DELETE FROM reminders_digest WHERE owner_id IN (SELECT id FROM accounts_user WHERE email LIKE 'reader-%')",
    "UPDATE accounts_user SET next_digest_at = now() WHERE email LIKE 'reader-%'",
)


class Member(threading.Thread):
    """Does one thing after the other as chance has it, and counts what came back."""

    def __init__(self, number: int, address: str, stopping: threading.Event) -> None:
        super().__init__(daemon=True)
        self.visitor, self.address, self.stopping = Visitor(f"member-{number}@example.org"), address, stopping
        self.chance = random.Random(number)  # noqa: S311 - the same each time
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.seconds: list[float] = []
        # The address of the last import, which is taken back before the next.
        self.imported = ""

    def run(self) -> None:
        """Work until told to stop; log in anew every few minutes."""
        acts: list[tuple[str, Callable[[], Answer], int]] = [
            ("page", self._look, 60),
            ("person", self._add, 8),
            ("moment", self._log, 25),
            ("import", self._import, 1),
            ("export", self._export, 1),
            ("log-in", partial(self.visitor.log_in, self.address), 1),
        ]
        self._note("log-in", partial(self.visitor.log_in, self.address))
        while not self.stopping.wait(PAUSE_SECONDS):
            [(what, act, _weight)] = self.chance.choices(acts, [weight for _what, _act, weight in acts])
            self._note(what, act)

    def _note(self, what: str, act: Callable[[], Answer]) -> None:
        answer = act()
        self.statuses[what, answer.status] += 1
        self.seconds.append(answer.seconds)

    def _look(self) -> Answer:
        return self.visitor.get(self.address, self.chance.choice(PAGES))

    def _add(self) -> Answer:
        added = self.visitor.post(self.address, "/contacts/new/", {"name": f"Ruth {uuid4().hex}"})
        if added.status == 302:
            self._note("deletion", partial(self.visitor.post, self.address, f"{added.headers['location']}delete/", {}))
        return added

    def _log(self) -> Answer:
        today = datetime.now(UTC).date().isoformat()
        fields = {"kind": "call", "happened_on": today, "who": "Miriam", "note": uuid4().hex}
        return self.visitor.post(self.address, "/contacts/moments/new/", fields)

    def _export(self) -> Answer:
        return self.visitor.post(self.address, "/export/new/", {"whom": "all", "kind": "contacts"})

    def _import(self) -> Answer:
        if self.imported:
            self._note("undo", partial(self.visitor.post, self.address, f"{self.imported}undo/", {}))
            self._note("bin", partial(self.visitor.post, self.address, "/contacts/bin/empty/", {}))
        cards = "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uuid4()}\r\nFN:Card {uuid4().hex}\r\nEND:VCARD\r\n"
            for _card in range(CARDS)
        )
        given = {"origin": "other", "closeness": "not_placed", "last_in_touch": "not_sure"}
        taken = self.visitor.upload(self.address, "/import/new/", "soak.vcf", cards.encode(), given)
        if taken.status == 302 and not self.stopping.wait(5):
            self.imported = taken.headers["location"]
            self.visitor.post(self.address, f"{self.imported}accept/", {})
        return taken


def let_mails_be_due(stack: Stack) -> None:
    """Let the reminders of all readers be due again, as if another day had come."""
    database = Database(stack.environment["DATABASE_URL"])
    for statement in DUE_AGAIN:
        database.ask(statement)


def watch(stack: Stack, minutes: float) -> list[Sample]:
    """Look at the stack every ten seconds for so long; each minute mails are due."""
    samples: list[Sample] = []
    began = time.monotonic()
    wake = threading.Event()
    while (gone := time.monotonic() - began) < minutes * 60:
        if len(samples) % 6 == 0:
            let_mails_be_due(stack)
        stack.tend()
        samples.append(look(stack))
        if len(samples) % 6 == 1:
            say(f"{gone:5.0f} s  " + "  ".join(f"{key} {value:.0f}" for key, value in samples[-1].items()))
        wake.wait(max(0.0, EACH_SECONDS * len(samples) - (time.monotonic() - began)))
    return samples


def soak(minutes: float) -> bool:
    """Run it; prints its tables, and returns whether nothing grew and nothing failed."""
    stopping = threading.Event()
    with tempfile.TemporaryDirectory(prefix="netzwerk-soak-") as folder:
        port = str(free_port())
        stack = Stack(Path(folder), {"PORT": port, "BASE_URL": f"http://{NAME}", "TICK_SECONDS": "10"})
        stack.start()
        try:
            seed(stack, "members", str(MEMBERS))
            seed(stack, "readers", str(READERS))
            members = [Member(number, f"{LOOPBACK}:{port}", stopping) for number in range(MEMBERS)]
            for member in members:
                member.start()
            samples = watch(stack, minutes)
            stopping.set()
            for member in members:
                member.join()
        finally:
            stopping.set()
            stack.stop()
    return report(samples, members, minutes)


def report(samples: list[Sample], members: list[Member], minutes: float) -> bool:
    """Print what was found; tell whether all is well."""
    found = trends(samples[round(len(samples) * WARM_UP) :])
    statuses: Counter[tuple[str, int]] = sum((member.statuses for member in members), Counter())
    seconds = sorted(second for member in members for second in member.seconds)
    times = " ".join(f"{seconds[int(len(seconds) * part)] * 1000:.0f}" for part in (0.5, 0.95, 0.99))
    failed = {key: count for key, count in statuses.items() if key[1] not in (200, 302, 422)}
    say("\n| what | after the warm-up | at the end | most | |\n|---|---|---|---|---|")
    say("\n".join(trend.row() for trend in found))
    say(f"\n{len(seconds)} requests in {minutes:.0f} minutes, {len(seconds) / minutes / 60:.1f} a second")
    say(f"50th, 95th, 99th: {times} ms")
    say(f"answers: {dict(sorted(statuses.items()))}")
    say(f"neither served nor said what is wrong with a form: {failed or 'none'}")
    return all(trend.is_flat for trend in found) and not failed


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(0 if soak(float(sys.argv[1]) if len(sys.argv) > 1 else 40) else 1)
