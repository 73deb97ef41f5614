"""What is decided on the page of an import: row by row, for all, that it comes in, goes, or is taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_tag
from tests.transfer.cards import card
from tests.transfer.files import again, people, read_in, rows_of, stage
from tests.transfer.import_pages import HTMX, set_state, show, url
from tests.transfer_makers import make_import, make_row
from transfer.models import Import, ImportRow

BROKEN = card("NOTE:<script>alert(1)</script>")


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


def test_somebody_is_left_out_and_taken_in_again(alice_client: Client, alice: User) -> None:
    imported = stage(alice, people("Anna Blum", "Berta Klein"))
    row = rows_of(imported)[0]

    some = alice_client.post(url("import-row-decide", row.pk), {"decision": "skip"}, headers=HTMX).content.decode()

    assert "Left out" in some
    assert "Take in after all" in some
    assert "1 new person comes in" in some
    assert "1 entry is left out" in some
    assert 'hx-swap-oob="true"' in some
    plain = alice_client.post(url("import-row-decide", row.pk), {"decision": ""})
    assert plain.headers["Location"].endswith(f"#row-{row.pk}")
    assert [each.decision for each in rows_of(imported)] == ["", ""]


def test_fields_are_chosen_one_by_one_or_all(alice_client: Client, alice: User) -> None:
    known = make_contact(alice, "Greta Lund", place="Bremen", nickname="Gretchen")
    imported = make_import(alice, differs_count=1)
    found: dict[str, Any] = {"finding": "differs", "reason": "mail", "differing": ["nickname", "place"]}
    row = make_row(imported, contact=known, record={"name": "Greta Lund", "nickname": "Greti", "place": "Ulm"}, **found)
    choose = url("import-row-choose", row.pk)

    page = show(alice_client, imported)
    some = alice_client.post(choose, {"field-place": "file", "field-name": "file"}, headers=HTMX).content.decode()
    assert rows_of(imported)[0].chosen == ["place"]
    alice_client.post(choose, {"all": "file"})
    assert rows_of(imported)[0].chosen == ["nickname", "place"]
    alice_client.post(choose, {"all": "ours"})
    assert rows_of(imported)[0].chosen == []

    for said in ("Gretchen", "Greti", "Bremen", "Ulm"):
        assert said in page
    assert "1 person is changed" in some


def test_the_same_is_said_about_all(alice_client: Client, alice: User) -> None:
    imported = stage(alice, people("Anna Blum", "Berta Klein"))

    answer = alice_client.post(url("import-decide-all", imported.pk), {"finding": "new", "decision": "skip"})

    assert answer.headers["Location"] == url("import-detail", imported.pk) + "?show=new"
    assert {row.decision for row in rows_of(imported)} == {"skip"}


@pytest.mark.parametrize(
    "body",
    [{}, {"finding": "x"}, {"finding": "known", "decision": "skip"}, {"finding": "\0"},
     {"finding": "new", "decision": "x" * 10_000}, {"finding": "new", "take": "x"}],
)  # fmt: skip
def test_what_cannot_be_said_about_all_is_refused(alice_client: Client, alice: User, body: dict[str, str]) -> None:
    imported = stage(alice, people("Anna Blum"))

    answer = alice_client.post(url("import-decide-all", imported.pk), body)

    assert answer.status_code == 422
    assert "That cannot be said about these entries." in answer.content.decode()


def test_what_cannot_be_said_about_one_is_refused(alice_client: Client, alice: User) -> None:
    row = rows_of(stage(alice, people("Anna Blum")))[0]

    for decision in ("as_new", "x", "\0", "x" * 10_000):
        answer = alice_client.post(url("import-row-decide", row.pk), {"decision": decision})
        assert answer.status_code == 422
        assert "That cannot be said about this entry." in answer.content.decode()


def test_an_import_comes_in_with_its_tag(alice_client: Client, alice: User) -> None:
    imported = stage(alice, people("Anna Blum"))
    page = show(alice_client, imported)
    assert 'value="Import, ' in page

    answer = alice_client.post(url("import-accept", imported.pk), {"tag_name": " Choir\t2026 "})

    assert answer.headers["Location"] == url("import-detail", imported.pk)
    accepted = again(imported)
    assert (accepted.state, accepted.tag_name) == ("accepting", "Choir 2026")
    assert Job.objects.filter(kind="import-accept", object_id=imported.pk).count() == 1
    alice_client.post(url("import-accept", imported.pk), {"tag_name": "Again"})
    assert again(imported).tag_name == "Choir 2026"


def test_each_import_of_a_day_proposes_a_tag_of_its_own(alice_client: Client, alice: User) -> None:
    first = stage(alice, people("Anna Blum"))
    said = show(alice_client, first).partition('name="tag_name"')[2].partition('value="')[2].partition('"')[0]
    make_tag(alice, said, make_contact(alice, "Berta Klein"))

    assert said.startswith("Import, ")
    assert f'value="{said} (2)"' in show(alice_client, first)


@pytest.mark.parametrize("name", ["x" * 61, "a\0b"])
def test_a_tag_that_cannot_be_is_refused(alice_client: Client, alice: User, name: str) -> None:
    imported = stage(alice, people("Anna Blum"))

    answer = alice_client.post(url("import-accept", imported.pk), {"tag_name": name})

    assert answer.status_code == 422
    assert 'id="tag-error"' in answer.content.decode()
    assert again(imported).state == "ready"


def test_an_import_is_thrown_away(alice_client: Client, alice: User, media: Path) -> None:
    imported = stage(alice, people("Anna Blum"))

    answer = alice_client.post(url("import-discard", imported.pk), follow=True)

    assert "Nobody came in." in answer.content.decode()
    with acting_as(alice):
        assert not Import.objects.exists()
        assert not ImportRow.objects.exists()


def test_what_has_come_in_is_not_thrown_away(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, people("Anna Blum"))

    answer = alice_client.post(url("import-discard", imported.pk), follow=True)

    assert "it cannot be thrown away" in answer.content.decode()
    assert again(imported).state == "done"


def test_when_it_is_done_it_leads_to_the_people_and_back(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, people("Anna Blum") + BROKEN, tag_name="Choir")

    page = show(alice_client, imported)

    assert "All done" in page
    assert f"{reverse('contacts:contact-list')}?tag={imported.tag_id}" in page
    assert "/contacts/duplicates/status/?count=1" in page
    assert f'action="{url("import-undo", imported.pk)}"' in page
    assert "Nobody is named here" in page
    assert "Moments and ties" not in page
    set_state(imported, accepted_at=timezone.now() - timedelta(days=31))
    assert "Take the import back" not in show(alice_client, imported)


def test_it_is_taken_back_and_who_stayed_is_told(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, people("Anna Blum", "Berta Klein"))
    with acting_as(alice):
        Contact.objects.filter(name="Anna Blum").update(note="Sings.")

    answer = alice_client.post(url("import-undo", imported.pk))
    assert answer.headers["Location"] == url("import-detail", imported.pk)
    assert again(imported).state == "undoing"
    run_job(str(Job.objects.get(kind="import-undo").pk))
    page = show(alice_client, imported)

    assert "1 person stayed" in page
    assert "Anna Blum" in page
    assert "was changed by you" in page
    assert "Berta Klein" not in page
    again_undone = alice_client.post(url("import-undo", imported.pk), follow=True).content.decode()
    assert "can no longer be taken back" in again_undone
