"""The page of tags, and tags on a person's page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Tag
from contacts.services.tags import tag_contacts
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

TAGS = "/contacts/tags/"

pytestmark = pytest.mark.usefixtures("on_today")


def give(contact: Contact, *names: str) -> list[Tag]:
    """Give a contact tags."""
    with acting_as(contact.owner):
        return tag_contacts(owner=contact.owner, contact_ids=[contact.pk], names=names)


def names(owner: User) -> list[str]:
    """Return the names of a user's tags."""
    with acting_as(owner):
        return list(Tag.objects.values_list("name", flat=True))


def undo_of(page: str) -> str:
    """Return where the toast of a page takes the last thing back."""
    return str(re.findall(r'action="(/contacts/tags/[^"]+/restore/[^"]*)"', page)[0])


def test_tags_stand_with_how_many_have_them_and_lead_to_them(alice_client: Client, alice: User) -> None:
    (tag,) = give(make_contact(alice), "Choir")
    give(make_contact(alice, "Archived", archived_at="2026-01-01T00:00Z"), "Choir")

    page = alice_client.get(TAGS).content.decode()

    assert f'href="/contacts/?tag={tag.pk}">Choir</a>' in page
    assert "1 person" in page


def test_without_tags_the_page_says_how_one_is_made(alice_client: Client) -> None:
    assert "No tag yet" in alice_client.get(TAGS).content.decode()


def test_a_tag_gets_another_name(alice_client: Client, alice: User) -> None:
    (tag,) = give(make_contact(alice), "Choir")

    assert alice_client.get(f"{TAGS}{tag.pk}/rename/").status_code == 200
    assert alice_client.post(f"{TAGS}{tag.pk}/rename/", {"name": "  The   singers "}).status_code == 302
    assert names(alice) == ["The singers"]


@pytest.mark.parametrize("name", ["", "a,b", "x" * 61, "\0"])
def test_a_bad_name_is_refused(alice_client: Client, alice: User, name: str) -> None:
    (tag,) = give(make_contact(alice), "Choir")

    assert alice_client.post(f"{TAGS}{tag.pk}/rename/", {"name": name}).status_code == 422
    assert names(alice) == ["Choir"]


def test_the_name_of_another_tag_merges_the_two_only_when_asked_again(alice_client: Client, alice: User) -> None:
    choir, press = give(make_contact(alice), "Choir", "Press")
    address = f"{TAGS}{press.pk}/rename/"

    refused = alice_client.post(address, {"name": "choir"})
    assert refused.status_code == 422
    assert f'name="merge" value="{choir.pk}"' in refused.content.decode()
    assert names(alice) == ["Choir", "Press"]

    page = alice_client.post(address, {"name": "choir", "merge": choir.pk}, follow=True).content.decode()
    assert names(alice) == ["Choir"]
    alice_client.post(undo_of(page))
    assert names(alice) == ["Choir", "Press"]


def test_a_deleted_tag_can_be_brought_back_from_the_toast(alice_client: Client, alice: User) -> None:
    (tag,) = give(make_contact(alice), "Choir")

    page = alice_client.post(f"{TAGS}{tag.pk}/delete/", follow=True).content.decode()
    assert names(alice) == []
    alice_client.post(undo_of(page))
    assert names(alice) == ["Choir"]
    assert alice_client.post(undo_of(page)).status_code == 404


def test_tags_are_added_on_a_persons_page_and_taken_away_with_a_cross(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)
    address = f"/contacts/{contact.pk}/details/tags/"

    def seen() -> str:
        page = alice_client.get(address).content.decode()
        return str(re.findall(r'name="seen" value="(\w+)"', page)[0])

    part = alice_client.post(
        address, {"names": "Choir, Press, choir", "seen": seen()}, headers={"HX-Request": "true"}
    ).content.decode()
    assert names(alice) == ["Choir", "Press"]
    assert 'id="detail-tags"' in part
    with acting_as(alice):
        press = Tag.objects.get(name="Press")
    assert f'name="remove" value="{press.pk}"' in part

    alice_client.post(address, {"remove": press.pk, "seen": seen()})
    page = alice_client.get(f"/contacts/{contact.pk}/").content.decode()
    assert f'href="/contacts/?tag={press.pk}"' not in page
    assert "Remove the tag “Choir”" in page
    assert alice_client.post(address, {"names": "New", "seen": "another tab"}).status_code == 422
    assert alice_client.post(address, {"names": "x" * 70, "seen": seen()}).status_code == 422


def test_tags_of_somebody_else_are_neither_seen_nor_completed(
    charlie_client: Client, charlie: User, alice: User
) -> None:
    (tag,) = give(make_contact(alice), "Secret")
    own = make_contact(charlie)

    assert "Secret" not in charlie_client.get(TAGS).content.decode()
    assert "Secret" not in charlie_client.get(f"/contacts/{own.pk}/details/tags/").content.decode()
    assert charlie_client.get(f"{TAGS}{tag.pk}/rename/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_tags(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    contact = make_contact(alice)
    give(contact, "One")
    with django_assert_same_queries() as few:
        alice_client.get(TAGS)
        alice_client.get(f"/contacts/{contact.pk}/")
    give(contact, *(f"Tag {number}" for number in range(15)))
    with django_assert_same_queries() as many:
        alice_client.get(TAGS)
        alice_client.get(f"/contacts/{contact.pk}/")

    assert len(few) == len(many)
