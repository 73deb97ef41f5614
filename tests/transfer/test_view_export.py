"""Pages of exports: what to take along, progress, the file; nobody sees another's, and hostile input is harmless."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import NOBODY, make_contact, make_tag, make_view
from tests.transfer.exporting import again, ask_for, job_of, made
from transfer.models import Export

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIST, NEW = "/export/", "/export/new/"
HOSTILE = ["\x00", "x" * 10_000, "not-a-uuid", "' OR 1=1 --", "<script>"]


def only(alice: User) -> Export:
    with acting_as(alice):
        return Export.objects.get(owner=alice)


def test_the_page_says_what_can_be_taken_along_and_how_much(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    make_view(alice, "Close ones")
    page = alice_client.get(LIST).content.decode()
    for words in ("Export everything", "vCard 3.0", "vCard 4.0", "People as CSV", "Everybody: 1 person", "Close ones"):
        assert words in page
    assert "Nothing exported yet" in page


def test_everybody_as_cards(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    answer = alice_client.post(NEW, {"whom": "all", "kind": "vcard3"})
    export = only(alice)
    assert answer.headers["Location"] == f"/export/{export.pk}/"
    assert (export.kind, export.contact_ids, export.query) == ("vcard3", [], "")


def test_a_saved_view(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna", closeness="close")
    view = make_view(alice, query="closeness=close")
    alice_client.post(NEW, {"whom": str(view.pk), "kind": "contacts"})
    assert only(alice).query == "closeness=close"


def test_the_list_as_it_was_filtered(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna", closeness="close")
    page = alice_client.get(LIST, {"query": "closeness=close"}).content.decode()
    assert "The list as you filtered it: 1 person" in page
    alice_client.post(NEW, {"whom": "shown", "query": "closeness=close", "kind": "vcard4"})
    assert only(alice).query == "closeness=close"


def test_those_who_were_ticked_are_asked_about_first(alice_client: Client, alice: User) -> None:
    anna, ben = make_contact(alice, "Anna"), make_contact(alice, "Ben")
    ids = f"{anna.pk},{ben.pk}"
    asked = alice_client.post(NEW, {"contacts": ids, "query": "", "next": "/contacts/"}, headers={"HX-Request": "true"})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Export 2 people" in page
    assert "<html" not in page
    answer = alice_client.post(NEW, {"contacts": ids, "kind": "vcard3"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/export/{only(alice).pk}/"
    assert only(alice).contact_ids == sorted([anna.pk, ben.pk])


def test_all_that_match(alice_client: Client, alice: User) -> None:
    tag = make_tag(alice, "Choir", make_contact(alice, "Anna"))
    data = {"all": "1", "query": f"tag={tag.pk}"}
    assert "Export 1 person" in alice_client.post(NEW, data).content.decode()
    alice_client.post(NEW, {**data, "kind": "vcard3"})
    assert only(alice).query == f"tag={tag.pk}"


def test_all_of_the_list_without_a_filter_are_not_those_in_the_archive(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    make_contact(alice, "Archie", archived_at=timezone.now())
    assert "Export 1 person" in alice_client.post(NEW, {"all": "1", "query": ""}).content.decode()
    alice_client.post(NEW, {"all": "1", "query": "", "kind": "vcard3"})
    run_job(str(job_of(only(alice)).pk))
    assert again(only(alice)).done_count == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"query": ""}, "Choose somebody first."),
        ({"query": "", "kind": "docx"}, "Choose somebody first."),
        ({"all": "1", "query": "closeness=nonsense"}, "A filter of this list was not understood."),
    ],
)
def test_what_the_list_asks_for_in_vain_is_refused_with_a_sentence(
    alice_client: Client, headers: dict[str, str], asked: dict[str, str], sentence: str
) -> None:
    answer = alice_client.post(NEW, asked, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'name="kind"' not in page
    assert sentence not in alice_client.get("/contacts/").content.decode()


def test_a_form_that_the_list_does_not_know_is_refused_with_a_sentence(alice_client: Client, alice: User) -> None:
    answer = alice_client.post(NEW, {"contacts": str(make_contact(alice, "Anna").pk), "kind": "docx"})
    assert answer.status_code == 422
    assert "Choose first what to take along." in answer.content.decode()
    assert "Export 1 person" in answer.content.decode()


def test_strangers_people_cannot_be_ticked(alice_client: Client, charlie: User, alice: User) -> None:
    answer = alice_client.post(NEW, {"contacts": str(make_contact(charlie).pk), "kind": "vcard3"})
    assert answer.status_code == 422
    with acting_as(alice):
        assert not Export.objects.exists()


def test_a_strangers_view_is_gone(alice_client: Client, charlie: User) -> None:
    answer = alice_client.post(NEW, {"whom": str(make_view(charlie).pk), "kind": "vcard3"})
    assert answer.status_code == 422
    assert "This view is gone." in answer.content.decode()


def test_without_a_form_it_says_what_is_missing(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    answer = alice_client.post(NEW, {"whom": "all", "kind": "docx"})
    assert answer.status_code == 422
    assert "Choose first what to take along." in answer.content.decode()


def test_a_filter_that_makes_no_sense_takes_nobody_along(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    answer = alice_client.post(NEW, {"whom": "shown", "query": "closeness=nonsense", "kind": "vcard3"})
    assert answer.status_code == 422
    assert "A filter of this list was not understood." in answer.content.decode()


def test_too_many_are_refused_with_a_sentence(alice_client: Client, alice: User) -> None:
    for number in range(5):
        ask_for(alice, "vcard4", [make_contact(alice, f"Person {number}").pk])
    answer = alice_client.post(NEW, {"whom": "all", "kind": "vcard3"})
    assert answer.status_code == 422
    assert "Enough exports are there for now." in answer.content.decode()


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["whom", "kind", "query", "contacts", "all", "next"])
def test_hostile_forms_are_harmless(alice_client: Client, alice: User, field: str, hostile: str) -> None:
    make_contact(alice, "Anna")
    for rest in ({"whom": "shown", "kind": "vcard3"}, {"kind": "vcard3"}, {"all": "1", "kind": "vcard3"}, {}):
        assert alice_client.post(NEW, {**rest, field: hostile}).status_code in (200, 302, 422)
    assert alice_client.get(LIST, {field: hostile}).status_code == 200


def test_under_way_the_page_asks_again_and_without_scripts_comes_again(alice_client: Client, alice: User) -> None:
    export = ask_for(alice, "vcard4")
    page = alice_client.get(f"/export/{export.pk}/").content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    part = alice_client.get(f"/export/{export.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="export-status"' in part


def test_a_finished_one_is_downloaded_once_and_kept_by_nobody(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    export = made(alice, "vcard3")
    assert "every 1s" not in alice_client.get(f"/export/{export.pk}/").content.decode()
    answer = alice_client.get(f"/export/{export.pk}/file/")
    assert b"FN:Anna" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{export.file_name}"'
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} <= {part.strip() for part in answer.headers["Cache-Control"].split(",")}


def test_a_failed_one_says_why(alice_client: Client, alice: User) -> None:
    export = made(alice, "vcard4", query=f"tag={NOBODY}")
    assert "about something that is gone" in alice_client.get(f"/export/{export.pk}/").content.decode()


@pytest.mark.parametrize("state", ["waiting", "done"])
def test_a_file_that_is_not_there_is_said_to_be_missing(alice_client: Client, alice: User, state: str) -> None:
    export = made(alice, "vcard4") if state == "done" else ask_for(alice, "vcard4")
    if export.file:
        export.file.storage.delete(export.file.name or "")
    answer = alice_client.get(f"/export/{export.pk}/file/")
    assert answer.headers["Location"] == f"/export/{export.pk}/"


def test_discarding_is_a_post(alice_client: Client, alice: User) -> None:
    export = ask_for(alice, "vcard4")
    assert alice_client.get(f"/export/{export.pk}/discard/").status_code == 405
    assert alice_client.post(f"/export/{export.pk}/discard/").headers["Location"] == "/export/"
    with acting_as(alice):
        assert not Export.objects.exists()


def test_a_stranger_sees_none_of_it(charlie_client: Client, alice: User) -> None:
    make_contact(alice, "Anna")
    export = made(alice, "vcard4")
    assert charlie_client.get(f"/export/{export.pk}/").status_code == 404
    assert charlie_client.get(f"/export/{export.pk}/file/").status_code == 404
    assert charlie_client.post(f"/export/{export.pk}/discard/").status_code == 404
    assert again(export).state == Export.State.DONE
    assert "vCard 4.0</a>" not in charlie_client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Dr. Miriam Kessler", "dr-miriam-kessler.vcf"),
        ("Jörg Müßig", "joerg-muessig.vcf"),
        ('a"; filename="x.exe', "a-filename-xexe.vcf"),
        ("../../etc/passwd", "etc-passwd.vcf"),
        ("李小龍", "people.vcf"),
        ("x" * 200, f"{'x' * 60}.vcf"),
    ],
)
def test_the_card_of_one_person(alice_client: Client, alice: User, name: str, file: str) -> None:
    contact = make_contact(alice, name)
    answer = alice_client.get(f"/export/people/{contact.pk}/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert answer.content.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"VERSION:4.0" in alice_client.get(f"/export/people/{contact.pk}/?version=4.0").content


def test_there_is_no_card_of_others_or_of_the_bin(alice_client: Client, alice: User, charlie: User) -> None:
    gone: list[UUID] = [
        make_contact(charlie).pk,
        make_contact(alice, deleted_at=timezone.now()).pk,
        make_contact(alice, anonymised_at=timezone.now()).pk,
    ]
    assert {alice_client.get(f"/export/people/{pk}/").status_code for pk in gone} == {404}


def test_the_ways_there(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, "Anna", closeness="close")
    everybody = alice_client.get("/contacts/").content.decode()
    assert 'formaction="/export/new/"' in everybody
    assert 'id="export-shown" href="/export/"' in everybody
    part = alice_client.get("/contacts/?closeness=close", headers={"HX-Request": "true"}).content.decode()
    assert 'id="export-shown" href="/export/?query=closeness%3Dclose" hx-swap-oob="true"' in part
    assert f"/export/people/{contact.pk}/" in alice_client.get(f"/contacts/{contact.pk}/").content.decode()


def test_more_exports_and_views_ask_no_more_queries(alice_client: Client, alice: User) -> None:
    for name in ("One", "Two"):
        make_view(alice, name)
    ask_for(alice, "vcard4")
    alice_client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        alice_client.get(LIST)
    for number in range(8):
        make_view(alice, f"View {number}")
        made(alice, "vcard3")
    with CaptureQueriesContext(connection) as many:
        alice_client.get(LIST)
    assert len(many) == len(few)
