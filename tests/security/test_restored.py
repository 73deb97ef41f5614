"""An account into which a file by hand has brought the last that each column may say: every page is still one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import User
from tests.security.furniture import furnish
from tests.security.pages import addresses, parameterised
from tests.transfer.archives import changed, exported, restored, rows_of
from tests.transfer.test_archive_odd_values import kept_columns
from transfer.archive.columns import Column
from transfer.archive.ids import IdMap
from transfer.archive.tables import all_tables
from transfer.archive.writing import fingerprint_of
from transfer.models import Restore

pytestmark = pytest.mark.sweep

APPS = ("contacts:", "goals:", "matching:", "networks:", "today:", "transfer:", "reminders:")
DAYS = ("0001-01-01", "9999-12-31")
INSTANTS = ("0002-01-01T00:00:00+14:00", "9998-12-31T23:59:59-12:00")


@pytest.mark.parametrize("end", [0, 1], ids=["least", "most"])
def test_no_page_stumbles_over_what_a_file_has_brought(alice: User, charlie: User, member: Client, end: int) -> None:
    objects, rows = furnish(charlie), rows_of(charlie)

    def write(files: dict[str, bytes]) -> None:
        for table in all_tables():
            free = [column for column in table.columns if column.name not in kept_columns(table)]
            for row in rows[table.name]:
                row.update({column.name: _last(column, row[column.name], end) for column in free})
            files[table.file] = "".join(json.dumps(row) + "\n" for row in rows[table.name]).encode()

    done = restored(alice, changed(exported(charlie), write))

    assert (done.state, done.failure, done.progress.get("place")) == (Restore.State.DONE, "", None)
    ids = IdMap(fingerprint_of(charlie), fingerprint_of(alice))
    here = {name: UUID(ids.fresh(str(pk))) if isinstance(pk, UUID) else pk for name, pk in objects.items()}
    urls = [url for name, _ in parameterised() if name.startswith(APPS) for url in addresses(here, name)]
    answers = {url: member.get(url).status_code for url in urls}
    assert [url for url, status in answers.items() if status >= 500] == []
    assert sum(status == 200 for status in answers.values()) > len(urls) / 3
    assert exported(alice)


def _last(column: Column, value: Any, end: int) -> Any:
    schema = column.schema["anyOf"][0] if "anyOf" in column.schema else column.schema
    if "enum" in schema or (value is None and column.kind != "day"):
        return value
    if column.kind == "text":
        return value[:1] if end == 0 else (value * schema["maxLength"])[: min(schema["maxLength"], 5000)]
    ends = {"day": DAYS, "instant": INSTANTS, "decimal": ("0.00", "9999999.99")}
    ends["whole"] = (schema.get("minimum"), schema.get("maximum"))  # type: ignore[assignment]
    last = ends.get(column.kind, (value, value))[end]
    return last if column.accepts(last) else value
