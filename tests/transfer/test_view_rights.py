"""The pages about people's rights: what the law asks, and one person who is erased or made anonymous."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_exchange, make_moment
from transfer.models import Restore

ERASE, ANONYMISE = "/data-protection/erase/{}/", "/data-protection/anonymise/{}/"
FIELD = "/contacts/{}/details/data-protection/"


def test_the_page_cites_the_law_and_leads_to_what_helps(alice_client: Client) -> None:
    page = alice_client.get("/data-protection/").content.decode()

    for words in ("Article 2(2)(c)", "Article 14", "Article 15", "Articles 17 and 21", "no legal advice"):
        assert words in page
    for address in ("/data-protection/untouched/", "/settings/delete/"):
        assert f'href="{address}"' in page
    assert 'href="/data-protection/"' in alice_client.get("/settings/").content.decode()


@pytest.mark.parametrize(("address", "left"), [(ERASE, 0), (ANONYMISE, 1)])
def test_it_is_said_what_goes_and_what_stays_before_anything_happens(
    alice: User, alice_client: Client, address: str, left: int
) -> None:
    miriam, tomasz = make_contact(alice), make_contact(alice, "Tomasz")
    make_moment(alice, miriam, note="Tea")
    make_moment(alice, miriam, tomasz, note="Choir")
    make_exchange(alice, miriam)
    page = alice_client.get(address.format(miriam.pk)).content.decode()

    assert "1 moment with others." in page
    assert "Empty the notes of the moments with others as well" in page
    with acting_as(alice):
        assert Contact.objects.filter(name="Miriam Kessler").exists()
    alice_client.post(address.format(miriam.pk))
    with acting_as(alice):
        assert not Contact.objects.filter(name="Miriam Kessler").exists()
        assert Contact.objects.filter(pk=miriam.pk).count() == left


def test_files_that_could_bring_somebody_in_again_are_named(alice: User, alice_client: Client) -> None:
    anna = make_contact(alice, "Anna Blum")
    address = ERASE.format(anna.pk)
    assert "on its way in" not in alice_client.get(address).content.decode()

    with acting_as(alice):
        Restore.objects.create(owner=alice, file_name="netzwerk.zip", state=Restore.State.READY)

    assert "1 file on its way in that waits for your answer" in alice_client.get(address).content.decode()


def test_somebody_anonymous_is_named_in_the_language_of_the_user(alice: User, alice_client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(language="de")
    contact = make_contact(alice)
    answer = alice_client.post(ANONYMISE.format(contact.pk))

    assert answer.headers["Location"] == f"/contacts/{contact.pk}/"
    assert "Anonyme Person" in alice_client.get(f"/contacts/{contact.pk}/").content.decode()
    assert alice_client.get(ANONYMISE.format(contact.pk)).status_code == 302, "once is enough"


@pytest.mark.parametrize("address", [ERASE, ANONYMISE])
def test_a_stranger_reaches_nobody(alice: User, charlie_client: Client, address: str) -> None:
    contact = make_contact(alice)

    assert charlie_client.get(address.format(contact.pk)).status_code == 404
    assert charlie_client.post(address.format(contact.pk)).status_code == 404
    with acting_as(alice):
        assert Contact.objects.get().name == "Miriam Kessler"


def test_the_question_asks_the_database_the_same_however_much_there_is(alice: User, alice_client: Client) -> None:
    miriam = make_contact(alice)
    make_moment(alice, miriam, make_contact(alice, "Tomasz"))
    make_exchange(alice, miriam)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(ERASE.format(miriam.pk))
        return len(queries)

    few = asked()
    for number in range(5):
        make_moment(alice, miriam, make_contact(alice, f"Person {number}"))
        make_exchange(alice, miriam)

    assert asked() == few


def test_source_and_purpose_are_shown_and_changed_where_they_stand(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice)
    assert "entered by you" in alice_client.get(f"/contacts/{contact.pk}/").content.decode()
    form = alice_client.get(FIELD.format(contact.pk)).content.decode()
    seen = form.split('name="seen" value="')[1].split('"')[0]

    said = {"seen": seen, "data_source": "Her card", "data_purpose": "The choir"}
    alice_client.post(FIELD.format(contact.pk), said)

    page = alice_client.get(f"/contacts/{contact.pk}/").content.decode()
    assert "Her card" in page and "The choir" in page and "entered by you" not in page
    assert f"/data-protection/report/{contact.pk}/" in page
    found = alice_client.get("/contacts/search/", {"q": "choir"})
    assert found.status_code == 200
    assert "Miriam Kessler" not in found.content.decode(), "it is no word to search by"


@pytest.mark.parametrize("value", ["x" * 201, "x" * 10_000])
def test_a_source_that_is_too_long_is_refused(alice: User, alice_client: Client, value: str) -> None:
    contact = make_contact(alice)

    assert alice_client.post(FIELD.format(contact.pk), {"data_source": value}).status_code == 422
