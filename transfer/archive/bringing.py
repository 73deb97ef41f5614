"""Rows of a file into an account: what is there already stays as it is, what is new comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from accounts.models import User
from accounts.services.quotas import Quota, make_sure_of_room
from contacts.models import fold_name
from contacts.services.tags import fold_tag
from contacts.services.views import fold_view
from netzwerk.core.folding import fold
from transfer.archive.belongings import settle
from transfer.archive.ids import IdMap
from transfer.archive.loading import RuleBrokenError, load_rows
from transfer.archive.opening import OpenArchive
from transfer.archive.photos import PhotoPlacer
from transfer.archive.problems import ArchiveError, Problem
from transfer.archive.rows import Row, naming_columns
from transfer.archive.rules import find_same, rules_of
from transfer.archive.sql import PHOTO_COLUMN, PHOTOS, rows_by_id
from transfer.archive.tables import Table, folded_columns, table_called, targets


@dataclass
class Tally:
    """What became of rows: new ones, those that are here already, of these the ones that say something else."""

    new: int = 0
    there: int = 0
    differ: int = 0
    # What has no place here: about somebody who has gone since, or who is tied to themselves now.
    left: int = 0

    def add(self, other: Tally) -> None:
        """Count others along."""
        self.new += other.new
        self.there += other.there
        self.differ += other.differ
        self.left += other.left


@dataclass
class _Line:
    number: int
    raw: Row
    row: Row = field(default_factory=dict)

    @property
    def pk(self) -> str:
        return str(self.raw["id"])


class Bringer:
    """Brings rows in, a batch at a time, inside a transaction of the caller; a trial stores nothing."""

    def __init__(self, owner: User, archive: OpenArchive, ids: IdMap, *, is_trial: bool) -> None:
        self._owner, self._ids, self._is_trial = owner, ids, is_trial
        self.photos = PhotoPlacer(owner, archive.photo)

    def bring(self, table: Table, batch: list[tuple[int, Row]]) -> Tally:
        """Bring a batch in and return what became of it; raises `ArchiveError`."""
        lines = [_Line(number, raw) for number, raw in batch]
        for line in lines:
            line.row = self._translated(table, line.raw)
        tally = Tally()
        waiting = self._without_known(table, lines, tally)
        waiting = self._without_same(table, waiting, tally)
        if not self._is_trial:
            waiting = self._without_lost(table, waiting, tally)
        self._store(table, waiting, tally)
        return tally

    def link_back(self, table: Table, batch: list[tuple[int, Row]]) -> None:
        """Set the links of rows that have come in to rows of their own table, which are all there now."""
        for column in table.own_links:
            rows = {self._ids.fresh(raw["id"]): self._ids.here(raw[column]) for _number, raw in batch if raw[column]}
            model = table.model._default_manager
            there = model.filter(owner_id=self._owner.pk, pk__any_of=set(rows.values()))
            known = {str(pk) for pk in there.values_list("pk", flat=True)}
            open_ = model.filter(owner_id=self._owner.pk, pk__any_of=rows, **{column: None})
            stored = list(open_)
            for one in stored:
                target = rows[str(one.pk)]
                setattr(one, column, UUID(target) if target in known and target != str(one.pk) else None)
            model.bulk_update(stored, [column.removesuffix("_id")], batch_size=500)

    def _translated(self, table: Table, raw: Row) -> Row:
        """Return a row with the ids of here, and the columns that follow from others."""
        row, naming = {}, naming_columns(table)
        for column in table.columns:
            name, value = column.name, raw[column.name]
            if name == "id":
                value = self._ids.fresh(value)
            elif name in table.links:
                value = self._ids.here(value) if value else None
            elif name in naming:
                value = self._ids.in_value(value)
            row[name] = value
        for name, longest in folded_columns(table).items():
            row[name] = _folded(table, row, longest)
        return row

    def _without_known(self, table: Table, lines: list[_Line], tally: Tally) -> list[_Line]:
        """Leave out what is here by its id, or was found to be here under another."""
        pks = [UUID(line.row["id"]) for line in lines]
        there: dict[str, Row] | set[str]
        if self._is_trial:
            there = rows_by_id(self._owner, table, pks)
        else:
            found = table.model._default_manager.filter(owner_id=self._owner.pk, pk__any_of=pks)
            there = {str(pk) for pk in found.values_list("pk", flat=True)}
        waiting = []
        for line in lines:
            if line.row["id"] in there:
                tally.there += 1
                if isinstance(there, dict) and _differs(table, line.row, there[line.row["id"]]):
                    tally.differ += 1
            elif line.pk in self._ids.moved:
                tally.there += 1
            else:
                waiting.append(line)
        return waiting

    def _without_same(self, table: Table, lines: list[_Line], tally: Tally) -> list[_Line]:
        """Leave out what says the same as a row that is here, or as one before it in the batch."""
        settled = settle(self._owner, table, self._ids, [(line.raw, line.row) for line in lines])
        waiting = [line for line in lines if line.pk not in settled]
        for pk, same in settled.items():
            if same is None:
                tally.left += 1
            else:
                self._is_there(table, pk, same, tally)
        for rule in rules_of(table):
            same_here = find_same(self._owner, table, rule, [line.row for line in waiting])
            rest = []
            for line in waiting:
                key = rule.key_of(line.row)
                if key is None or key not in same_here:
                    if key is not None:
                        same_here[key] = line.row["id"]
                    rest.append(line)
                elif rule.gives_way:
                    line.row.update(rule.gives_way)
                    rest.append(line)
                else:
                    self._is_there(table, line.pk, same_here[key], tally)
            waiting = rest
        return waiting

    def _is_there(self, table: Table, pk: str, same: str, tally: Tally) -> None:
        tally.there += 1
        if table.name in targets():
            self._ids.moved[pk] = same

    def _without_lost(self, table: Table, lines: list[_Line], tally: Tally) -> list[_Line]:
        """Leave out what names a row that is not here: it went while the file waited."""
        for column, target in table.links.items():
            if column in table.own_links:
                continue
            wanted = {line.row[column] for line in lines if line.row[column]}
            found = table_called(target).model._default_manager.filter(owner_id=self._owner.pk, pk__any_of=wanted)
            known = {str(pk) for pk in found.values_list("pk", flat=True)} if wanted else set()
            kept = [line for line in lines if not line.row[column] or line.row[column] in known]
            tally.left += len(lines) - len(kept)
            lines = kept
        return lines

    def _store(self, table: Table, lines: list[_Line], tally: Tally) -> None:
        for line in lines:
            line.row.update(dict.fromkeys(table.own_links))
            self._place_photos(table, line.row)
        if table.name == "contacts.contact" and not self._is_trial:
            make_sure_of_room(owner=self._owner, quota=Quota.PEOPLE, wanted=len(lines))
        try:
            rows = [line.row for line in lines]
            stored = load_rows(self._owner.pk, table, rows, is_trial=self._is_trial)
        except RuleBrokenError as error:
            raise ArchiveError(Problem.AGAINST_A_RULE, file=table.file, line=lines[error.place].number) from error
        tally.new += len(lines)
        if not self._is_trial and len(stored) < len(lines):
            self._explain(table, [line for line in lines if line.row["id"] not in stored])

    def _explain(self, table: Table, missing: list[_Line]) -> None:
        """Say why rows could not be stored: somebody was quicker just now, or an id is another account's."""
        # The job tries the batch once more, and finds what is there by now.
        mine = table.model._default_manager.filter(owner_id=self._owner.pk)
        if mine.filter(pk__in=[line.row["id"] for line in missing]).exists():
            raise InterruptedError(table.name)
        for rule in rules_of(table):
            if find_same(self._owner, table, rule, [line.row for line in missing]):
                raise InterruptedError(table.name)
        raise ArchiveError(Problem.FOREIGN, file=table.file, line=missing[0].number)

    def _place_photos(self, table: Table, row: Row) -> None:
        if (table.name, PHOTO_COLUMN[1]) == PHOTO_COLUMN:
            row["photo_name"] = self._photo(row["photo_name"])
        elif table.name == "contacts.merge":
            for side in ("before", "after"):
                said = row[side].get("photo", {})
                if "photo_name" in said:
                    said["photo_name"] = self._photo(said["photo_name"])

    def _photo(self, member: str) -> str:
        if not member.startswith(PHOTOS):
            return ""
        return self.photos.named(member) if self._is_trial else self.photos.place(member)


# How each table folds the name by which its rows are recognised.
_FOLDS: dict[str, Callable[[str], str]] = {
    "contacts.customfield": fold,
    "contacts.tag": fold_tag,
    "contacts.savedview": fold_view,
}


def _folded(table: Table, row: Row, longest: int) -> str:
    text = row["label"] if table.name == "contacts.customfield" else row["name"]
    return _FOLDS.get(table.name, fold_name)(text)[:longest]


def _differs(table: Table, row: Row, there: Row) -> bool:
    return any(row[column.name] != there[column.name] for column in table.columns if column.name not in table.own_links)
