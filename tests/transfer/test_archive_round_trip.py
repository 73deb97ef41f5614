"""After an export, a wipe and a restore all counts and all values are equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import delete_user, make_sample_user
from tests.factories import make_user
from tests.security.furniture import furnish
from tests.transfer.archives import came_in, exported, restored, rows_of, translated
from transfer.archive.ids import IdMap
from transfer.archive.tables import all_tables
from transfer.archive.writing import fingerprint_of
from transfer.models import Restore


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep uploaded files in a folder of this test's own."""


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sample_account_comes_back_whole(db: None, language: str) -> None:
    jana = make_sample_user(language=language, time_zone="Europe/Berlin")
    _goes_out_and_comes_back(jana)


def test_one_of_everything_comes_back_whole(alice: User) -> None:
    furnish(alice, "Miriam <b>ö</b> 'quoted' \"twice\" \\ \t ☃ 🦜")
    assert [table.name for table in all_tables() if not rows_of(alice)[table.name]] == []
    _goes_out_and_comes_back(alice)


def _goes_out_and_comes_back(owner: User) -> None:
    content, before, ids = exported(owner), rows_of(owner), fingerprint_of(owner)
    delete_user(user=owner, now=timezone.now())
    new = make_user("new@example.org")

    done = restored(new, content)

    assert (done.state, done.failure, done.progress.get("place")) == (Restore.State.DONE, "", None)
    assert came_in(done) == sum(map(len, before.values()))
    expected = translated(before, IdMap(ids, fingerprint_of(new)))
    after = rows_of(new)
    for table in all_tables():
        assert after[table.name] == expected[table.name], table.name
