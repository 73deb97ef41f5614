"""More than fits: a sentence in the user's language that says so and what helps, and nothing is changed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from contacts.models import BulkChange, Contact, Tag
from contacts.services import tags
from contacts.services.tags import TooManyTagsError, delete_tag, find_or_add_tags, restore_tag
from contacts.views import tags as tag_views
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_tag

BULK = "/contacts/bulk/new/"


def said(response: Any) -> str:
    """Return the newest toast."""
    return str(list(get_messages(response.wsgi_request))[-1])


def test_more_fields_than_a_form_can_send_are_refused_with_what_helps(alice: User, member: Client) -> None:
    make_contact(alice)
    body = urlencode([("action", "archive"), *(("contacts", uuid4()) for _number in range(2000))])

    response = member.post(BULK, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert "These are more fields than a form can send at once. Nothing was changed." in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("de", "Gehen Sie zurück"), ("de-du", "Geh zurück")])
def test_the_sentence_is_in_the_language_of_the_user(alice: User, member: Client, language: str, words: str) -> None:
    User.objects.filter(pk=alice.pk).update(language=language)
    body = urlencode({"name": "x" * (5 * 2**20 + 1)})

    page = member.post("/contacts/new/", body, content_type="application/x-www-form-urlencoded").content.decode()

    assert "Dieser Text ist länger, als ein Formular senden kann." in page
    assert words in page


def test_more_files_than_a_form_takes_are_refused_with_what_helps(member: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.vcf", b"BEGIN") for number in range(41)]

    assert "These are more files than a form takes" in member.post("/import/new/", {"upload": files}).content.decode()


def test_another_senseless_request_is_told_as_before(visitor: Client) -> None:
    page = visitor.get("/accounts/login/", headers={"host": "evil.example.com"})

    assert (page.status_code, b"does not make sense" in page.content) == (400, True)


def test_very_many_who_are_ticked_travel_in_one_field(alice: User, member: Client) -> None:
    contact = make_contact(alice)
    ids = ",".join([*(str(uuid4()) for _number in range(9_999)), str(contact.pk)])

    assert member.post(BULK, {"action": "archive", "contacts": ids}).status_code == 302

    with acting_as(alice):
        assert Contact.objects.get().archived_at is not None


def test_more_people_than_any_list_ticks_are_refused_with_what_helps(alice: User, member: Client) -> None:
    contact = make_contact(alice)
    ids = ",".join([*(str(uuid4()) for _number in range(10_000)), str(contact.pk)])

    response = member.post(BULK, {"action": "rest", "contacts": ids})

    assert response.status_code == 302
    assert "Choose “All that match” instead" in said(response)
    with acting_as(alice):
        assert not BulkChange.objects.exists()


@pytest.fixture
def full(alice: User, monkeypatch: pytest.MonkeyPatch) -> Contact:
    """Somebody with a tag, where no other fits."""
    monkeypatch.setattr(tags, "MOST_TAGS", 2)
    contact = make_contact(alice)
    make_tag(alice, "Choir", contact)
    make_tag(alice, "Tea")
    return contact


def test_new_tags_need_room_and_known_ones_none(alice: User, full: Contact) -> None:
    with acting_as(alice):
        assert len(find_or_add_tags(owner=alice, names=["choir", "TEA"])) == 2
        with pytest.raises(TooManyTagsError):
            find_or_add_tags(owner=alice, names=["Choir", "Kiel"])
        # What was there before comes back all the same.
        binned = delete_tag(tag=Tag.objects.get(name="Tea"))
        find_or_add_tags(owner=alice, names=["Kiel"])
        assert restore_tag(binned=binned).name == "Tea"


def test_a_tag_too_many_is_refused_on_the_page_and_what_was_typed_stays(full: Contact, member: Client) -> None:
    url = f"/contacts/{full.pk}/details/tags/"
    seen = member.get(url).context["seen"]

    refused = member.post(url, {"names": "Kiel", "seen": seen})

    assert refused.status_code == 422
    assert 'value="Kiel"' in refused.content.decode()
    assert "new ones do not fit any more" in refused.content.decode()
    assert member.post(url, {"names": "tea", "seen": seen}).status_code == 302


def test_a_tag_too_many_is_refused_for_many_people(full: Contact, member: Client) -> None:
    sent = {"action": "tag", "contacts": str(full.pk), "asked": "1"}

    refused = member.post(BULK, {**sent, "tag": "Kiel"})

    assert (refused.status_code, "new ones do not fit any more" in refused.content.decode()) == (422, True)
    assert member.post(BULK, {**sent, "tag": "tea"}).status_code == 302


def test_the_page_of_tags_shows_some_and_then_the_next(
    alice: User, charlie: User, member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_views, "PAGE_SIZE", 2)
    for name in ("Choir", "Kiel", "Tea"):
        make_tag(alice, name)
    theirs = make_tag(charlie, "Zoo")

    first = member.get("/contacts/tags/")
    rest = member.get(f"/contacts/tags/{first.context['next_url']}", headers={"hx-request": "true"})

    assert [tag.name for tag in first.context["tags"]] == ["Choir", "Kiel"]
    assert ("Tea" in rest.content.decode(), "<h1" in rest.content.decode()) == (True, False)
    assert rest.context["next_url"] == ""
    for odd in ("x", str(theirs.pk), str(uuid4())):
        assert [tag.name for tag in member.get(f"/contacts/tags/?after={odd}").context["tags"]] == ["Choir", "Kiel"]
