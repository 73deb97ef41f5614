"""Photos of people: uploaded, shown to their owner, replaced, forgotten."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from accounts.services import delete_user
from contacts.models import Contact
from contacts.services.photos import forget_photos, read_photo, remove_photo, store_photo, sweep_photos
from contacts.tasks import sweep_photos as sweep_task
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_picture, make_user


@pytest.fixture(autouse=True)
def _empty_storage(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES}


def give_photo(contact: Contact) -> Contact:
    with acting_as(contact.owner):
        return store_photo(contact=contact, content=make_picture())


def upload(client: Client, contact: Contact, content: bytes, name: str = "me.png", **headers: Any) -> Any:
    file = SimpleUploadedFile(name, content, "image/png")
    return client.post(f"/contacts/{contact.pk}/photo/edit/", {"photo": file}, **headers)


def has_file(name: str) -> bool:
    return storages["photos"].exists(name)


def test_an_uploaded_photo_is_shown_where_its_person_is(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, birthday_month=1, birthday_day=1, is_close_to_heart=True)

    response = upload(alice_client, contact, make_picture((900, 600)))

    assert response.headers["Location"] == f"/contacts/{contact.pk}/"
    with acting_as(alice):
        contact.refresh_from_db()
    for page in (f"/contacts/{contact.pk}/", "/contacts/", "/"):
        assert contact.photo_url in alice_client.get(page).content.decode()


def test_the_name_of_the_file_is_ours_and_lies_in_the_folder_of_its_owner(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    upload(alice_client, contact, make_picture(), name="../../etc/Miriam.php")

    with acting_as(alice):
        contact.refresh_from_db()
    folder, name = contact.photo_name.split("/")
    assert folder == str(alice.files_id)
    assert name.endswith(".webp")
    assert len(name) == 32 + 5


def test_the_photo_is_given_out_with_headers_that_let_nothing_happen(alice_client: Client, alice: User) -> None:
    contact = give_photo(make_contact(alice))

    response = alice_client.get(contact.photo_url)

    assert response.content.startswith(b"RIFF")
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert set(response["Cache-Control"].split(", ")) == {"private", "max-age=86400", "immutable"}
    again = alice_client.get(contact.photo_url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = alice_client.get(f"/contacts/{contact.pk}/photo/?v=old")
    assert set(plain["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_strangers_and_visitors_see_no_photo(alice: User, charlie_client: Client) -> None:
    contact = give_photo(make_contact(alice))

    assert charlie_client.get(contact.photo_url).status_code == 404
    assert upload(charlie_client, contact, make_picture()).status_code == 404
    assert charlie_client.post(f"/contacts/{contact.pk}/photo/remove/").status_code == 404
    visitor = Client(HTTP_HOST="localhost").get(contact.photo_url)
    assert visitor.headers["Location"].startswith("/accounts/login/")


def test_without_a_photo_or_without_its_file_there_is_none(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    assert alice_client.get(f"/contacts/{contact.pk}/photo/").status_code == 404

    give_photo(contact)
    storages["photos"].delete(contact.photo_name)

    assert alice_client.get(contact.photo_url).status_code == 404
    with acting_as(alice):
        assert read_photo(contact=contact) is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no picture that can be read."),
        (make_picture()[:40], "This is no picture that can be read."),
        (b"x" * (10 * 2**20 + 1), "larger than 10 MB"),
    ],
    ids=["empty", "svg", "cut", "large"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    alice_client: Client, alice: User, content: bytes, sentence: str
) -> None:
    contact = give_photo(make_contact(alice))
    before = contact.photo_name

    response = upload(alice_client, contact, content, name="me.svg", headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    with acting_as(alice):
        contact.refresh_from_db()
    assert contact.photo_name == before


def test_without_a_file_one_is_asked_for(alice_client: Client, alice: User) -> None:
    response = alice_client.post(f"/contacts/{make_contact(alice).pk}/photo/edit/", {})

    assert response.status_code == 422
    assert "Please choose a picture." in response.content.decode()


def undo_of(response: Any) -> str:
    """Return where the toast of an answer takes the change back."""
    return next(str(message.extra_tags) for message in get_messages(response.wsgi_request))


def test_a_photo_that_was_replaced_can_be_put_back_until_the_night(alice_client: Client, alice: User) -> None:
    contact = give_photo(make_contact(alice))
    old, old_url = contact.photo_name, contact.photo_url

    undo = undo_of(upload(alice_client, contact, make_picture((4, 4))))

    with acting_as(alice):
        contact.refresh_from_db()
    new = contact.photo_name
    assert contact.photo_url != old_url
    alice_client.post(undo)
    with acting_as(alice):
        contact.refresh_from_db()
    assert contact.photo_name == old
    assert sweep_photos(now=timezone.now() + timedelta(days=2)) == 1
    assert (has_file(old), has_file(new)) == (True, False)


def test_a_photo_that_is_taken_away_can_be_put_back_until_the_night(alice_client: Client, alice: User) -> None:
    contact = give_photo(make_contact(alice))
    old = contact.photo_name

    undo = undo_of(alice_client.post(f"/contacts/{contact.pk}/photo/remove/"))

    with acting_as(alice):
        contact.refresh_from_db()
    assert contact.photo_name == ""
    alice_client.post(undo)
    with acting_as(alice):
        contact.refresh_from_db()
        assert contact.photo_name == old
        remove_photo(contact=contact)
    assert sweep_photos(now=timezone.now() + timedelta(days=2)) == 1
    page = alice_client.post(undo, follow=True).content.decode()
    assert "The photo of before has been deleted since." in page


def test_undoing_the_first_photo_takes_it_away(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    alice_client.post(undo_of(upload(alice_client, contact, make_picture())))

    with acting_as(alice):
        contact.refresh_from_db()
    assert contact.photo_name == ""


@pytest.mark.parametrize("key", ["", "../../secrets", "0" * 32, "0" * 33, "\0"])
def test_only_a_photo_that_is_there_can_be_put_back(alice_client: Client, alice: User, key: str) -> None:
    contact = give_photo(make_contact(alice))
    before = contact.photo_name

    alice_client.post(f"/contacts/{contact.pk}/photo/back/?{urlencode({'key': key})}")

    with acting_as(alice):
        contact.refresh_from_db()
    assert contact.photo_name == before


def test_nobody_puts_back_the_photo_of_somebody_else(alice: User, charlie: User, charlie_client: Client) -> None:
    photo, theirs = give_photo(make_contact(alice)).photo_key, make_contact(charlie)

    charlie_client.post(f"/contacts/{theirs.pk}/photo/back/?key={photo}")

    with acting_as(charlie):
        theirs.refresh_from_db()
    assert theirs.photo_name == ""


def test_a_file_that_another_contact_has_too_is_kept(
    alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    contact = give_photo(make_contact(alice))
    make_contact(alice, "Survivor", photo_name=contact.photo_name)

    with django_capture_on_commit_callbacks(execute=True), acting_as(alice):
        forget_photos(owner=alice, names=[contact.photo_name, ""])

    assert has_file(contact.photo_name)


def test_the_sweep_finds_files_that_nobody_names_and_only_those(alice: User) -> None:
    contact = give_photo(make_contact(alice, deleted_at=timezone.now()))
    storage = storages["photos"]
    orphan = storage.save(f"{alice.files_id}/orphan.webp", ContentFile(b"RIFF"))
    nobodys = storage.save("00000000-0000-0000-0000-000000000000/one.webp", ContentFile(b"RIFF"))

    assert sweep_task() == 0, "they are young, their transaction may not have ended"
    assert sweep_photos(now=timezone.now() + timedelta(days=2)) == 2
    assert sweep_photos(now=timezone.now() + timedelta(days=2)) == 0

    assert has_file(contact.photo_name)
    assert not has_file(orphan)
    assert not has_file(nobodys)


def test_an_account_takes_its_photos_along(
    alice: User, charlie: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    gone, kept = give_photo(make_contact(alice)), give_photo(make_contact(charlie))

    with django_capture_on_commit_callbacks(execute=True):
        delete_user(user=alice, now=timezone.now())

    assert not has_file(gone.photo_name)
    assert has_file(kept.photo_name)


def test_photos_cost_no_query(alice_client: Client, alice: User, django_assert_same_queries: Any) -> None:
    people = [make_contact(alice, f"Person {number}") for number in range(4)]
    alice_client.get("/contacts/")
    with django_assert_same_queries() as without:
        alice_client.get("/contacts/")
    for contact in people:
        give_photo(contact)
    with django_assert_same_queries() as with_photos:
        alice_client.get("/contacts/")

    assert len(with_photos) == len(without)


def test_two_tabs_leave_one_file(real_transactions: None) -> None:
    alice = make_user()
    contact = make_contact(alice)
    first, second = copy(contact), copy(contact)

    for each in (first, second):
        with acting_as(alice):
            store_photo(contact=each, content=make_picture())

    assert sweep_photos(now=timezone.now() + timedelta(days=2)) == 1
    assert storages["photos"].listdir(str(alice.files_id))[1] == [f"{second.photo_key}.webp"]
