"""Whom to ask about networks: only who may be suggested, with the fact that speaks for them, the best first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts.models import User
from contacts.models import Contact
from contacts.services.indexing import reindex_contacts
from contacts.words.manners import usual_manner
from goals.models import Goal, Role
from networks.models import Inquiry, Mention
from networks.queries.inquiries import named_networks, people_to_ask, waiting_for
from networks.words.inquiries import question_text, reason_words
from tests.factories import (
    TODAY,
    make_contact,
    make_goal,
    make_member,
    make_network,
    make_organisation,
    make_position,
    make_tag,
)


@pytest.fixture
def goal(as_alice: User) -> Goal:
    return make_goal(as_alice, field="Publishing", is_leading=True)


def reasons(owner: User, goal: Goal) -> dict[str, str]:
    """Return whom one could ask, in their order, with why."""
    return {one.contact.name: reason_words(one) for one in people_to_ask(owner, goal, on=TODAY, limit=10)}


def noted(contact: Contact, note: str) -> Contact:
    """Return a contact with a note that the search knows."""
    contact.note = note
    contact.save(update_fields=["note"])
    reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])
    return contact


def employed(contact: Contact, organisation: str, role: str = "", **fields: object) -> Contact:
    """Return a contact with a position that the search knows."""
    position = {key: fields.pop(key) for key in ("has_ended",) if key in fields}
    make_position(contact, make_organisation(contact.owner, organisation, **fields), role=role, **position)
    reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])
    return contact


def test_each_fact_is_said_in_a_sentence(as_alice: User, goal: Goal) -> None:
    Role.objects.create(owner=as_alice, goal=goal, contact=make_contact(as_alice, "Role"), kind="insider")
    member = make_contact(as_alice, "Member")
    make_member(make_network(as_alice, "Book Club"), member)
    make_member(make_network(as_alice, "Women in Publishing"), member)
    employed(make_contact(as_alice, "Industry"), "Nordlicht", "Editor", industry="Publishing")
    employed(make_contact(as_alice, "Former"), "Kranich", has_ended=True, industry="publishing house")
    employed(make_contact(as_alice, "House"), "Publishing United")
    employed(make_contact(as_alice, "Job"), "Bank", "Publisher")
    make_tag(as_alice, "publishers", make_contact(as_alice, "Tag"))
    noted(make_contact(as_alice, "Note"), "Met at the fair. Knows publishing, and music.")

    assert reasons(as_alice, goal) == {
        "Role": "Industry insider for this goal.",
        "Member": "Is in Book Club and 1 more.",
        "Former": "Was at Kranich (publishing house).",
        "House": "Is at Publishing United.",
        "Industry": "Is at Nordlicht (Publishing).",
        "Job": "Is Publisher.",
        "Note": "Your note mentions “publishing”.",
        "Tag": "Has your tag “publishers”.",
    }


def test_several_facts_are_one_sentence(as_alice: User, goal: Goal) -> None:
    contact = employed(make_contact(as_alice, "Miriam"), "Nordlicht", industry="Publishing")
    Role.objects.create(owner=as_alice, goal=goal, contact=contact, kind="multiplier")
    make_member(make_network(as_alice, "Book Club"), contact)

    said = "Multiplier for this goal, is at Nordlicht (Publishing), is in Book Club."
    assert reasons(as_alice, goal) == {"Miriam": said}


@pytest.mark.parametrize(
    "state",
    [
        {"ended_in_conflict": True},
        {"is_resting": True},
        {"snoozed_until": TODAY + timedelta(days=1)},
        {"archived_at": timezone.now()},
        {"deleted_at": timezone.now()},
    ],
)
def test_whoever_may_not_be_suggested_is_not(as_alice: User, goal: Goal, state: dict[str, object]) -> None:
    make_tag(as_alice, "Publishing", make_contact(as_alice, "Miriam", **state))

    assert reasons(as_alice, goal) == {}


@pytest.mark.parametrize("state", [{"asked_on": TODAY}, {"declined_at": timezone.now()}, {}])
def test_whoever_was_asked_picked_or_turned_down_is_not_proposed(
    as_alice: User, goal: Goal, state: dict[str, object]
) -> None:
    contact = make_contact(as_alice, "Miriam")
    make_tag(as_alice, "Publishing", contact)
    Inquiry.objects.create(owner=as_alice, goal=goal, contact=contact, **state)

    assert reasons(as_alice, goal) == {}
    assert list(reasons(as_alice, make_goal(as_alice, "Other", field="publishing"))) == ["Miriam"]


def test_networks_in_the_bin_are_no_reason(as_alice: User, goal: Goal) -> None:
    make_member(make_network(as_alice, deleted_at=timezone.now()), make_contact(as_alice, "Miriam"))

    assert reasons(as_alice, goal) == {}


def test_the_head_of_a_compound_is_a_word_of_the_field(as_alice: User) -> None:
    employed(make_contact(as_alice, "Miriam"), "Nordlicht Verlag")
    goal = make_goal(as_alice, field="Verlagswesen")

    assert reasons(as_alice, goal) == {"Miriam": "Is at Nordlicht Verlag."}


def test_a_word_that_merely_looks_alike_is_none(as_alice: User) -> None:
    noted(make_contact(as_alice, "Miriam"), "Lives in Publow, polishing old cars")

    assert reasons(as_alice, make_goal(as_alice, field="Publishing")) == {}


def test_whoever_is_nearer_and_fresher_comes_first(as_alice: User, goal: Goal) -> None:
    people = [
        make_contact(as_alice, "Anna"),
        make_contact(as_alice, "Ben", closeness="good"),
        make_contact(as_alice, "Carl", closeness="good", last_moment_on=TODAY - timedelta(days=20)),
    ]
    make_tag(as_alice, "Publishing", *people)

    assert list(reasons(as_alice, goal)) == ["Carl", "Ben", "Anna"]


def test_without_words_only_roles_and_networks_count(as_alice: User) -> None:
    goal = make_goal(as_alice, "1 2 3", field="")
    make_contact(as_alice, "Nobody")

    assert reasons(as_alice, goal) == {}


def test_the_network_named_most_comes_first(as_alice: User, goal: Goal) -> None:
    club, women = make_network(as_alice, "Book Club"), make_network(as_alice, "Women in Publishing")
    for name, networks in (("Anna", [women, club]), ("Ben", [women])):
        asked = Inquiry.objects.create(
            owner=as_alice, goal=goal, contact=make_contact(as_alice, name), asked_on=TODAY, answered_on=TODAY
        )
        for network in networks:
            Mention.objects.create(owner=as_alice, inquiry=asked, network=network, why=f"{name} likes it")

    found = [(one.network.name, [mention.why for mention in one.mentions]) for one in named_networks(as_alice, goal)]

    assert found == [("Women in Publishing", ["Anna likes it", "Ben likes it"]), ("Book Club", ["Anna likes it"])]


def test_whoever_lies_in_the_bin_is_not_waited_for(as_alice: User, goal: Goal) -> None:
    for name, deleted_at in (("Anna", None), ("Ben", timezone.now())):
        contact = make_contact(as_alice, name, deleted_at=deleted_at)
        Inquiry.objects.create(owner=as_alice, goal=goal, contact=contact, asked_on=TODAY)

    assert [one.contact.name for one in waiting_for(as_alice, goal)] == ["Anna"]


@pytest.mark.parametrize(
    ("language", "fields", "manner"),
    [
        ("en", {}, "en"),
        ("en", {"languages": ["de"]}, "sie"),
        ("de", {}, "sie"),
        ("de", {"closeness": "close"}, "du"),
        ("de-du", {}, "du"),
        ("de", {"languages": ["en"]}, "en"),
        ("de", {"languages": ["en", "de"]}, "sie"),
        ("de", {"languages": ["fr"]}, "sie"),
    ],
)
def test_the_manner_follows_languages_and_closeness(
    as_alice: User, language: str, fields: dict[str, object], manner: str
) -> None:
    as_alice.language = language

    assert usual_manner(as_alice, make_contact(as_alice, "Miriam", **fields)) == manner


def test_the_question_is_german_by_its_manner_and_whole_without_an_offer(as_alice: User, goal: Goal) -> None:
    contact = make_contact(as_alice, "Miriam Kessler")
    with translation.override("en"):
        formal, friendly = (
            question_text(contact=contact, goal=goal, offer=offer, manner=manner, sender="Jana")
            for manner, offer in (("sie", "Zeit."), ("du", ""))
        )

    assert formal == (
        "Guten Tag Miriam Kessler,\n\nzuerst etwas für Sie: Zeit. Sagen Sie mir, wenn Sie das brauchen können.\n\n"
        "Und eine Frage: In welchen Netzwerken sind Sie, und was haben Sie davon?\n\n"
        "Ich suche eines in diesem Bereich: Publishing.\n\nFreundliche Grüße\nJana"
    )
    assert friendly == (
        "Hallo Miriam,\n\nUnd eine Frage: In welchen Netzwerken bist du, und was hast du davon?\n\n"
        "Ich suche eines in diesem Bereich: Publishing.\n\nHerzliche Grüße\nJana"
    )
