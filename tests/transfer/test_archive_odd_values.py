"""Odd values in every column of every table come back as they were."""

from __future__ import annotations

import json
import random
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from tests.examples import of_usual
from tests.security.furniture import furnish
from tests.transfer.archives import changed, exported, restored, rows_of, translated
from transfer.archive.columns import Column
from transfer.archive.ids import IdMap
from transfer.archive.saying import RULES
from transfer.archive.tables import Table, all_tables
from transfer.archive.writing import fingerprint_of
from transfer.models import Restore

SIGNS = "aZ09 äöüßÅŁ\t\n\r\"'\\/<>&{}[]:,;=%_$\u0085\u00a0\u200d\u2028\u202e\ufeff☃🦜👩‍👩‍👧"


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep uploaded files in a folder of this test's own."""


@pytest.mark.parametrize("seed", range(of_usual(3)))
def test_odd_values_in_every_column_come_back_as_they_were(alice: User, charlie: User, seed: int) -> None:
    furnish(charlie)
    chance, wanted = random.Random(seed), rows_of(charlie)
    for table in all_tables():
        for row in wanted[table.name]:
            _make_odd(table, row, chance)

    def write(files: dict[str, bytes]) -> None:
        for table in all_tables():
            files[table.file] = "".join(json.dumps(row) + "\n" for row in wanted[table.name]).encode()

    content = changed(exported(charlie), write)

    done = restored(alice, content)

    assert (done.state, done.failure, done.progress.get("place")) == (Restore.State.DONE, "", None)
    ids = IdMap(fingerprint_of(charlie), fingerprint_of(alice))
    expected, found = translated(wanted, ids), rows_of(alice)
    for table in all_tables():
        assert found[table.name] == expected[table.name], table.name
    assert restored(alice, exported(alice)).counts["contacts.contact"]["came"] == 0


# Together they have to be a day that there is.
DAYS = {"birthday_year", "birthday_month", "birthday_day", "year", "month", "day"}


def _make_odd(table: Table, row: dict[str, Any], chance: random.Random) -> None:
    for column in table.columns:
        if column.name not in kept_columns(table):
            row[column.name] = _odd(column, chance)
            assert column.accepts(row[column.name]), (table.name, column.name, row[column.name])


@cache
def kept_columns(table: Table) -> set[str]:
    """Return what stays: ids, links, and columns that the rules of the table tie to others."""
    tied = {"id", *table.links, "photo_name", "anchor_on", *(["state"] if table.without else [])}
    tied |= {column.name for column in table.columns if column.kind == "text" and "pattern" in column.schema}
    if table.name in RULES:
        tied |= {column.name for column in table.columns if column.kind == "json" or column.name in DAYS}
    for rule in table.model._meta.constraints:
        if isinstance(rule, CheckConstraint):
            tied |= _named(rule.condition)
        elif isinstance(rule, UniqueConstraint):
            names = {*rule.fields, *(_named(rule.condition) if rule.condition else ())}
            tied |= {name for name in names if name in table.by_name and not _is_free(table.by_name[name])}
    # Folded by the name, and unique in that.
    return tied | ({"name", "label"} if table.name in ("contacts.savedview", "networks.network") else set())


def _is_free(column: Column) -> bool:
    """Tell whether a column may say so much that two rows hardly say the same."""
    return column.kind == "text" and "enum" not in column.schema


def _named(condition: Any) -> set[str]:
    found: set[str] = set()
    for child in condition.children:
        found |= _named(child) if isinstance(child, Q) else {child[0].split("__")[0]}
    return found


def _odd(column: Column, chance: random.Random) -> Any:
    if column.is_null and chance.random() < 0.2:
        return None
    schema = column.schema["anyOf"][0] if "anyOf" in column.schema else column.schema
    return _of(schema, column.kind, chance)


def _of(schema: dict[str, Any], kind: str, chance: random.Random) -> Any:  # noqa: C901, PLR0911 - one line for each kind
    if "enum" in schema:
        return chance.choice(schema["enum"])
    if kind == "text":
        return _text(chance, min(schema["maxLength"], 2000))
    if kind == "whole":
        return chance.choice([schema["minimum"], schema["maximum"], max(schema["minimum"], 1)])
    if kind == "boolean":
        return chance.random() < 0.5
    if kind == "decimal":
        # As many places as the column keeps, as `\\.[0-9]{1,4}` says.
        places = int(re.findall(r"\{1,(\d+)\}", schema["pattern"])[-1])
        return f"{chance.randrange(10**4)}.{chance.randrange(10**places):0{places}}"
    if kind == "day":
        return (date(1, 1, 1) + timedelta(days=chance.randrange(3_600_000))).isoformat()
    if kind == "instant":
        moment = datetime(1000, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**11))
        return moment.isoformat()
    if kind == "hour":
        return f"{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
    if kind == "list":
        return [_of(schema["items"], _kind(schema["items"]), chance) for _each in range(chance.randrange(4))]
    if kind == "json":
        inner = {_text(chance, 20): [_text(chance, 20), 1.5, -7, None, True, {"": []}]}
        return [inner] if schema["type"] == "array" else inner
    return None


def _kind(schema: dict[str, Any]) -> str:
    return "text" if schema["type"] == "string" else "whole"


def _text(chance: random.Random, longest: int) -> str:
    return "".join(chance.choice(SIGNS) for _each in range(chance.choice([0, 1, longest // 2, longest]))) or "-"
