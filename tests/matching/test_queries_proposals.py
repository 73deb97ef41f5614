"""Who is proposed for which role of a goal, why, and who never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Topic
from contacts.services.indexing import reindex_contacts, reindex_moments
from goals.models import Goal, Role
from matching.models import DeclinedProposal
from matching.queries.proposals import Proposal, propose
from matching.words.reasons import reason_lines
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_competence,
    make_contact,
    make_goal,
    make_member,
    make_moment,
    make_network,
    make_organisation,
    make_position,
    make_question,
    make_role,
    make_tag,
    make_tie,
)

KINDS = list(Role.Kind.values)
LONG_AGO = date(2020, 6, 1)


def proposed(goal: Goal, kind: str, **options: Any) -> list[Proposal]:
    return propose(goal.owner, goal, kind, **{"today": TODAY, "limit": 20, **options})


def names(goal: Goal, kind: str, **options: Any) -> list[str]:
    return [one.contact.name for one in proposed(goal, kind, **options)]


def why(goal: Goal, kind: str, **options: Any) -> list[str]:
    return [line.sentence for one in proposed(goal, kind, **options) for line in reason_lines(one)]


def index(*contacts: Contact) -> None:
    for contact in contacts:
        with acting_as(contact.owner):
            reindex_contacts(owner=contact.owner, contact_ids=[contact.pk])


def publisher(owner: User, name: str = "Miriam Kessler", role: str = "Head of Editorial", **fields: Any) -> Contact:
    """Return somebody at a publishing house who fits every role for `a_goal`."""
    contact = make_contact(owner, name, **{"closeness": "good", "anchor_on": LONG_AGO, **fields})
    make_position(contact, make_organisation(owner, f"House of {name}", industry="Publishing"), role=role)
    with acting_as(owner):
        Topic.objects.create(owner=owner, contact=contact, direction="offers", text="Calculating a fee")
    for friend in range(2):
        make_tie(contact, make_contact(owner, f"Friend {friend} of {name}", origin="studies", anchor_on=TODAY))
    index(contact)
    return contact


def a_goal(owner: User) -> Goal:
    goal = make_goal(owner, field="Publishing")
    make_competence(goal, "Calculating a fee")
    return goal


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_is_proposed_for_each_role_and_it_says_why(as_alice: User, kind: str) -> None:
    goal = a_goal(as_alice)
    publisher(as_alice)

    found = [one for one in proposed(goal, kind) if one.contact.name == "Miriam Kessler"]

    assert len(found) == 1
    assert reason_lines(found[0])
    assert all(line.sentence.endswith(".") and line.url for line in reason_lines(found[0]))


WITHHELD: dict[str, Callable[[], dict[str, Any]]] = {
    "archived": lambda: {"archived_at": timezone.now()},
    "resting": lambda: {"is_resting": True},
    "snoozed": lambda: {"snoozed_until": TODAY + timedelta(days=1)},
    "conflict": lambda: {"ended_in_conflict": True},
    "in the bin": lambda: {"deleted_at": timezone.now()},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reason", WITHHELD)
def test_nobody_whom_rule_2_withholds_is_proposed_or_named(as_alice: User, kind: str, reason: str) -> None:
    goal = a_goal(as_alice)
    withheld = publisher(as_alice, **WITHHELD[reason](), trust=1, willing_to_help=1, standing=1)
    friend = make_contact(as_alice, "Her friend", anchor_on=LONG_AGO, closeness="good")
    make_tie(withheld, friend)

    found = proposed(goal, kind)
    about = proposed(goal, kind, about="Calculating a fee")

    assert withheld.pk not in {one.contact.pk for one in (*found, *about)}
    assert not any(withheld.name in line.sentence for one in found for line in reason_lines(one))


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_the_role_or_was_turned_down_for_it_or_is_left_out_is_not_proposed(as_alice: User, kind: str) -> None:
    goal = a_goal(as_alice)
    has, declined, left_out, other = (publisher(as_alice, name) for name in ("Has", "Declined", "Left out", "Other"))
    make_role(goal, has, kind)
    DeclinedProposal.objects.create(owner=as_alice, goal=goal, contact=declined, kind=kind)

    found = {one.contact.pk for one in proposed(goal, kind, leave_out=[left_out.pk])}

    assert other.pk in found
    assert found.isdisjoint({has.pk, declined.pk, left_out.pk})


def test_who_was_turned_down_for_one_goal_or_role_is_proposed_for_another(as_alice: User) -> None:
    goal, second = a_goal(as_alice), a_goal(as_alice)
    contact = publisher(as_alice)
    DeclinedProposal.objects.create(owner=as_alice, goal=goal, contact=contact, kind="expert")

    assert names(goal, "expert") == []
    assert names(second, "expert") == ["Miriam Kessler"]
    assert names(goal, "insider") == ["Miriam Kessler"]


def test_who_was_turned_down_for_reviving_whatever_for_is_not_proposed_for_it(as_alice: User) -> None:
    goal = a_goal(as_alice)
    DeclinedProposal.objects.create(owner=as_alice, goal=None, contact=publisher(as_alice), kind="worth_reviving")

    assert "Miriam Kessler" not in names(goal, "worth_reviving")
    assert names(goal, "expert") == ["Miriam Kessler"]


def test_another_users_people_are_never_proposed(as_alice: User, charlie: User) -> None:
    goal = a_goal(as_alice)
    publisher(charlie, "Stranger")

    assert all(names(goal, kind) == [] for kind in KINDS)


def test_what_somebody_offers_outranks_their_past_and_the_sentence_names_the_need(as_alice: User) -> None:
    goal = make_goal(as_alice)
    make_competence(goal, "Contracts for freelancers")
    offering, former = make_contact(as_alice, "Offering"), make_contact(as_alice, "Former")
    Topic.objects.create(owner=as_alice, contact=offering, direction="offers", text="Help with a contract")
    make_position(former, make_organisation(as_alice), role="Contracts manager", has_ended=True)
    index(offering, former)

    assert names(goal, "expert") == ["Offering", "Former"]
    assert why(goal, "expert") == [
        "Offers “Help with a contract”. Fits “Contracts for freelancers”.",
        "Was Contracts manager at Nordlicht Verlag. Fits “Contracts for freelancers”.",
    ]


def test_what_somebody_seeks_makes_no_expert(as_alice: User) -> None:
    goal = make_goal(as_alice)
    make_competence(goal, "Contracts")
    seeking = make_contact(as_alice)
    Topic.objects.create(owner=as_alice, contact=seeking, direction="seeks", text="Help with contracts")
    index(seeking)

    assert names(goal, "expert") == []


def test_notes_and_moments_are_quoted_around_the_word(as_alice: User) -> None:
    goal = make_goal(as_alice)
    make_question(goal, "What does a first novel pay?")
    noted = make_contact(as_alice, "Noted", note="Sold her second novel herself.")
    told = make_contact(as_alice, "Told")
    moment = make_moment(as_alice, told, on=date(2025, 5, 3), note="We spoke about novels over lunch.")
    index(noted)
    reindex_moments(owner=as_alice, moment_ids=[moment.pk])

    sentences = why(goal, "expert")

    assert "Your note says “Sold her second novel herself”. Fits “What does a first novel pay?”." in sentences
    assert any("We spoke about novels over lunch" in sentence for sentence in sentences)
    assert names(goal, "expert") == ["Noted", "Told"]


def test_a_moment_whose_note_says_nothing_of_it_names_its_place(as_alice: User) -> None:
    goal = make_goal(as_alice, field="")
    make_question(goal, "Who prints small runs?")
    told = make_contact(as_alice, "Told")
    place = make_organisation(as_alice, "Small Prints")
    moment = make_moment(as_alice, told, on=date(2025, 5, 3), note="Coffee.", organisation=place)
    reindex_moments(owner=as_alice, moment_ids=[moment.pk])

    assert why(goal, "expert") == ["A moment at Small Prints, 3 May 2025. Fits “Who prints small runs?”."]


def test_a_freelance_developer_is_no_expert_on_contracts_for_freelancers(as_alice: User) -> None:
    goal = make_goal(as_alice, field="")
    make_competence(goal, "Contracts for freelancers")
    developer, lawyer = make_contact(as_alice, "Developer"), make_contact(as_alice, "Lawyer")
    make_position(developer, role="Freelance developer")
    make_position(lawyer, role="Contracts manager")
    index(developer, lawyer)

    assert names(goal, "expert") == ["Lawyer"]


def test_a_german_need_finds_forms_and_the_heads_of_compounds(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Verlagswesen")
    there = make_contact(as_alice)
    make_position(there, make_organisation(as_alice, "Haus am Fluss", industry="Verlage"), role="Lektorin")
    index(there)

    assert why(goal, "insider") == ["Is at Haus am Fluss (Verlage). Fits “Verlagswesen”."]


def test_who_is_in_the_industry_today_comes_before_who_was(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Publishing")
    place = make_organisation(as_alice, "Seitenwind", industry="Publishing")
    former, current = make_contact(as_alice, "Anna Was"), make_contact(as_alice, "Zoe Is")
    make_position(former, place, has_ended=True)
    make_position(current, place)
    index(former, current)

    assert names(goal, "insider") == ["Zoe Is", "Anna Was"]


def test_a_tag_of_the_field_counts_and_leads_to_its_list(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Publishing")
    contact = make_contact(as_alice)
    tag = make_tag(as_alice, "publishers", contact)
    index(contact)

    [proposal] = proposed(goal, "insider")

    [line] = reason_lines(proposal)
    assert line.sentence == "Has your tag “publishers”. Fits “Publishing”."
    assert line.url.endswith(f"?tag={tag.pk}")


def test_who_decides_in_the_field_opens_doors_first(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Publishing")
    place = make_organisation(as_alice, "Seitenwind", industry="Publishing")
    head, trainee = make_contact(as_alice, "Zoe Head"), make_contact(as_alice, "Anna Trainee")
    make_position(head, place, role="Programmleitung")
    make_position(trainee, place, role="Trainee")
    index(head, trainee)

    assert names(goal, "door_opener") == ["Zoe Head", "Anna Trainee"]
    assert "Has a say at Seitenwind as Programmleitung." in why(goal, "door_opener")


def test_who_knows_people_of_the_field_opens_doors_and_colleagues_do_not_count(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Publishing")
    place = make_organisation(as_alice, "Seitenwind", industry="Publishing")
    inside, colleague = make_contact(as_alice, "Ina Inside"), make_contact(as_alice, "Carl Colleague")
    friend = make_contact(as_alice, "Frida Friend")
    for contact in (inside, colleague):
        make_position(contact, place)
    make_tie(inside, friend)
    make_tie(colleague, inside)
    index(inside, colleague)

    [found] = [one for one in proposed(goal, "door_opener") if one.contact == friend]

    assert [line.sentence for line in reason_lines(found)] == ["Knows Ina Inside at Seitenwind. Fits “Publishing”."]
    others = [one for one in proposed(goal, "door_opener") if one.contact != friend]
    assert not any("Knows" in line.sentence for one in others for line in reason_lines(one))


def test_a_multiplier_is_told_by_ties_circles_and_networks(as_alice: User) -> None:
    goal = make_goal(as_alice)
    hub = make_contact(as_alice, "Hub")
    for origin in ("studies", "training", "former_job"):
        make_tie(hub, make_contact(as_alice, f"From {origin}", origin=origin))
    make_member(make_network(as_alice, "Women in Publishing"), hub)

    sentences = why(goal, "multiplier")

    assert names(goal, "multiplier") == ["Hub"]
    assert "Knows 3 of your people." in sentences
    assert "Knows people from 3 of your circles: “Studies”, “Training” and “Former jobs”." in sentences
    assert "Is in Women in Publishing." in sentences


def test_a_supporter_is_close_trusted_and_willing(as_alice: User) -> None:
    goal = make_goal(as_alice)
    make_contact(as_alice, "Wide", closeness="wide")
    make_contact(as_alice, "Inner", closeness="inner")
    make_contact(as_alice, "Willing", closeness="close", trust=1, willing_to_help=1)

    assert names(goal, "supporter") == ["Willing", "Inner"]
    assert "Belongs to your inner circle." in why(goal, "supporter")


def test_worth_reviving_are_silent_ties_with_good_marks_relevant_ones_first(as_alice: User) -> None:
    goal = make_goal(as_alice, field="Publishing")
    make_contact(as_alice, "Fresh", last_moment_on=TODAY)
    make_contact(as_alice, "Badly marked", anchor_on=LONG_AGO, shared_time=1)
    make_contact(as_alice, "Plain", anchor_on=LONG_AGO)
    relevant = make_contact(as_alice, "Relevant", anchor_on=LONG_AGO, note="Knows publishing inside out.")
    index(relevant)

    assert names(goal, "worth_reviving") == ["Relevant", "Plain"]
    assert "Silent for about 5 years." in why(goal, "worth_reviving")


def test_silent_ties_alone_or_all_others(as_alice: User) -> None:
    goal = a_goal(as_alice)
    publisher(as_alice, "Silent")
    publisher(as_alice, "Fresh", last_moment_on=TODAY)

    assert names(goal, "expert", is_silent=True) == ["Silent"]
    assert names(goal, "expert", is_silent=False) == ["Fresh"]
    assert set(names(goal, "expert")) == {"Silent", "Fresh"}


@pytest.mark.parametrize("kind", KINDS)
def test_about_narrows_it_to_one_need(as_alice: User, kind: str) -> None:
    goal = a_goal(as_alice)
    publisher(as_alice)
    unrelated = make_contact(as_alice, "Unrelated", closeness="inner", standing=1, anchor_on=LONG_AGO)

    found = proposed(goal, kind, about="Calculating a fee")

    assert [one.contact.name for one in found] == ["Miriam Kessler"]
    assert unrelated.pk not in {one.contact.pk for one in found}
    assert names(goal, kind, about="Astronomy") == []
    assert names(goal, kind, about="!?") == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_queries_does_not_grow(as_alice: User, kind: str) -> None:
    goal = a_goal(as_alice)
    publisher(as_alice, "First")

    with CaptureQueriesContext(connection) as few:
        proposed(goal, kind)
    for number in range(5):
        publisher(as_alice, f"Another {number}")
        make_competence(goal, f"Calculating {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(proposed(goal, kind)) >= 5

    assert len(many) == len(few)
    assert len(many) <= 25


def test_the_order_is_the_same_each_time_and_the_limit_holds(as_alice: User) -> None:
    goal = a_goal(as_alice)
    for number in range(6):
        publisher(as_alice, f"Person {number}")

    assert names(goal, "expert", limit=3) == [f"Person {number}" for number in range(3)]
    assert names(goal, "expert", limit=3) == names(goal, "expert", limit=3)
