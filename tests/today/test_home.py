"""The day of a member."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, EmailAddress, Moment, Organisation, PhoneNumber, Position
from goals.models import IdealNetwork, NextStep, Offer, Role
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_goal, make_moment
from today.day import FEW_PEOPLE

LONG_AGO = timedelta(days=2000)


def _make_due(owner: User, name: str = "Miriam Kessler", **fields: Any) -> Contact:
    today = local_today()
    return make_contact(owner, name, **{"closeness": "good", "anchor_on": today - timedelta(days=100), **fields})


def _home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_people_worth_a_message_come_with_reason_role_offer_and_a_way_to_write(
    alice: User, alice_client: Client
) -> None:
    miriam = _make_due(alice)
    goal = make_goal(alice, is_leading=True)
    with acting_as(alice):
        verlag = Organisation.objects.create(owner=alice, name="Nordlicht Verlag", folded_name="nordlicht verlag")
        Position.objects.create(owner=alice, contact=miriam, organisation=verlag, role="Head of Editorial")
        EmailAddress.objects.create(owner=alice, contact=miriam, address="miriam@example.org")
        Role.objects.create(owner=alice, goal=goal, contact=miriam, kind=Role.Kind.DOOR_OPENER)
        Offer.objects.create(owner=alice, kind=Offer.Kind.KNOWLEDGE, text="style-guide checklist")

    page = _home(alice_client)

    assert "One person is worth a message." in page
    assert "1 due" in page
    assert f'href="/contacts/{miriam.pk}/"' in page
    assert "Head of Editorial, Nordlicht Verlag" in page
    assert "Door opener for “Five publishing clients by June”." in page
    assert "You could give: style-guide checklist" in page
    assert 'href="mailto:miriam@example.org"' in page
    assert 'href="/contacts/?due=1"' in page


def test_who_has_no_mail_address_can_be_called(alice: User, alice_client: Client) -> None:
    miriam = _make_due(alice)
    with acting_as(alice):
        PhoneNumber.objects.create(owner=alice, contact=miriam, number="+49 40 1234")

    assert 'href="tel:+49401234"' in _home(alice_client)


def test_without_a_way_to_write_the_page_asks_for_one(alice: User, alice_client: Client) -> None:
    miriam = _make_due(alice)
    ask = f'href="/contacts/{miriam.pk}/details/emails/"'
    assert ask in _home(alice_client)

    with acting_as(alice):
        EmailAddress.objects.create(owner=alice, contact=miriam, address="miriam@example.org")
    assert ask not in _home(alice_client)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    ("action", "fields"),
    [("touch", {}), ("snooze", {"span": "2w"}), ("snooze", {"span": "3m"}), ("rest", {})],
)
def test_after_an_action_the_person_is_gone_from_today(
    alice: User, alice_client: Client, action: str, fields: dict[str, str], headers: dict[str, str]
) -> None:
    miriam = _make_due(alice)
    assert "Been in touch" in _home(alice_client)

    response = alice_client.post(f"/contacts/{miriam.pk}/{action}/", {"next": "/", **fields}, headers=headers)

    assert response.headers.get("HX-Redirect") == "/" if headers else response["Location"] == "/"
    page = _home(alice_client)
    assert "Been in touch" not in page
    assert "Undo" in page


def test_somebody_is_set_aside_until_a_day_of_ones_own(alice: User, alice_client: Client) -> None:
    miriam = _make_due(alice)
    assert f'name="until" id="until-{miriam.pk}"' in _home(alice_client)

    day = local_today() + timedelta(days=40)
    alice_client.post(f"/contacts/{miriam.pk}/snooze/", {"next": "/", "until": day.isoformat()})

    with acting_as(alice):
        assert Contact.objects.for_user(alice).get(pk=miriam.pk).snoozed_until == day


def test_on_the_first_day_nobody_is_due_and_the_page_says_so(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Tomasz", anchor_on=local_today() - LONG_AGO)

    page = _home(alice_client)

    assert "Nobody is due; these people are a good start." in page
    assert "Tomasz" in page


def test_when_nobody_is_worth_a_message_the_page_leads_on(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Tomasz", anchor_on=local_today(), last_in_touch="this_month")

    assert 'href="/contacts/?closeness=not_placed"' in _home(alice_client)


def test_on_the_first_day_somebody_new_is_proposed_with_the_reason(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Tomasz", anchor_on=local_today(), closeness="good")

    page = _home(alice_client)

    assert "New on your list, nothing noted yet." in page
    assert "Nobody is due; these people are a good start." in page


def test_only_those_shown_who_are_due_are_counted_as_due(alice: User, alice_client: Client) -> None:
    for number in range(4):
        _make_due(alice, f"Due {number}")
    goal = make_goal(alice, is_leading=True)
    with acting_as(alice):
        fresh = make_contact(alice, "Fresh", closeness="good", anchor_on=local_today())
        today = local_today()
        NextStep.objects.create(owner=alice, goal=goal, contact=fresh, text="Call", due_on=today)

    page = _home(alice_client)

    assert "Fresh" in page
    assert "2 of 4 due" in page


def test_whoever_is_due_and_silent_is_counted_beside_the_states(alice: User, alice_client: Client) -> None:
    _make_due(alice)
    make_contact(alice, "Ruth", closeness="good", anchor_on=local_today() - LONG_AGO)

    assert '<a href="/contacts/?due=1">2 people are due</a>' in _home(alice_client)


def test_whoever_has_written_down_a_few_names_is_asked_for_more(alice: User, alice_client: Client) -> None:
    _make_due(alice)
    assert "Whom else do you know?" in _home(alice_client)

    for number in range(FEW_PEOPLE):
        make_contact(alice, f"Person {number}")
    assert "Whom else do you know?" not in _home(alice_client)


def test_an_empty_account_is_led_to_a_goal_names_and_import(alice_client: Client) -> None:
    page = _home(alice_client)

    for address in ("/goals/start/", "/goals/inventory/", "/import/"):
        assert f'href="{address}"' in page
    assert "Your relations" not in page


def test_a_goal_counts_its_roles_names_its_gaps_and_the_steps_that_are_due(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, is_leading=True, field="Publishing")
    people = [make_contact(alice, name) for name in ("Miriam", "Tomasz", "Gone")]
    today = local_today()
    with acting_as(alice):
        for contact in people:
            Role.objects.create(owner=alice, goal=goal, contact=contact, kind=Role.Kind.MULTIPLIER)
        NextStep.objects.create(owner=alice, goal=goal, contact=people[0], text="Send the draft", due_on=today)
        tomorrow = today + timedelta(days=1)
        NextStep.objects.create(owner=alice, goal=goal, contact=people[1], text="Not yet", due_on=tomorrow)
        Contact.objects.filter(pk=people[2].pk).update(deleted_at=timezone.now())

    page = _home(alice_client)

    assert "2 multipliers" in page
    assert "Industry insider: nobody yet" in page
    assert "Multiplier: nobody yet" not in page
    assert "Send the draft" in page
    assert "Not yet" not in page
    assert "Commissions\N{NO-BREAK SPACE}· Publishing" in page
    assert f'href="/goals/{goal.pk}/wizard/"' in page


def test_a_described_ideal_network_is_shown_and_not_asked_for_again(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    with acting_as(alice):
        IdealNetwork.objects.create(owner=alice, goal=goal, reach="regional", place="Hamburg", format="in_person")

    page = _home(alice_client)

    assert "Regional\N{NO-BREAK SPACE}· Hamburg\N{NO-BREAK SPACE}· In person" in page
    assert "Describe the ideal network" not in page


def test_the_leading_goal_comes_first_and_finished_ones_stay_away(alice: User, alice_client: Client) -> None:
    make_goal(alice, "An older goal")
    make_goal(alice, "The leading goal", is_leading=True)
    make_goal(alice, "A reached goal", status="reached")

    page = _home(alice_client)

    assert page.index("The leading goal") < page.index("An older goal")
    assert "A reached goal" not in page


def test_each_number_of_the_relations_opens_a_list_of_as_many(alice: User, alice_client: Client) -> None:
    today = local_today()
    _make_due(alice, "Due One")
    _make_due(alice, "Due Two")
    make_contact(alice, "Dormant", anchor_on=today - LONG_AGO)
    make_contact(alice, "Resting", anchor_on=today, is_resting=True)
    make_contact(alice, "Archived", anchor_on=today, archived_at=timezone.now())
    make_contact(alice, "Binned", anchor_on=today, deleted_at=timezone.now())

    response = alice_client.get("/")

    parts = response.context["day"].relations
    assert [(part.state, part.count) for part in parts] == [("due", 2), ("dormant", 1), ("resting", 1)]
    assert [part.width for part in parts] == [50, 25, 25]
    assert [part.start for part in parts] == [0, 50, 75]
    for part in parts:
        listed = alice_client.get(part.url).content.decode()
        assert listed.count('class="person-link"') == part.count


def test_nobody_sees_the_day_of_somebody_else(alice: User, charlie_client: Client) -> None:
    _make_due(alice)
    make_goal(alice)

    page = _home(charlie_client)

    assert "Miriam" not in page
    assert "publishing" not in page


def test_the_number_of_queries_does_not_grow(
    alice: User, alice_client: Client, django_assert_same_queries: Callable[[], Any]
) -> None:
    def furnish(count: int) -> None:
        for number in range(count):
            contact = _make_due(alice, f"Person {count} {number}")
            make_moment(alice, contact, on=contact.anchor_on, kind=Moment.Kind.CALL)
            goal = make_goal(alice, f"Goal {count} {number}")
            with acting_as(alice):
                EmailAddress.objects.create(owner=alice, contact=contact, address=f"p{number}@example.org")
                Position.objects.create(owner=alice, contact=contact, role="Editor")
                Role.objects.create(owner=alice, goal=goal, contact=contact, kind=Role.Kind.EXPERT)
                NextStep.objects.create(owner=alice, goal=goal, contact=contact, text="Call", due_on=contact.anchor_on)
                Offer.objects.create(owner=alice, kind=Offer.Kind.HELP, text=f"Help {number}")

    furnish(2)
    # Goals that were reached are asked for where one may have a step left.
    reached = make_goal(alice, "A reached goal", status="reached", status_on=local_today())
    with acting_as(alice):
        person = _make_due(alice, "Thanked")
        NextStep.objects.create(owner=alice, goal=reached, contact=person, text="Thank", due_on=person.anchor_on)
    _home(alice_client)
    with django_assert_same_queries() as few:
        _home(alice_client)
    furnish(9)
    with django_assert_same_queries() as many:
        _home(alice_client)
    assert len(many) == len(few)


def test_a_step_that_changed_brings_the_card_anew_and_others_get_the_day(alice: User, alice_client: Client) -> None:
    goal, contact = make_goal(alice, success_number=5, success_unit="clients"), make_contact(alice)
    today = local_today()
    with acting_as(alice):
        step = NextStep.objects.create(owner=alice, goal=goal, contact=contact, text="Send the draft", due_on=today)

    part = alice_client.get("/today/goals/", headers={"HX-Request": "true"}).content.decode()
    assert "Send the draft" in part
    assert "0 of 5" in part
    assert "<html" not in part
    alice_client.post(f"/goals/steps/{step.pk}/finish/", headers={"HX-Request": "true"})

    assert "Send the draft" not in alice_client.get("/today/goals/", headers={"HX-Request": "true"}).content.decode()
    assert alice_client.get("/today/goals/")["Location"] == "/"


def test_without_a_step_that_is_due_the_next_one_is_shown(alice: User, alice_client: Client) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    today = local_today()
    with acting_as(alice):
        for days, text in ((9, "Later on"), (3, "Coming next")):
            due_on = today + timedelta(days=days)
            NextStep.objects.create(owner=alice, goal=goal, contact=contact, text=text, due_on=due_on)

    page = _home(alice_client)

    assert "Coming next" in page
    assert "Later on" not in page
    assert "One more next step" in page
