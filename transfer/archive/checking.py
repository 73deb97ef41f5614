"""The first look at a file: is every row right, does each link lead somewhere, and which ids do texts name."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.models import User
from transfer.archive.ids import IdMap
from transfer.archive.opening import MOST_ROWS, OpenArchive
from transfer.archive.problems import ArchiveError, Problem
from transfer.archive.rows import Row, mentions_in, rows_in_batches
from transfer.archive.tables import Table, table_called, targets

LOW = 2**64 - 1
# So many different ids may stand in texts; beyond, they are left as they are.
MOST_MENTIONS = 500_000


@dataclass
class Checked:
    """What a look through all rows has found: how many there are, and which ids texts and JSON name."""

    rows: dict[str, int] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)


def check_rows(owner: User, archive: OpenArchive, ids: IdMap, *, step: Callable[[Callable[[], None]], None]) -> Checked:
    """Look at every row of the file; raises `ArchiveError` at the first that is not right.

    `step` runs what asks the database, as the owner. Beside a batch, the ids of the tables that are pointed at are in
    memory, and eight bytes for each other row.
    """
    look = _Look(owner, ids)
    checked = Checked()
    for table in archive.tables():
        count = 0
        look.begin(table)
        for batch in rows_in_batches(archive, table):
            count += len(batch)
            step(lambda batch=batch, table=table: look.at_batch(table, batch))  # type: ignore[misc]
            if sum(checked.rows.values()) + count > MOST_ROWS:
                raise ArchiveError(Problem.TOO_MANY_ROWS)
        step(lambda table=table: look.finish(table))  # type: ignore[misc]
        checked.rows[table.name] = count
    checked.named = look.named()
    return checked


class _Look:
    def __init__(self, owner: User, ids: IdMap) -> None:
        self._owner, self._ids = owner, ids
        self._known: dict[str, set[int]] = {}
        self._others = array("Q")
        self._mentioned: set[str] = set()
        # Links of a table to itself, which may lead forward: where each stands.
        self._forward: dict[str, int] = {}

    def begin(self, table: Table) -> None:
        if table.name in targets():
            self._known[table.name] = set()

    def at_batch(self, table: Table, batch: list[tuple[int, Row]]) -> None:
        known = self._known.get(table.name)
        for number, row in batch:
            value = int(row["id"].replace("-", ""), 16)
            self._others.append(value & LOW)
            if known is not None:
                known.add(value)
            if len(self._mentioned) < MOST_MENTIONS:
                self._mentioned.update(mentions_in(table, row))
            for name in table.own_links:
                if row[name]:
                    self._forward[row[name]] = number
        for name, target in table.links.items():
            if name not in table.own_links:
                self._follow(table, target, {row[name]: number for number, row in batch if row[name]}, name)

    def finish(self, table: Table) -> None:
        for name in table.own_links:
            self._follow(table, table.name, self._forward, name)
        self._forward = {}

    def named(self) -> list[str]:
        """Return which of the ids in texts are ids of the file."""
        sought = {int(pk.replace("-", ""), 16) & LOW: pk for pk in self._mentioned}
        return sorted({sought[low] for low in self._others if low in sought})

    def _follow(self, table: Table, target: str, links: dict[str, int], column: str) -> None:
        """Raise `ArchiveError` when one of the links, each with its line, leads nowhere."""
        known = self._known.get(target, set())
        elsewhere = [pk for pk in links if int(pk.replace("-", ""), 16) not in known]
        if not elsewhere:
            return
        here = {self._ids.fresh(pk): pk for pk in elsewhere}
        found = table_called(target).model._default_manager.filter(owner_id=self._owner.pk, pk__any_of=here)
        missing = set(elsewhere) - {here[str(pk)] for pk in found.values_list("pk", flat=True)}
        if missing:
            line = min(links[pk] for pk in missing)
            raise ArchiveError(Problem.DANGLING, file=table.file, line=line, column=column)
