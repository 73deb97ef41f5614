"""JSON of rows that programs act on: a file may not let them reach foreign rows and photos, nor make them stumble."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Merge
from contacts.services.merging import merge_contacts
from contacts.services.photos import photo_storage, store_photo
from contacts.services.unmerging import undo_merge
from netzwerk.core.walls import acting_as
from tests.factories import NOBODY, TODAY, make_contact, make_picture
from tests.security.furniture import furnish
from tests.transfer.archives import exported, looked_at, restored, with_rows
from transfer.archive.problems import Problem
from transfer.models import Restore

MERGE = "contacts.merge"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _media(media: Path) -> None:
    """Keep photos and uploads in a folder of this test's own."""


@pytest.fixture
def content(charlie: User) -> bytes:
    """What Charlie has exported: somebody whose photo came from whom they absorbed, and took the place of their own."""
    with acting_as(charlie):
        survivor, absorbed = make_contact(charlie, "Anna Blum"), make_contact(charlie, "Anna B.", note="photos/none")
        for person in (survivor, absorbed):
            store_photo(contact=person, content=make_picture())
        choices = {"photo": "absorbed", "name": "absorbed"}
        merge_contacts(survivor=survivor, absorbed=absorbed, choices=choices, now=NOW, today=TODAY)
    return exported(charlie)


def _changed(content: bytes, side: str, said: dict[str, Any]) -> bytes:
    return with_rows(content, MERGE, lambda rows: rows[0][side].update(said))


def _merge_says(content: bytes, **said: Any) -> bytes:
    return with_rows(content, MERGE, lambda rows: rows[0].update(said))


def test_a_merge_comes_back_with_its_photo_and_can_be_undone(alice: User, content: bytes) -> None:
    assert restored(alice, content).state == Restore.State.DONE
    with acting_as(alice):
        merge = Merge.objects.get()
        assert merge.before["photo"]["photo_name"].startswith(f"{alice.files_id}/")
        assert merge.after["note"] == {"note": "photos/none"}
        undo_merge(merge=merge, now=NOW, today=TODAY)
        photos = set(Contact.objects.values_list("photo_name", flat=True))
    assert len(photos) == 2
    assert all(photo_storage().exists(name) for name in photos)


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("photo", {"photo_name": "00000000-0000-4000-8000-000000000000/" + "a" * 32 + ".webp"}),
        ("photo", {"photo_name": "../../settings.webp"}),
        ("photo", {"photo_name": "photos/../secret.webp"}),
        ("photo", {"photo_name": None}),
        ("name", {"photo_name": "photos/" + "a" * 32 + ".webp"}),
        ("name", {"owner_id": 1}),
        ("name", {"name": 7}),
        ("name", {"name": "x" * 10_000}),
        ("name", "Anna"),
        ("standing", {"archived_at": "tomorrow"}),
        ("standing", {"archived_at": "9999-12-31T23:59:59-12:00"}),
        ("birthday", {"birthday_month": "one"}),
        ("row:contacts.Tie:nobody", {}),
        ("row:contacts.Contact:" + NOBODY, {"name": "x"}),
        ("row:accounts.User:" + NOBODY, {"is_staff": True}),
        ("__class__", {}),
    ],
)
def test_a_merge_gives_back_no_more_than_a_merge_takes(alice: User, content: bytes, group: str, said: Any) -> None:
    for side in ("before", "after"):
        _refused(alice, _changed(content, side, {group: said}), side)


def test_a_merge_says_before_and_after_of_the_same(alice: User, content: bytes) -> None:
    _refused(alice, _merge_says(content, before={}), "after")


@pytest.mark.parametrize("moved", [{"contacts.Tie": 7}, {"contacts.Tie": {"x": 1}}, {"contacts.Tie": {NOBODY: "1"}}])
def test_a_merge_moves_rows_by_their_ids(alice: User, content: bytes, moved: Any) -> None:
    _refused(alice, _merge_says(content, moved=moved), "moved")


def _refused(alice: User, content: bytes, column: str) -> None:
    restore = looked_at(alice, content)
    assert (restore.state, restore.failure) == (Restore.State.FAILED, Problem.BAD_VALUE)
    assert restore.progress["place"]["column"] == column


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("contacts.binnedtag", "left_behind", {}),
        ("contacts.binnedtag", "left_behind", {"contacts": ["x"]}),
        ("contacts.binnedtag", "left_behind", {"contacts": [], "into": "x"}),
        ("contacts.binnedtag", "left_behind", {"contacts": [], "lent": 7}),
        ("contacts.binnedtag", "left_behind", {"contacts": [], "views": {NOBODY: ["a"]}}),
        ("contacts.binnedtag", "left_behind", {"contacts": [], "views": {NOBODY: ["a", "b" * 5000]}}),
        ("networks.check", "snapshot", {"profile": {"evil": 1}}),
        ("networks.check", "snapshot", {"profile": {"fee_amount": "much"}}),
        ("networks.check", "snapshot", {"network": {"extra_costs": "1e9999"}}),
        ("networks.check", "snapshot", {"network": []}),
        ("networks.check", "snapshot", {"levels": {"tone": "high"}}),
        ("networks.check", "snapshot", {"levels": {"evil": 1}}),
        ("networks.check", "snapshot", {"weights": {"tone": -1}}),
        ("networks.check", "snapshot", {"score": 10**30}),
        ("core.draft", "data", {"step_data": []}),
        ("core.draft", "data", {"step_data": {"goal": {"goal-statement": "x"}}}),
        ("core.draft", "data", {"step_files": {"goal": {"x": {"tmp_name": "/etc/passwd"}}}}),
        ("core.draft", "data", {"visited": 7}),
        ("core.draft", "step", "../.."),
        ("contacts.owndate", "day", 31),
        ("contacts.owndate", "year", 32_767),
        ("contacts.contact", "birthday_day", 30),
        ("contacts.contact", "created_at", "0001-01-01T00:00:00+14:00"),
        ("contacts.contact", "created_at", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_what_programs_act_on_is_looked_at_before_it_is_believed(
    alice: User, everything: bytes, table: str, column: str, said: Any
) -> None:
    beside = {"birthday_day": {"birthday_month": 2}, "day": {"month": 2}, "year": {}}.get(column, {})
    _refused(alice, with_rows(everything, table, lambda rows: rows[0].update({**beside, column: said})), named(column))


def named(column: str) -> str:
    return "day" if column == "year" else column


def test_what_our_programs_write_is_believed(alice: User, everything: bytes) -> None:
    assert looked_at(alice, everything).state == Restore.State.READY


@pytest.fixture
def everything(charlie: User) -> bytes:
    """What somebody has exported who has one of everything."""
    furnish(charlie)
    return exported(charlie)
