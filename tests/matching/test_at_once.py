"""Two tabs at the very same time: each thing is done once, none waits for ever, nothing breaks, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from goals.models import Competence, Goal, InventoryCard, LogEntry, NextStep, Question, Role
from goals.services import replace_competences
from matching.models import Approach, Bridge, DeclinedProposal, Holder, Review, Revival, WarmUp
from matching.services import measuring
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import (
    local_today,
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_question,
    make_revival,
    make_role,
    make_step,
    make_tie,
    make_user,
)
from tests.matching import complement_rooms, review_rooms
from tests.racing import Posted, all_at_once, at_once, client_of, count, twice

pytestmark = pytest.mark.usefixtures("real_transactions")

ROUNDS = 4


@pytest.fixture
def alice(real_transactions: None) -> User:
    return make_user("alice@example.org", first_name="Alice")


def address(name: str, **ids: Any) -> str:
    ids = {noun: getattr(thing, "pk", thing) for noun, thing in ids.items()}
    return reverse(name if ":" in name else f"matching:{name}", kwargs=ids)


def bare(name: str, **ids: Any) -> Posted:
    return address(name, **ids), {}


def status_of(client: Client, url: str, data: dict[str, Any]) -> int:
    return client.post(url, data).status_code


def today() -> str:
    return local_today().isoformat()


def soon() -> str:
    return (local_today() + timedelta(days=9)).isoformat()


def test_a_proposal_that_is_accepted_twice_is_one_role(alice: User) -> None:
    url = address("proposal-accept", goal=make_goal(alice), contact=make_contact(alice), kind="expert")

    assert twice(alice, url) == [302, 302]
    assert count(alice, Role.objects.count) == 1


def test_a_proposal_that_is_accepted_and_declined_at_once_ends_as_one_after_the_other(alice: User) -> None:
    goal = make_goal(alice)
    for _round in range(ROUNDS):
        ids: dict[str, Any] = {"goal": goal, "contact": make_contact(alice), "kind": "expert"}
        accept, decline = (bare(f"proposal-{word}", **ids) for word in ("accept", "decline"))

        assert at_once(alice, accept, decline, accept, decline) == [302, 302, 302, 302]
        assert count(alice, Role.objects.filter(contact=ids["contact"]).count) == 1
        assert count(alice, DeclinedProposal.objects.filter(contact=ids["contact"]).count) <= 1


def test_a_proposal_that_is_declined_and_reconsidered_twice_is_there_again(alice: User) -> None:
    ids = {"goal": make_goal(alice), "contact": make_contact(alice), "kind": "insider"}

    assert twice(alice, address("proposal-decline", **ids)) == [302, 302]
    assert count(alice, DeclinedProposal.objects.count) == 1
    assert twice(alice, address("proposal-reconsider", **ids)) == [302, 302]
    assert count(alice, DeclinedProposal.objects.count) == 0


def test_somebody_who_is_accepted_while_two_become_one_has_the_role(alice: User) -> None:
    goal = make_goal(alice)
    for _round in range(ROUNDS):
        one, other = make_contact(alice), make_contact(alice, "M. Kessler")
        both = {"a": str(one.pk), "b": str(other.pk), "keep": str(one.pk)}
        accept = address("proposal-accept", goal=goal, contact=other, kind="expert")

        merged, accepted = at_once(alice, ("/contacts/merge/", both), (accept, {}))

        assert merged == 302
        assert accepted in {302, 404}
        with acting_as(alice):
            held = list(
                Role.objects.filter(goal=goal, contact__in=[one, other]).values_list("contact__name", flat=True)
            )
        assert held == (["Miriam Kessler"] if accepted == 302 else [])


def test_a_complement_draft_that_is_finished_twice_is_written_down_once(alice: User) -> None:
    goal, known = make_goal(alice), make_contact(alice, "Tomasz Bielak")
    draft, client = complement_rooms.new_draft(goal), client_of(alice)
    complement_rooms.choose(client, draft, "expert", contacts=[str(known.pk)], newcomers=["Ruth Neu"])
    step = complement_rooms.person_step(client, draft, "Tomasz Bielak")
    client.post(step, complement_rooms.person_input(gives="A look", asks="A name", step="Call", step_on=soon()))

    assert twice(alice, complement_rooms.step_url(draft, "summary")) == [302, 302]
    assert count(alice, Role.objects.count) == 2
    assert count(alice, Contact.objects.filter(name="Ruth Neu").count) == 1
    assert (count(alice, Approach.objects.count), count(alice, NextStep.objects.count)) == (1, 1)


def test_a_complement_wizard_that_is_opened_twice_has_one_draft(alice: User) -> None:
    goal = make_goal(alice)
    clients = [client_of(alice), client_of(alice)]
    url = address("complement", goal=goal)

    assert all_at_once(*(lambda one=one: one.get(url).status_code for one in clients)) == [302, 302]
    assert count(alice, Draft.objects.filter(wizard="complement").count) == 1


def test_a_complement_draft_ends_while_cards_are_saved_and_people_become_one(alice: User) -> None:
    goal = make_goal(alice)
    for _round in range(ROUNDS):
        people = [make_contact(alice, f"Person {number}") for number in range(6)]
        draft, client = complement_rooms.new_draft(goal), client_of(alice)
        complement_rooms.choose(client, draft, "expert", contacts=[str(one.pk) for one in people[::-1]])
        card = (address("goals:card", contact=people[0]), {"intent": "skip", "whom": "skipped"})
        other_card = (address("goals:card", contact=people[1]), {"intent": "skip", "circle": "studies"})
        both = {"a": str(people[2].pk), "b": str(people[4].pk), "keep": str(people[2].pk)}

        statuses = at_once(
            alice, (complement_rooms.step_url(draft, "summary"), {}), card, other_card, ("/contacts/merge/", both)
        )

        assert statuses == [302, 302, 302, 302]
        there = Role.objects.filter(contact__in=people, contact__deleted_at=None)
        assert count(alice, there.count) == 5


@pytest.mark.parametrize("kind", ["kind", "competence", "question"])
def test_a_gap_that_is_filled_twice_is_filled_once(alice: User, kind: str) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    said = {"kind": "insider", "competence": make_competence(goal).pk, "question": make_question(goal).pk}[kind]
    data = {kind: str(said), "contacts": [str(contact.pk)], "newcomers": ["Ruth Neu"]}

    assert twice(alice, address("holder-add", goal=goal), data) == [302, 302]
    assert count(alice, Contact.objects.filter(name="Ruth Neu").count) == 1
    assert count(alice, Role.objects.count) == 2
    assert count(alice, Holder.objects.count) == (0 if kind == "kind" else 2)


def test_a_holder_that_is_removed_and_brought_back_twice_is_there_once(alice: User) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    competence = make_competence(goal)
    back = f"{address('holder-bring-back', goal=goal)}?competence={competence.pk}&contact={contact.pk}"
    for _round in range(ROUNDS):
        with acting_as(alice):
            holder = Holder.objects.first()
        holder = holder or make_holder(competence, contact)

        assert set(twice(alice, address("holder-remove", holder=holder))) <= {302, 404}
        assert twice(alice, back) == [302, 302]
        assert count(alice, Holder.objects.count) == 1


def test_no_holder_is_left_of_a_competence_that_goes_meanwhile(alice: User) -> None:
    for _round in range(ROUNDS):
        goal, contact = make_goal(alice), make_contact(alice)
        competence = make_competence(goal, "Contract law")
        make_question(goal)
        filling = client_of(alice)
        url, data = address("holder-add", goal=goal), {"competence": str(competence.pk), "contact": str(contact.pk)}
        approach = address("approach-edit", goal=goal, contact=contact)
        said = {"person-gives": "Tea", "person-competences": [str(competence.pk)]}

        def replace(goal: Goal = goal) -> None:
            with acting_as(alice):
                replace_competences(goal=goal, texts=["Sailing"])

        filled, _none, again, approached = all_at_once(
            partial(status_of, filling, url, data),
            replace,
            replace,
            partial(status_of, client_of(alice), approach, said),
        )

        assert filled in {302, 404}
        assert again is None
        assert approached in {302, 422}
        with acting_as(alice):
            there = Competence.objects.filter(goal=goal)
            assert [one.text for one in there] == ["Sailing"]
            assert Question.objects.filter(goal=goal).count() == 1
            assert not Holder.objects.filter(goal=goal).exclude(competence__in=there.values("pk")).exists()


def test_an_old_tie_that_is_taken_up_twice_is_taken_up_once(alice: User) -> None:
    contact = make_contact(alice, anchor_on=local_today() - timedelta(days=1500))
    data = {"channel": "call", "begun_on": today(), "opener": "Hello"}

    assert twice(alice, address("revive", contact=contact), data) == [302, 302]
    assert (count(alice, Revival.objects.count), count(alice, Moment.objects.count)) == (1, 1)


def test_a_revival_that_is_taken_back_twice_and_brought_back_twice_is_as_before(alice: User) -> None:
    contact, client = make_contact(alice), client_of(alice)
    client.post(address("revive", contact=contact), {"channel": "call", "begun_on": today()})
    with acting_as(alice):
        revival = Revival.objects.get()
    url = address("revival-take-back", revival=revival)

    assert all_at_once(*[lambda: client_of(alice).post(url).status_code] * 2) in ([302, 404], [404, 302])
    assert count(alice, Moment.objects.present().count) == 0
    assert count(alice, Revival.objects.count) == 0


def test_what_is_taken_back_in_one_session_is_brought_back_once(alice: User) -> None:
    contact, client = make_contact(alice), client_of(alice)
    client.post(address("revive", contact=contact), {"channel": "call", "begun_on": today()})
    with acting_as(alice):
        revival = Revival.objects.get()
    client.post(address("revival-take-back", revival=revival))
    [*_others, message] = client.get(address("reviving")).context["messages"]
    other = client_of(alice)
    other.cookies.update(client.cookies)

    statuses = all_at_once(*(lambda one=one: one.post(str(message.extra_tags)).status_code for one in (client, other)))

    assert statuses == [302, 302]
    assert (count(alice, Revival.objects.count), count(alice, Moment.objects.present().count)) == (1, 1)


def test_an_outcome_that_is_said_twice_and_taken_back_meanwhile_breaks_nothing(alice: User) -> None:
    for _round in range(ROUNDS):
        revival = make_revival(make_contact(alice), begun_on=local_today())
        said: Posted = (address("revival-outcome", revival=revival), {"outcome": "helped", "outcome_on": today()})
        back: Posted = (address("revival-take-back", revival=revival), {})
        reopen: Posted = (address("revival-reopen", revival=revival), {})

        statuses = at_once(alice, said, said, back, reopen)

        assert set(statuses) <= {302, 404}
        assert statuses[2] == 302
        assert count(alice, Revival.objects.count) == 0


def test_a_warm_up_that_is_noted_twice_is_one_message(alice: User) -> None:
    for number in range(ROUNDS):
        contact = make_contact(alice)

        assert twice(alice, address("warm-up", contact=contact)) == [302, 302]
        assert (count(alice, WarmUp.objects.count), count(alice, Moment.objects.count)) == (number + 1, number + 1)
    with acting_as(alice):
        made = WarmUp.objects.first()
    assert set(twice(alice, address("warm-up-delete", warm_up=made))) <= {302, 404}
    assert count(alice, Moment.objects.present().count) == ROUNDS - 1


def test_an_introduction_that_is_asked_for_twice_is_noted_once(alice: User) -> None:
    contact, aim = make_contact(alice), make_contact(alice, "Tomasz Bielak")
    url = f"{address('path-asked', contact=contact)}?contact={aim.pk}"

    assert twice(alice, url, {"asked_on": today()}) == [302, 302]
    assert count(alice, Exchange.objects.count) == 1


def test_a_review_that_is_put_off_twice_can_be_put_off_again(alice: User) -> None:
    make_goal(alice)
    url = address("review-put-off")

    assert twice(alice, url, {"span": "2w"}) == [302, 302]
    assert count(alice, Review.objects.count) == 1
    assert client_of(alice).post(url, {"span": "2w"}).status_code == 302


def test_a_review_ends_while_its_goals_end_and_its_people_become_one(alice: User) -> None:
    for _round in range(ROUNDS):
        goal = make_goal(alice, success_number=5)
        one, other = make_contact(alice), make_contact(alice, "M. Kessler")
        make_role(goal, one)
        draft = review_rooms.new_draft(alice)
        planned = {"new-0-who": f"{goal.pk}:{one.pk}", "new-0-text": "Call", "new-0-due_on": soon()}
        moved = {f"{goal.pk.hex}-progress": "3"}
        review_rooms.fill(client_of(alice), draft, {"moved": moved, "plan": planned})
        both = {"a": str(one.pk), "b": str(other.pk), "keep": str(one.pk)}

        statuses = at_once(
            alice,
            (review_rooms.step_url(draft, "summary"), {}),
            (address("goals:goal-reached", goal=goal), {"thank": [str(one.pk)]}),
            (address("proposal-accept", goal=goal, contact=other, kind="insider"), {}),
            ("/contacts/merge/", both),
        )

        assert statuses[:2] == [302, 302]
        assert set(statuses[2:]) <= {302, 404}
        assert count(alice, Goal.objects.filter(pk=goal.pk, status="reached").count) == 1


def test_a_goal_ends_and_is_worked_on_at_once(alice: User) -> None:
    for _round in range(ROUNDS):
        goal, contact = make_goal(alice, success_number=5), make_contact(alice)
        make_role(goal, contact)
        ends: Posted = (address("goals:goal-reached", goal=goal), {"thank": [str(contact.pk)], "number": "5"})
        step = {"goal": str(goal.pk), "text": "Call", "due_on": soon()}

        statuses = at_once(
            alice,
            ends,
            (address("goals:step-plan", contact=contact), step),
            (address("goals:log-entry-add", goal=goal), {"kind": "note", "text": "Tea", "happened_on": today()}),
            ends,
            (address("holder-add", goal=goal), {"kind": "insider", "contact": str(contact.pk)}),
        )

        assert statuses == [302] * 5
        assert count(alice, LogEntry.objects.filter(goal=goal, kind="status").count) == 1
        assert count(alice, NextStep.objects.filter(goal=goal).count) == 2


def test_a_step_that_is_done_dropped_and_moved_while_its_goal_comes_back_breaks_nothing(alice: User) -> None:
    for _round in range(ROUNDS):
        goal, contact = make_goal(alice), make_contact(alice)
        make_role(goal, contact)
        client = client_of(alice)
        client.post(address("goals:goal-reached", goal=goal), {"thank": [str(contact.pk)]})
        [message] = client.get(address("goals:goal-detail", goal=goal)).context["messages"]
        with acting_as(alice):
            thanks = NextStep.objects.get(goal=goal)

        statuses = at_once(
            alice,
            (str(message.extra_tags), {}),
            (address("goals:step-finish", next_step=thanks), {}),
            (address("goals:step-drop", next_step=thanks), {}),
            (address("goals:step-move", next_step=thanks), {"span": "week"}),
        )

        assert set(statuses) <= {302, 404}
        assert statuses[0] == 302


def test_a_step_that_is_done_and_dropped_at_once_has_one_end(alice: User) -> None:
    for _round in range(ROUNDS):
        step = make_step(make_goal(alice), make_contact(alice))
        done, dropped = (bare(f"goals:step-{word}", next_step=step) for word in ("finish", "drop"))

        assert at_once(alice, done, dropped) == [302, 302]
        with acting_as(alice):
            step.refresh_from_db()
        assert step.done_at
        assert step.dropped_at is None


def test_an_entry_that_is_corrected_deleted_and_restored_at_once_breaks_nothing(alice: User) -> None:
    for _round in range(ROUNDS):
        goal = make_goal(alice)
        with acting_as(alice):
            entry = LogEntry.objects.create(owner=alice, goal=goal, happened_on=local_today(), text="Tea")
        said = {"kind": "note", "text": "Coffee", "happened_on": today()}
        back = f"{address('goals:log-entry-restore', goal=goal)}?kind=note&text=Tea&happened_on={today()}"
        delete: Posted = (address("goals:log-entry-delete", log_entry=entry), {})

        statuses = at_once(
            alice, (address("goals:log-entry-edit", log_entry=entry), said), delete, (back, {}), (back, {}), delete
        )

        assert set(statuses) <= {302, 404}
        assert count(alice, LogEntry.objects.filter(goal=goal, text="Tea").count) <= 1


def test_a_card_that_is_saved_twice_is_saved_once(alice: User) -> None:
    contact = make_contact(alice)
    url, client = address("goals:card", contact=contact), client_of(alice)
    seen = client.get(url).context["seen"]
    said = {"seen": seen, "intent": "next", "closeness": "good", "origin": "studies", "new_tags": "Print"}
    data = {**said, "organisation": "Nordlicht", "role": "Editor", "is_interesting": "on"}

    assert twice(alice, url, data) == [302, 302]
    assert count(alice, InventoryCard.objects.count) == 1
    with acting_as(alice):
        contact.refresh_from_db()
        assert contact.positions.count() == 1
        assert contact.taggings.count() == 1


def test_people_are_measured_twice_at_once(alice: User) -> None:
    people = [make_contact(alice, f"Person {number}") for number in range(12)]
    for one, other in pairwise(people):
        make_tie(one, other)

    def keep() -> None:
        with acting_as(alice):
            measured = measuring.measure(measuring.read_circle(owner=alice))
            measuring.keep_bridges(owner=alice, measured=measured, now=timezone.now())

    for _round in range(ROUNDS):
        all_at_once(keep, keep)

        assert count(alice, Bridge.objects.count) == len(people)
