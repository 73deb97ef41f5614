"""A file from its first look to its last row: two jobs, each of which may be broken off and begun again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from accounts.models import User
from transfer.archive.account import apply_settings
from transfer.archive.bringing import Bringer, Tally
from transfer.archive.checking import check_rows
from transfer.archive.derived import STAGES, derive_next, finish
from transfer.archive.ids import IdMap
from transfer.archive.opening import OpenArchive
from transfer.archive.people import Step, recognise_named, recognise_people
from transfer.archive.rows import Row, rows_in_batches
from transfer.archive.tables import Table
from transfer.archive.writing import fingerprint_of
from transfer.models import Restore
from transfer.services import restores as services

# Opens a transaction as the owner, which only the worker who holds the job can commit, with the restore locked.
Turn = Callable[[], AbstractContextManager[Restore]]
_BEGINNING = UUID(int=0)


def look_through(owner: User, file: IO[bytes], turn: Turn) -> None:
    """Look at every row of a file and note what would become of it; raises `ArchiveError` for one that is refused.

    Nothing is stored but how far it is, so after a crash it begins anew.
    """
    archive = OpenArchive(file)
    account = archive.manifest["account"]
    tables = archive.tables()
    looked = _Looked(turn, 2 * sum(archive.rows_of(table) for table in tables))
    archive.check_files(lambda: looked.step(_nothing))
    checked = check_rows(owner, archive, IdMap(account, fingerprint_of(owner)), step=looked.step)
    ids = IdMap(account, fingerprint_of(owner), named=checked.named)
    ids.moved = _recognise(owner, archive, ids, looked.step)
    bringer = Bringer(owner, archive, ids, is_trial=True)
    counts: dict[str, dict[str, int]] = {}
    looked.done = sum(checked.rows.values())
    for table in tables:
        tally = Tally()
        for batch in rows_in_batches(archive, table):
            with looked.turn_behind(len(batch)):
                tally.add(bringer.bring(table, batch))
        if rows := checked.rows[table.name]:
            counts[table.name] = {"rows": rows, **asdict(tally)}
    with turn() as restore:
        manifest = {key: archive.manifest.get(key) for key in ("version", "made_at", "product", "photos")}
        services.finish_look(restore=restore, manifest=manifest, counts=counts, progress={"named": checked.named})


def _recognise(owner: User, archive: OpenArchive, ids: IdMap, step: Step) -> dict[str, str]:
    people = recognise_people(owner, archive, ids, step=step)
    return {**people, **recognise_named(owner, archive, ids, step=step)}


class _Looked:
    """How far the first look is."""

    def __init__(self, turn: Turn, total: int) -> None:
        self._turn, self._total, self.done = turn, total, 0

    def step(self, ask: Callable[[], None]) -> None:
        """Ask the database something as the owner."""
        with self.turn_behind(0):
            ask()

    def turn_behind(self, count: int) -> AbstractContextManager[Restore]:
        """Return a turn that notes so many rows more."""
        self.done += count
        return _noting(self._turn, self._total, self.done)


class _noting(AbstractContextManager[Restore]):  # noqa: N801 - used as a function
    def __init__(self, turn: Turn, total: int, done: int) -> None:
        self._turn, self._total, self._done = turn(), total, done

    def __enter__(self) -> Restore:
        restore = self._turn.__enter__()
        services.note_look(restore=restore, total=self._total, done=self._done)
        return restore

    def __exit__(self, *error: Any) -> bool | None:
        return self._turn.__exit__(*error)


def bring_everything(owner: User, file: IO[bytes], turn: Turn, *, today: date, now: datetime) -> None:
    """Bring a file in, table by table, and then what follows from its rows; raises `ArchiveError`.

    Each batch commits its rows together with how far it got, so whoever takes over goes on behind it.
    """
    archive = OpenArchive(file)
    archive.check_files(lambda: _within(turn, _nothing))
    with turn() as restore:
        progress = restore.progress
    ids = IdMap(archive.manifest["account"], fingerprint_of(owner), named=progress.get("named", ()))
    if "moved" not in progress:
        found = _recognise(owner, archive, ids, lambda ask: _within(turn, ask))
        with turn() as restore:
            _go_on(restore, moved=found)
            progress = restore.progress
    ids.moved = dict(progress["moved"])
    run = _Run(owner, archive, ids, turn, today=today, now=now)
    for stage in ("rows", "links", "derived", "settings"):
        if progress.get("stage", "rows") == stage:
            getattr(run, stage)(progress)
            with turn() as restore:
                following = {"rows": "links", "links": "derived", "derived": "settings"}.get(stage, "end")
                _go_on(restore, stage=following, table="", line=0, after="")
                progress = restore.progress
    with turn() as restore:
        services.finish_restore(restore=restore, now=now)


class _Run:
    def __init__(
        self, owner: User, archive: OpenArchive, ids: IdMap, turn: Turn, *, today: date, now: datetime
    ) -> None:
        self._owner, self._archive, self._ids, self._turn = owner, archive, ids, turn
        self._today, self._now = today, now
        self._bringer = Bringer(owner, archive, ids, is_trial=False)

    def rows(self, progress: dict[str, Any]) -> None:
        """Bring the rows in, behind those that are in."""
        tables = self._archive.tables()
        reached = progress.get("table") or tables[0].name if tables else ""
        names = [table.name for table in tables]
        for table in tables[names.index(reached) :] if tables else []:
            skip = progress.get("line", 0) if table.name == progress.get("table") else 0
            for batch in rows_in_batches(self._archive, table, skip=skip):
                with self._turn() as restore:
                    tally = self._bringer.bring(table, batch)
                    self._note(restore, table, batch, tally)

    def links(self, _progress: dict[str, Any]) -> None:
        """Set what points into its own table."""
        for table in self._archive.tables():
            if not table.own_links:
                continue
            for batch in rows_in_batches(self._archive, table):
                linked = [(number, raw) for number, raw in batch if any(raw[name] for name in table.own_links)]
                with self._turn():
                    self._bringer.link_back(table, linked)

    def derived(self, progress: dict[str, Any]) -> None:
        """Write what follows from the rows: newest moments, words of the search."""
        names = [name for name, _model in STAGES]
        stage = progress.get("table") or names[0]
        after = UUID(progress["after"]) if progress.get("after") else _BEGINNING
        for name in names[names.index(stage) :]:
            last: UUID | None = after if name == stage else _BEGINNING
            while last is not None:
                with self._turn() as restore:
                    last = derive_next(owner=self._owner, stage=name, after=last, today=self._today)
                    _go_on(restore, table=name, after=str(last or ""))

    def settings(self, progress: dict[str, Any]) -> None:
        """Take the settings over, if the user wants, and let the rest of the product know."""
        with self._turn():
            if progress.get("settings"):
                apply_settings(user=User.objects.get(pk=self._owner.pk), said=self._archive.settings)
            finish(owner=self._owner, now=self._now)

    def _note(self, restore: Restore, table: Table, batch: list[tuple[int, Row]], tally: Tally) -> None:
        counts = restore.counts.setdefault(table.name, {"rows": 0})
        counts["came"] = counts.get("came", 0) + tally.new
        counts["stayed"] = counts.get("stayed", 0) + tally.there
        counts["gone"] = counts.get("gone", 0) + tally.left
        restore.done_count += len(batch)
        photos = self._bringer.photos
        left_out = restore.progress.get("photos_left_out", 0) + photos.left_out
        without_room = restore.progress.get("photos_without_room", 0) + photos.without_room
        photos.left_out = photos.without_room = 0
        _go_on(
            restore,
            stage="rows",
            table=table.name,
            line=batch[-1][0],
            moved=self._ids.moved,
            photos_left_out=left_out,
            photos_without_room=without_room,
        )


def _go_on(restore: Restore, **reached: Any) -> None:
    restore.progress = {**restore.progress, **reached}
    restore.save(update_fields=["progress", "counts", "done_count"])


def _nothing() -> None:
    """Ask nothing: a turn by itself holds the job."""


def _within(turn: Turn, ask: Callable[[], None]) -> None:
    with turn():
        ask()
