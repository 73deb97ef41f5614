"""Taken up again, and taken back: the moment, the dates, what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import User
from contacts.models import Moment
from contacts.rules.states import State
from contacts.services.moments import MomentInFutureError
from matching.models import Revival, WarmUp
from matching.services.reviving import (
    begin_revival,
    bring_back_revival,
    note_outcome,
    note_warm_up,
    take_back_revival,
    take_back_warm_up,
)
from tests.factories import TODAY, make_goal, make_moment
from tests.matching.reviving_rooms import FOUR_YEARS_AGO, make_close, make_old_tie


@pytest.mark.parametrize(("channel", "kind"), [("call", "call"), ("meeting", "meeting"), ("message", "message")])
def test_getting_in_touch_is_a_moment_and_makes_the_relation_fresh(as_alice: User, channel: str, kind: str) -> None:
    contact = make_old_tie(as_alice, closeness="good")

    revival = begin_revival(contact=contact, channel=channel, begun_on=TODAY, today=TODAY, opener="Hello")

    contact.refresh_from_db()
    moment = Moment.objects.get()
    assert (moment.kind, moment.initiator, moment.happened_on) == (kind, "me", TODAY)
    assert (revival.silent_since, revival.outcome, revival.opener) == (FOUR_YEARS_AGO, "waiting", "Hello")
    assert contact.state_on(TODAY) is State.FRESH


def test_a_day_to_come_is_refused_and_nothing_is_left(as_alice: User) -> None:
    contact = make_old_tie(as_alice)

    with pytest.raises(MomentInFutureError):
        begin_revival(contact=contact, channel="call", begun_on=TODAY + timedelta(days=1), today=TODAY)

    assert not Revival.objects.exists()


def test_taken_back_it_is_as_before_and_can_come_back(as_alice: User) -> None:
    contact, goal = make_old_tie(as_alice), make_goal(as_alice)
    other = make_moment(as_alice, contact, on=FOUR_YEARS_AGO - timedelta(days=9))
    revival = begin_revival(contact=contact, channel="call", begun_on=TODAY, today=TODAY, goal=goal, opener="Hello")
    note_outcome(revival=revival, outcome="helped", on=TODAY, note="A name")

    values = take_back_revival(revival=revival, today=TODAY)

    contact.refresh_from_db()
    assert not Revival.objects.exists()
    assert [one.pk for one in Moment.objects.present()] == [other.pk]
    assert contact.state_on(TODAY) is State.DORMANT

    back = bring_back_revival(owner=as_alice, values=values, today=TODAY)

    contact.refresh_from_db()
    assert back is not None
    assert (back.pk, back.goal, back.opener, back.outcome, back.note) == (revival.pk, goal, "Hello", "helped", "A name")
    assert contact.last_moment_on == TODAY
    assert bring_back_revival(owner=as_alice, values=values, today=TODAY) is None
    assert take_back_revival(revival=back, today=TODAY)["has_moment"] == "yes"


def test_what_the_user_noted_besides_is_left_alone(as_alice: User) -> None:
    contact = make_old_tie(as_alice)
    begun = begin_revival(contact=contact, channel="call", begun_on=TODAY, today=TODAY)
    Moment.objects.all().delete()
    make_moment(as_alice, contact, initiator="them")

    take_back_revival(revival=begun, today=TODAY)

    assert Moment.objects.present().count() == 1


def test_an_outcome_is_noted_changed_and_opened_again(as_alice: User) -> None:
    revival = begin_revival(contact=make_old_tie(as_alice), channel="call", begun_on=TODAY, today=TODAY)

    first = note_outcome(revival=revival, outcome="answered", on=TODAY, note="Glad")
    second = note_outcome(revival=revival, outcome="waiting", on=TODAY, note="Glad")

    revival.refresh_from_db()
    assert (first["outcome"], first["outcome_on"]) == ("waiting", "")
    assert (second["outcome"], second["outcome_on"], second["note"]) == ("answered", TODAY.isoformat(), "Glad")
    assert (revival.outcome, revival.outcome_on) == ("waiting", None)


def test_a_message_to_warm_up_is_a_message_and_noted_once(as_alice: User) -> None:
    contact = make_close(as_alice)

    first, second = (note_warm_up(contact=contact, today=TODAY) for _ in range(2))

    contact.refresh_from_db()
    assert first.pk == second.pk
    assert Moment.objects.get().kind == "message"
    assert contact.last_moment_on == TODAY

    take_back_warm_up(warm_up=first, today=TODAY)

    contact.refresh_from_db()
    assert not WarmUp.objects.exists()
    assert not Moment.objects.present().exists()
    assert contact.last_moment_on is None
