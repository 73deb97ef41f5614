"""Who is in the bin is nowhere else: no page, no picker, no suggestion names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Exchange, Organisation, Position, Tag, Tagging, Tie, Topic
from contacts.services import delete_contact, find_namesakes, restore_contact
from contacts.services.indexing import reindex_contacts
from goals.models import NextStep, Role
from netzwerk.core.walls import acting_as
from reminders.services import propose_people
from tests.factories import TODAY, make_contact, make_goal, make_moment
from tests.test_strangers import ADDRESSES

NAME = "Zebulon Quirrell"
# Pages that are about what was deleted, or about the past as it was.
ABOUT_THE_BIN = {"contacts:bin", "contacts:bin-empty", "contacts:bulk-list"}

pytestmark = pytest.mark.usefixtures("on_today")


@pytest.fixture
def zebulon(alice: User) -> Contact:
    """Somebody with everything that could bring them up elsewhere."""
    goal = make_goal(alice, is_leading=True)
    contact = make_contact(
        alice, NAME, closeness="good", anchor_on=TODAY.replace(year=2020), is_interesting=True, is_close_to_heart=True,
        birthday_month=TODAY.month, birthday_day=TODAY.day, place="Berlin",
    )  # fmt: skip
    with acting_as(alice):
        own = {"owner": alice, "contact": contact}
        Role.objects.create(goal=goal, kind="expert", **own)
        NextStep.objects.create(goal=goal, text="Call him", due_on=TODAY, **own)
        Exchange.objects.create(direction="promised", kind="tip", happened_on=TODAY, due_on=TODAY, **own)
        Exchange.objects.create(direction="asked", kind="help", happened_on=TODAY, **own)
        Topic.objects.create(direction="seeks", text="a plumber", **own)
        organisation = Organisation.objects.create(owner=alice, name="Nordlicht", folded_name="nordlicht")
        Position.objects.create(organisation=organisation, role="Editor", **own)
        Tagging.objects.create(tag=Tag.objects.create(owner=alice, name="Choir", folded_name="choir"), **own)
        reindex_contacts(owner=alice, contact_ids=[contact.pk])
    return contact


@pytest.fixture
def other(alice: User, zebulon: Contact) -> Contact:
    """Somebody who stays, and has much in common with him."""
    contact = make_contact(alice, "Miriam Kessler", place="Berlin")
    make_moment(alice, contact, zebulon, note="Tea")
    with acting_as(alice):
        Tie.objects.create(owner=alice, contact=contact, other=zebulon, kind="knows")
        Topic.objects.create(owner=alice, contact=contact, direction="offers", text="a plumber")
        Position.objects.create(owner=alice, contact=contact, organisation=Organisation.objects.get(), role="Author")
        Tagging.objects.create(owner=alice, contact=contact, tag=Tag.objects.get())
    return contact


def all_pages(contact: Contact) -> Iterator[str]:
    """Yield the address of each page without a parameter, and those that show people."""
    for address in ADDRESSES:
        if not address.parameters and address.name not in ABOUT_THE_BIN and "account" not in address.name:
            yield reverse(address.name)
    for address in ADDRESSES:
        if address.name.startswith("contacts:contact") and address.parameters == ("pk",):
            yield reverse(address.name, args=[contact.pk])
    yield from telling_pages(contact)


def telling_pages(contact: Contact) -> list[str]:
    """Return the pages that do name people who are not in the bin."""
    return [
        "/",
        "/contacts/",
        "/contacts/?q=zebulon",
        "/contacts/?closeness=good",
        f"/contacts/{contact.pk}/",
        f"{reverse('contacts:contact-names')}?who=zebulon",
    ]


def naming(client: Client, pages: Iterable[str]) -> list[str]:
    """Return those of the pages that name him, each asked for as htmx does where it has a question."""
    found = []
    for address in pages:
        response = client.get(address, headers={"HX-Request": "true"} if "who=" in address else {})
        if not response.streaming and "Quirrell" in response.content.decode(errors="replace"):
            found.append(address)
    return found


@pytest.mark.sweep
def test_no_page_names_somebody_in_the_bin_and_they_do_again_after_the_way_back(
    alice_client: Client, alice: User, zebulon: Contact, other: Contact
) -> None:
    assert naming(alice_client, telling_pages(other)) == telling_pages(other)

    with acting_as(alice):
        delete_contact(contact=zebulon)
    assert naming(alice_client, all_pages(other)) == []

    with acting_as(alice):
        restore_contact(contact=zebulon)
    assert naming(alice_client, telling_pages(other)) == telling_pages(other)


def test_goals_neither_show_nor_count_them(alice_client: Client, alice: User, zebulon: Contact) -> None:
    with acting_as(alice):
        goal = Role.objects.get().goal
        delete_contact(contact=zebulon)

    for address in ("/goals/", f"/goals/{goal.pk}/"):
        assert "Quirrell" not in alice_client.get(address).content.decode()


def test_nobody_in_the_bin_is_suggested_or_taken_for_a_namesake(as_alice: User, zebulon: Contact) -> None:
    delete_contact(contact=zebulon)

    proposal = propose_people(user=as_alice, on=TODAY)
    assert zebulon not in [suggestion.contact for suggestion in proposal.people]
    assert find_namesakes(owner=as_alice, names=[NAME]) == {}


def test_what_happened_with_others_stays_and_their_dates_too(as_alice: User, zebulon: Contact, other: Contact) -> None:
    Contact.objects.filter(pk=other.pk).update(last_moment_on=TODAY)

    delete_contact(contact=zebulon)

    other.refresh_from_db()
    assert other.last_moment_on == TODAY
    assert other.participations.filter(moment__deleted_at=None).count() == 1
