"""The quick log: part of a name, a tick if need be, save."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Moment
from contacts.services import NewContact, add_contacts
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_moment

LOG = "/contacts/moments/new/"
NAMES = "/contacts/names/"
HTMX = {"HX-Request": "true"}
CALL = {"kind": "call", "happened_on": "2026-03-16"}

pytestmark = pytest.mark.usefixtures("on_today")


def last(contact: Contact) -> date | None:
    """Return what the database knows by now."""
    with acting_as(contact.owner_id):
        contact.refresh_from_db()
    return contact.last_moment_on


def found(client: Client, query: str) -> str:
    """Return the part with people for what is typed."""
    response = client.get(f"{NAMES}?{query}", headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def test_part_of_a_name_that_one_person_has_is_enough(alice_client: Client, alice: User) -> None:
    miriam, tomasz = make_contact(alice), make_contact(alice, "Tomasz Bielak")

    response = alice_client.post(LOG, {**CALL, "who": "miri"})

    assert response["Location"] == f"/contacts/{miriam.pk}/"
    assert (last(miriam), last(tomasz)) == (TODAY, None)


def test_the_whole_name_wins_over_a_longer_one(alice_client: Client, alice: User) -> None:
    miriam, other = make_contact(alice, "Miriam Kessler"), make_contact(alice, "Miriam Kessler-Voss")

    alice_client.post(LOG, {**CALL, "who": "miriam kessler"})

    assert (last(miriam), last(other)) == (TODAY, None)


def test_several_who_fit_are_offered_and_nothing_typed_is_lost(alice_client: Client, alice: User) -> None:
    people = [make_contact(alice, name) for name in ("Miriam Kessler", "Miriam Voss")]

    response = alice_client.post(LOG, {**CALL, "who": "miriam", "note": "About the fair."})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Which one was it?" in page
    assert "About the fair." in page
    assert all(f'value="{contact.pk}"' in page for contact in people)


@pytest.mark.parametrize(("who", "words"), [("", "With whom was it?"), ("nobody", "Nobody here has that name.")])
def test_without_anybody_the_question_comes_back(alice_client: Client, alice: User, who: str, words: str) -> None:
    make_contact(alice)

    response = alice_client.post(LOG, {**CALL, "who": who})

    assert response.status_code == 422
    assert words in response.content.decode()
    with acting_as(alice):
        assert not Moment.objects.exists()


def test_ticked_people_count_whatever_else_is_typed(alice_client: Client, alice: User) -> None:
    miriam, tomasz = make_contact(alice), make_contact(alice, "Tomasz Bielak")

    alice_client.post(LOG, {**CALL, "who": "tomasz", "contacts": [str(miriam.pk)]})

    assert (last(miriam), last(tomasz)) == (TODAY, None)


def test_the_lookup_offers_names_first_and_then_the_rest(alice_client: Client, alice: User) -> None:
    with acting_as(alice):
        add_contacts(
            owner=alice,
            people=[NewContact(name="Anja", organisation="Kessler & Co"), NewContact(name="Miriam Kessler")],
            today=TODAY,
        )

    page = found(alice_client, "who=kess")

    assert page.index("Miriam Kessler") < page.index("Anja")


def test_the_lookup_keeps_ticked_people_and_offers_nobody_twice(alice_client: Client, alice: User) -> None:
    miriam, tomasz = make_contact(alice), make_contact(alice, "Tomasz Bielak")

    page = found(alice_client, f"who=mi&contacts={miriam.pk}")
    assert page.count(f'value="{miriam.pk}"') == 1
    assert "checked" in page

    page = found(alice_client, f"who=tom&contacts={miriam.pk}")
    assert page.count("checked") == 1
    assert f'value="{tomasz.pk}"' in page


def test_the_lookup_offers_to_add_who_is_missing_and_nobody_twice(alice_client: Client, alice: User) -> None:
    make_contact(alice)

    assert 'name="newcomers" value="Ruth &amp; Co"' in found(alice_client, "who=Ruth+%26+Co")
    assert 'name="newcomers"' not in found(alice_client, "who=kessler")
    assert found(alice_client, "who=Ruth&newcomers=Ruth").count('name="newcomers"') == 1


def test_enter_takes_whom_the_text_means_beyond_doubt(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Miriam Kessler")
    assert found(alice_client, "who=miri").count("data-best") == 1

    make_contact(alice, "Miriam Voss")
    assert "data-best" not in found(alice_client, "who=miri")
    assert found(alice_client, "who=miriam+voss").count("data-best") == 1


def test_somebody_new_is_entered_and_logged_in_one_go_and_taken_back_in_one(alice_client: Client, alice: User) -> None:
    miriam = make_contact(alice)
    data = {**CALL, "newcomers": [" Ruth  Sommer ", "Ruth Sommer"], "contacts": [str(miriam.pk)]}

    response = alice_client.post(LOG, data, follow=True)

    assert "New among your contacts: Ruth Sommer." in response.content.decode()
    with acting_as(alice):
        ruth = Contact.objects.present().get(name="Ruth Sommer")
    assert (last(ruth), last(miriam)) == (TODAY, TODAY)

    undo = next(line for line in response.content.decode().split('"') if "newcomers=" in line)
    again = alice_client.post(undo)
    assert last(miriam) is None
    with acting_as(alice):
        assert not Contact.objects.present().filter(name="Ruth Sommer").exists()

    back = list(get_messages(again.wsgi_request))[-1].extra_tags or ""
    alice_client.post(back)
    with acting_as(alice):
        assert Contact.objects.present().filter(name="Ruth Sommer").exists()
    assert last(miriam) == TODAY


def test_taking_a_moment_back_leaves_everybody_else(alice_client: Client, alice: User, charlie: User) -> None:
    miriam, tomasz, foreign = make_contact(alice), make_contact(alice, "Tomasz Bielak"), make_contact(charlie)
    moment = make_moment(alice, miriam)

    alice_client.post(f"/contacts/moments/{moment.pk}/delete/?newcomers={tomasz.pk},{foreign.pk}")

    for contact in (miriam, tomasz, foreign):
        with acting_as(contact.owner_id):
            contact.refresh_from_db()
        assert contact.deleted_at is None


@pytest.mark.parametrize("newcomers", [["x" * 201], ["nul\x00l"], [f"Person {number}" for number in range(21)]])
def test_names_that_cannot_be_are_refused_and_nobody_is_entered(
    alice_client: Client, alice: User, newcomers: list[str]
) -> None:
    response = alice_client.post(LOG, {**CALL, "newcomers": newcomers})

    assert response.status_code == 422
    with acting_as(alice):
        assert not Contact.objects.exists()


def test_a_moment_that_cannot_be_enters_nobody(alice_client: Client, alice: User) -> None:
    response = alice_client.post(LOG, {"kind": "call", "happened_on": "2999-01-01", "newcomers": ["Ruth"]})

    assert response.status_code == 422
    assert 'value="Ruth"' in response.content.decode()
    with acting_as(alice):
        assert not Contact.objects.exists()


def test_the_kind_comes_from_the_address_or_else_from_the_last_log(alice_client: Client, alice: User) -> None:
    def kind_at(address: str) -> str:
        return str(alice_client.get(address).context["form"]["kind"].value())

    miriam = make_contact(alice)
    assert (kind_at(LOG), kind_at(f"{LOG}?kind=meeting"), kind_at(f"{LOG}?kind=seance")) == ("call", "meeting", "call")

    alice_client.post(LOG, {**CALL, "kind": "video", "contacts": [str(miriam.pk)]})
    assert (kind_at(LOG), kind_at(f"{LOG}?kind=mail")) == ("video", "mail")
    assert kind_at(f"/contacts/{miriam.pk}/moments/new/") == "video"


def test_a_log_in_the_sheet_shows_the_page_behind_it_anew(alice_client: Client, alice: User) -> None:
    miriam = make_contact(alice)
    data = {**CALL, "contacts": [str(miriam.pk)]}

    assert alice_client.post(LOG, data, headers=HTMX)["HX-Refresh"] == "true"
    assert alice_client.post(LOG, {**data, "next": "/"}, headers=HTMX)["HX-Redirect"] == "/"


def test_a_log_beside_something_half_typed_leaves_the_page_alone(alice_client: Client, alice: User) -> None:
    miriam = make_contact(alice)

    response = alice_client.post(LOG, {**CALL, "contacts": [str(miriam.pk)], "stay": "1"}, headers=HTMX)

    events = json.loads(response["HX-Trigger"])
    assert "sheet-close" in events
    assert events["toast"]["text"] == "Call with Miriam Kessler is noted."
    alice_client.post(events["toast"]["undo"])
    assert last(miriam) is None


@pytest.mark.parametrize("query", ["", "who=%00", "who=%F0", "contacts=nonsense", "contacts=%00&who=!"])
def test_nonsense_finds_nobody(alice_client: Client, alice: User, query: str) -> None:
    make_contact(alice)

    assert "Miriam" not in found(alice_client, query)


def test_a_stranger_finds_nobody(charlie_client: Client, alice: User) -> None:
    miriam = make_contact(alice)

    page = found(charlie_client, f"who=miriam&contacts={miriam.pk}")

    assert "Miriam Kessler" not in page


def test_without_htmx_the_lookup_is_the_page(alice_client: Client) -> None:
    assert alice_client.get(NAMES)["Location"] == LOG


def test_people_may_come_along_in_the_address(alice_client: Client, alice: User, charlie: User) -> None:
    miriam, foreign = make_contact(alice), make_contact(charlie, "Charlies Friend")

    page = alice_client.get(f"{LOG}?contacts={miriam.pk}").content.decode()
    assert f'value="{miriam.pk}"' in page

    assert alice_client.get(f"{LOG}?contacts={foreign.pk}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_people(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    make_contact(alice, "Miriam 1")
    with django_assert_same_queries() as few:
        found(alice_client, "who=miriam")
    for number in range(2, 30):
        make_contact(alice, f"Miriam {number}")
    with django_assert_same_queries() as many:
        found(alice_client, "who=miriam")

    assert len(few) == len(many)


def test_the_shell_offers_the_list_and_what_can_be_added(alice_client: Client, alice: User) -> None:
    make_contact(alice)
    make_contact(alice, archived_at="2026-01-01T00:00Z")

    response = alice_client.get(LOG)

    entry = next(item for item in response.context["navigation"] if item.url == "/contacts/")
    assert (entry.count, entry.is_current) == (1, True)
    entries = [item.url for item in response.context["add_entries"]]
    assert entries.index("/contacts/new/") < entries.index(LOG)
    assert 'data-shortcut-key-value="l"' in response.content.decode()
