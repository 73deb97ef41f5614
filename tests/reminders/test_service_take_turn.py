"""A digest takes its local date before it is sent; two workers at once never send two on one date."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.services import take_turn
from tests.factories import make_user
from tests.racing import all_at_once

SUNDAY, MONDAY, TUESDAY = date(2026, 3, 15), date(2026, 3, 16), date(2026, 3, 17)
State, Kind = Digest.State, Digest.Kind


def make_digest(owner: User, for_date: date = MONDAY, **fields: Any) -> Digest:
    with acting_as(owner):
        return Digest.objects.create(owner=owner, for_date=for_date, **fields)


def stored(digest: Digest) -> tuple[str, date | None]:
    """Return its state and the date it has."""
    with acting_as(digest.owner_id):
        found = Digest.objects.get(pk=digest.pk)
    return found.state, found.sends_on


def test_a_digest_takes_its_date_and_keeps_it_when_it_is_tried_again(alice: User) -> None:
    digest = make_digest(alice)

    assert take_turn(digest=digest, on=MONDAY)
    assert take_turn(digest=digest, on=MONDAY)

    assert stored(digest) == (State.WAITING, MONDAY)


def test_on_a_later_date_it_takes_that_one(alice: User) -> None:
    digest = make_digest(alice)
    take_turn(digest=digest, on=MONDAY)

    assert take_turn(digest=digest, on=TUESDAY)

    assert (digest.sends_on, stored(digest)) == (TUESDAY, (State.WAITING, TUESDAY))


def test_another_that_was_sent_on_the_date_replaces_it(alice: User) -> None:
    make_digest(alice, SUNDAY, state=State.SENT, sends_on=MONDAY)
    digest = make_digest(alice)

    assert not take_turn(digest=digest, on=MONDAY)

    assert (digest.state, stored(digest)) == (State.REPLACED, (State.REPLACED, None))


def test_a_newer_one_replaces_it_and_takes_the_date_itself(alice: User) -> None:
    older, newer = make_digest(alice, MONDAY, sends_on=MONDAY), make_digest(alice, TUESDAY)

    assert not take_turn(digest=older, on=TUESDAY)
    assert take_turn(digest=newer, on=TUESDAY)

    assert (stored(older)[0], stored(newer)) == (State.REPLACED, (State.WAITING, TUESDAY))


@pytest.mark.parametrize(
    ("fields", "is_free"),
    [
        ({"state": State.EMPTY}, True),
        ({"state": State.REPLACED}, True),
        ({"state": State.FAILED, "problem": Digest.Problem.MESSAGE_REFUSED}, True),
        # The server may have taken it.
        ({"state": State.FAILED, "problem": Digest.Problem.BROKEN_OFF}, False),
        ({"state": State.WAITING}, False),
    ],
)
def test_a_date_on_which_nothing_went_out_is_free_again(alice: User, fields: dict[str, Any], is_free: bool) -> None:
    make_digest(alice, SUNDAY, sends_on=MONDAY, **fields)

    assert take_turn(digest=make_digest(alice), on=MONDAY) is is_free


@pytest.mark.parametrize("state", [State.SENT, State.REPLACED, State.FAILED, State.EMPTY])
def test_whatever_waits_no_more_has_no_turn(alice: User, state: str) -> None:
    assert not take_turn(digest=make_digest(alice, state=state), on=MONDAY)


@pytest.mark.parametrize("kind", [Kind.NOW, Kind.TEST])
def test_a_mail_that_was_asked_for_needs_no_turn_and_takes_none(alice: User, kind: str) -> None:
    make_digest(alice, state=State.SENT, sends_on=MONDAY)
    asked_for = make_digest(alice, kind=kind)

    assert take_turn(digest=asked_for, on=MONDAY)
    assert stored(asked_for) == (State.WAITING, None)
    assert take_turn(digest=make_digest(alice, TUESDAY), on=TUESDAY)


def test_a_mail_on_the_day_takes_the_place_of_a_scheduled_one_that_still_waits(alice: User) -> None:
    scheduled, day = make_digest(alice, MONDAY, sends_on=MONDAY), make_digest(alice, TUESDAY, kind=Kind.DAY)

    assert take_turn(digest=day, on=TUESDAY)
    assert not take_turn(digest=scheduled, on=TUESDAY)

    assert day.kind == Kind.SCHEDULED
    with acting_as(alice):
        assert Digest.objects.get(pk=day.pk).kind == Kind.SCHEDULED


def test_a_mail_on_the_day_that_is_late_leaves_a_chosen_weekday_to_the_scheduled_one(alice: User) -> None:
    assert not take_turn(digest=make_digest(alice, SUNDAY, kind=Kind.DAY), on=MONDAY)


def test_other_owners_are_no_matter(alice: User, charlie: User) -> None:
    make_digest(charlie, TUESDAY, state=State.SENT, sends_on=MONDAY)

    assert take_turn(digest=make_digest(alice), on=MONDAY)


def test_it_may_be_asked_in_the_owners_room_which_stays_open(as_alice: User) -> None:
    digest = make_digest(as_alice)

    assert take_turn(digest=digest, on=MONDAY)
    assert Digest.objects.for_user(as_alice).filter(sends_on=MONDAY).exists()


def test_of_many_workers_at_once_one_sends_and_none_waits_for_ever(real_transactions: None) -> None:
    alice = make_user()
    for _round in range(5):
        with acting_as(alice):
            Digest.objects.for_user(alice).delete()
        digests = [make_digest(alice, date(2026, 3, 9 + number)) for number in range(6)]

        went = all_at_once(*(partial(take_turn, digest=digest, on=date(2026, 3, 14)) for digest in digests))

        assert went == [False] * 5 + [True]
        assert [stored(digest)[0] for digest in digests] == [State.REPLACED] * 5 + [State.WAITING]


def test_two_that_both_want_the_date_of_one_that_failed_do_not_both_get_it(real_transactions: None) -> None:
    alice = make_user()
    make_digest(alice, SUNDAY, state=State.FAILED, problem=Digest.Problem.NO_SERVER, sends_on=TUESDAY)
    older, newer = make_digest(alice, MONDAY, kind=Kind.DAY), make_digest(alice, TUESDAY, kind=Kind.DAY)

    went = all_at_once(*(partial(take_turn, digest=digest, on=TUESDAY) for digest in (older, newer)))

    assert went == [False, True]
