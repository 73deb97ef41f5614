"""Places to look: kept, turned down, watched, looked at; when they come up again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Organisation
from goals.models import Goal
from networks.models import Inquiry, Look, LookingPlace, Mention, Network, NetworkMember
from networks.pages.research import suggestions_for
from networks.queries.looking_places import places_of_past
from networks.services.inquiries import Named, answer_inquiry, ask_contact, take_back_answer
from networks.services.looking_places import (
    keep_place,
    note_look,
    remove_look,
    suggest_again,
    turn_down_suggestion,
    watch_place,
)
from networks.services.stages import move_network
from tests.factories import TODAY, make_contact, make_goal, make_network, make_organisation, make_position


@pytest.fixture
def goal(as_alice: User) -> Goal:
    goal = make_goal(as_alice, field="Publishing")
    goal.owner = as_alice
    return goal


def later(count: int, since: date = TODAY) -> date:
    return since + timedelta(weeks=count)


def keep(goal: Goal, weeks: int | None = None) -> LookingPlace:
    place = keep_place(goal=goal, kind="press", text="Journal", today=TODAY, weeks=weeks)
    place.owner = goal.owner
    return place


def test_kept_twice_it_is_there_once_and_again_after_it_was_turned_down(goal: Goal) -> None:
    first = keep(goal)
    turn_down_suggestion(goal=goal, kind="press", text="Journal", now=timezone.now())
    assert not LookingPlace.objects.kept().exists()

    assert keep(goal).pk == first.pk
    assert LookingPlace.objects.kept().count() == 1


def test_what_was_looked_at_is_not_forgotten_by_an_old_undo(goal: Goal) -> None:
    place = keep(goal)
    note_look(place=place, on=TODAY, today=TODAY)

    suggest_again(place=place)

    assert LookingPlace.objects.get() == place


def test_the_newest_look_counts_however_late_an_older_one_is_noted(goal: Goal) -> None:
    place = keep(goal, weeks=4)
    assert place.look_again_on == later(4)

    note_look(place=place, on=TODAY - timedelta(days=1), today=TODAY)
    note_look(place=place, on=TODAY - timedelta(days=30), today=TODAY)

    assert place.look_again_on == later(4, TODAY - timedelta(days=1))


def test_without_a_look_the_weeks_count_from_the_day_they_were_chosen(goal: Goal) -> None:
    place = keep(goal)

    assert watch_place(place=place, weeks=2, today=later(10)).look_again_on == later(12)
    assert watch_place(place=place, weeks=2, today=later(11)).look_again_on == later(12), "nothing was changed"
    assert watch_place(place=place, weeks=None, today=later(11)).look_again_on is None


def test_a_look_taken_back_leaves_a_network_that_has_moved_on(goal: Goal) -> None:
    place = keep(goal)
    looked = note_look(place=place, on=TODAY, network_name="Book Club", today=TODAY)
    club = Network.objects.get()
    club.owner = goal.owner
    move_network(network=club, stage="researching", on=TODAY)

    look = Look.objects.select_related("place").get()
    look.owner = goal.owner
    remove_look(look=look, made=looked.made, now=timezone.now())

    assert Network.objects.present().exists()
    assert not Look.objects.exists()


def test_only_what_an_answer_made_can_be_taken_back_by_it(as_alice: User, goal: Goal) -> None:
    miriam, other = make_contact(as_alice), make_network(as_alice, "Mine")
    inquiry = ask_contact(goal=goal, contact=miriam, on=TODAY)
    inquiry.owner = as_alice
    made = answer_inquiry(inquiry=inquiry, on=TODAY, named=[Named("Book Club"), Named("book club", "twice")])
    assert (len(made.networks), len(made.members), Mention.objects.count()) == (1, 1, 1)

    take_back_answer(inquiry=inquiry, networks=[*made.networks, other.pk], members=made.members, now=timezone.now())

    assert [network.name for network in Network.objects.present()] == ["Mine"]
    assert not NetworkMember.objects.exists()
    assert Inquiry.objects.get().answered_on is None


def test_an_answer_without_a_question_counts_as_asked_that_day(as_alice: User, goal: Goal) -> None:
    inquiry = Inquiry.objects.create(owner=as_alice, goal=goal, contact=make_contact(as_alice))

    answer_inquiry(inquiry=inquiry, on=TODAY, named=[], answer="None at all.")

    assert Inquiry.objects.get().asked_on == TODAY


def study(owner: User, name: str, organisation: str, origin: str) -> Contact:
    """Return somebody of an origin, who is at an organisation."""
    contact = make_contact(owner, name, origin=origin)
    known = Organisation.objects.for_user(owner).filter(name=organisation).first()
    make_position(contact, known or make_organisation(owner, organisation))
    return contact


def test_schools_and_former_employers_are_places_of_ones_past(as_alice: User) -> None:
    for name, organisation, origin in (
        ("Anna", "Universität Kiel", "studies"),
        ("Ben", "Nordlicht Verlag", "former_job"),
        ("Carl", "Nordlicht Verlag", "former_job"),
        ("Dora", "Somewhere Else", "former_job"),
        ("Emil", "Some Company", "studies"),
        ("Fay", "Universität Ulm", "current"),
    ):
        study(as_alice, name, organisation, origin)

    assert [(place.name, place.count) for place in places_of_past(as_alice)] == [
        ("Nordlicht Verlag", 2),
        ("Universität Kiel", 1),
    ]


def test_without_a_known_school_ones_own_studies_are_suggested(as_alice: User, goal: Goal) -> None:
    make_contact(as_alice, "Anna", origin="studies")

    found = {one.text: one.reason for one in suggestions_for(as_alice, goal)}

    assert found["Alumni of your own studies"] == "You know 1 person from there."
