"""Whom did I meet: contacts, members, one moment and promises in one go, and all of it taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from networks.models import Event, NetworkExchange, NetworkMember, NetworkMoment
from networks.queries.events import meetings_to_settle
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_event, make_member, make_network
from tests.networks.meeting_rooms import WEEK, at, noted, today, undo_url


@pytest.fixture
def event(alice: User) -> Event:
    """A meeting that was a week ago."""
    return make_event(make_network(alice), starts_on=today() - WEEK, place="Café Mutz", minutes=120)


def page(event: Event) -> str:
    return at(event, event.starts_on, "met")


def said(*lines: dict[str, str], **fields: Any) -> dict[str, Any]:
    """Return what the page posts."""
    rows = {f"people-{place}-{name}": value for place, line in enumerate(lines) for name, value in line.items()}
    return {"people-TOTAL_FORMS": len(lines), "people-INITIAL_FORMS": 0, **rows, **fields}


def names(event: Event) -> list[str]:
    with acting_as(event.owner):
        moment = Moment.objects.present().get()
        return sorted(part.contact.name for part in moment.participations.all())


def counts(owner: User) -> tuple[int, int, int, int]:
    with acting_as(owner):
        return (
            Contact.objects.present().count(),
            Moment.objects.present().count(),
            NetworkMember.objects.count(),
            Exchange.objects.present().count(),
        )


def test_those_one_wanted_to_meet_stand_before_the_members(event: Event, alice: User, alice_client: Client) -> None:
    make_member(event.network, make_contact(alice, "Anna Member"))
    alice_client.post(at(event, event.starts_on, "wanted"), {"newcomers": ["Zoe Wanted"]})

    response = alice_client.get(page(event))

    assert [contact.name for contact in response.context["form"].candidates] == ["Zoe Wanted", "Anna Member"]
    assert response.context["form"]["minutes"].value() == 120


def test_all_is_written_down_in_one_go(event: Event, alice: User, alice_client: Client) -> None:
    member, other = make_contact(alice, "Miriam Kessler"), make_contact(alice, "Otto Other")
    make_member(event.network, member, role="Chair")
    sent = said(
        {"line": "Rosa Lind, Nordlicht Verlag", "words": "Paints foxes", "interesting": "on", "promise": "The list"},
        {"line": "  "},
        met=[str(member.pk)],
        contacts=[str(other.pk)],
        note="A good evening",
        minutes="90",
        **{f"promise-{member.pk}": "Call her"},
    )

    response = alice_client.post(page(event), sent)

    assert response["Location"] == at(event, event.starts_on)
    assert names(event) == ["Miriam Kessler", "Otto Other", "Rosa Lind"]
    with acting_as(alice):
        moment, rosa = Moment.objects.get(), Contact.objects.get(name="Rosa Lind")
        link = NetworkMoment.objects.get()
        promises = set(Exchange.objects.open_promises().values_list("contact__name", "text", "moment"))
        members = set(NetworkMember.objects.values_list("contact__name", "role"))
        assert NetworkExchange.objects.filter(network=event.network).count() == 2
        assert rosa.positions.get().organisation_name == "Nordlicht Verlag"
    assert (moment.kind, moment.happened_on, moment.note) == ("event", event.starts_on, "A good evening")
    assert (link.network_id, link.minutes) == (event.network_id, 90)
    assert link.occurrence_id == noted(event, event.starts_on).pk
    assert (rosa.origin, rosa.is_interesting, rosa.note) == ("network", True, "Paints foxes")
    assert (rosa.how_met, rosa.where_met) == ("Spring meeting, Women in Publishing", "Café Mutz")
    assert rosa.last_moment_on == event.starts_on
    assert promises == {("Miriam Kessler", "Call her", moment.pk), ("Rosa Lind", "The list", moment.pk)}
    assert members == {("Miriam Kessler", "Chair"), ("Otto Other", ""), ("Rosa Lind", "")}
    shown = alice_client.get(at(event, event.starts_on)).content.decode()
    assert "Whom you met" in shown
    assert "Rosa Lind" in shown
    assert "1 person is new among your contacts." in shown


def test_all_of_it_can_be_taken_back(event: Event, alice: User, alice_client: Client) -> None:
    member, other = make_contact(alice, "Miriam Kessler"), make_contact(alice, "Otto Other")
    make_member(event.network, member)
    before = counts(alice)
    sent = said({"line": "Rosa Lind", "promise": "The list"}, met=[str(member.pk)], contacts=[str(other.pk)])
    alice_client.post(page(event), sent)
    assert counts(alice) != before

    undo = undo_url(alice_client, at(event, event.starts_on))
    alice_client.post(undo)

    assert counts(alice) == before
    with acting_as(alice):
        assert Contact.objects.get(name="Rosa Lind").deleted_at
        assert not NetworkMember.objects.exclude(contact=member).exists()
        assert Contact.objects.get(pk=member.pk).last_moment_on is None
        assert [each.event for each in meetings_to_settle(alice, today())] == [event]
    assert alice_client.post(undo).status_code == 404


def test_twice_submitted_is_once(event: Event, alice: User, alice_client: Client) -> None:
    sent = said({"line": "Rosa Lind"})
    alice_client.post(page(event), sent)
    once = counts(alice)

    response = alice_client.post(page(event), sent)

    assert response["Location"] == at(event, event.starts_on)
    assert counts(alice) == once


def test_once_the_moment_is_gone_it_can_be_said_anew(event: Event, alice: User, alice_client: Client) -> None:
    alice_client.post(page(event), said({"line": "Rosa Lind"}))
    with acting_as(alice):
        moment = Moment.objects.get()
    alice_client.post(f"/contacts/moments/{moment.pk}/delete/")

    assert alice_client.get(page(event)).status_code == 200
    alice_client.post(page(event), said({"line": "Paul Plain"}))
    assert names(event) == ["Paul Plain"]


def test_nobody_at_all_is_refused(event: Event, alice: User, alice_client: Client) -> None:
    response = alice_client.post(page(event), said({"line": ""}, note="Nobody"))

    assert response.status_code == 422
    assert "Tick whom you met, or type a name." in response.content.decode()
    assert counts(alice) == (0, 0, 0, 0)


def test_a_line_without_a_name_and_a_stranger_are_refused(
    event: Event, alice: User, charlie: User, alice_client: Client
) -> None:
    theirs = make_contact(charlie)

    response = alice_client.post(page(event), said({"line": ", Verlag"}))
    assert response.status_code == 422
    assert "The name comes first, before the comma." in response.content.decode()
    assert alice_client.post(page(event), said(met=[str(theirs.pk)])).status_code == 422
    assert alice_client.post(page(event), said({"line": "X"}, minutes="0")).status_code == 422
    assert counts(alice) == (0, 0, 0, 0)


def test_a_name_that_is_known_is_asked_about_and_then_stands_for_that_person(
    event: Event, alice: User, alice_client: Client
) -> None:
    make_contact(alice)
    line = {"line": "Miriam Kessler", "promise": "The list"}

    asked = alice_client.post(page(event), said(line))
    assert asked.status_code == 422
    assert "Already among your contacts:" in asked.content.decode()
    alice_client.post(page(event), said({**line, "seen": "miriam kessler"}))

    assert names(event) == ["Miriam Kessler"]
    assert counts(alice) == (1, 1, 1, 1)


def test_somebody_else_of_the_same_name_is_entered(event: Event, alice: User, alice_client: Client) -> None:
    make_contact(alice)

    alice_client.post(page(event), said({"line": "Miriam Kessler", "anyway": "on"}))

    assert counts(alice)[0] == 2


def test_of_several_of_that_name_one_has_to_be_picked(event: Event, alice: User, alice_client: Client) -> None:
    make_contact(alice)
    make_contact(alice)

    response = alice_client.post(page(event), said({"line": "Miriam Kessler", "seen": "miriam kessler"}))

    assert response.status_code == 422
    assert "Several people have that name." in response.content.decode()


def test_before_the_day_there_is_nothing_to_say(alice: User, alice_client: Client) -> None:
    event = make_event(make_network(alice), starts_on=today() + WEEK)

    assert alice_client.get(page(event))["Location"] == at(event, event.starts_on)
    alice_client.post(page(event), said({"line": "Rosa Lind"}))

    assert counts(alice) == (0, 0, 0, 0)


def test_what_is_taken_back_belongs_to_that_date_and_that_owner(
    event: Event, alice: User, alice_client: Client, charlie_client: Client
) -> None:
    alice_client.post(page(event), said({"line": "Rosa Lind"}))
    undo = undo_url(alice_client, at(event, event.starts_on))
    other = make_event(event.network, starts_on=today() - 2 * WEEK)

    assert charlie_client.post(undo).status_code == 404
    assert alice_client.post(at(other, other.starts_on, "met/undo")).status_code == 404
    assert alice_client.post(undo.replace(str(event.pk), str(other.pk))).status_code == 404
    assert alice_client.post(f"{page(event)}undo/?moment=nonsense").status_code == 404
    assert counts(alice) == (1, 1, 1, 0)


def test_queries_do_not_grow_with_members(
    event: Event, alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    make_member(event.network, make_contact(alice, "First"))
    alice_client.post(at(event, event.starts_on, "wanted"), {"newcomers": ["Zoe"]})
    alice_client.get(page(event))
    with django_assert_same_queries() as few:
        alice_client.get(page(event))
    for number in range(5):
        make_member(event.network, make_contact(alice, f"Member {number}"))
    with django_assert_same_queries() as many:
        alice_client.get(page(event))

    assert len(many) == len(few)
