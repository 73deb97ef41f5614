"""Writing down whom one met, beside what the page asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from contacts.services import NewContact
from contacts.services.moments import MomentInFutureError
from networks.models import Event, NetworkMoment, Occurrence
from networks.queries.events import Meeting, meeting_on
from networks.services.met import Met, Newcomer, WhoWasMet, save_met, take_back_met
from networks.services.occurrences import call_off, change_occurrence
from tests.factories import TODAY, make_contact, make_event, make_network

NOW = timezone.now()


def meeting_of(event: Event, day: date = TODAY) -> Meeting:
    found = meeting_on(event, day)
    assert found is not None
    return found


def save(meeting: Meeting, *contacts: Contact, today: date = TODAY, **said: Any) -> Met | None:
    what = WhoWasMet(contacts=contacts, **{"promises": {}, **said})
    return save_met(meeting=meeting, said=what, today=today, now=NOW)


def test_said_twice_it_is_done_once(as_alice: User) -> None:
    meeting, contact = meeting_of(make_event(make_network(as_alice))), make_contact(as_alice)

    assert save(meeting, contact) is not None
    assert save(meeting, contact) is None

    assert Moment.objects.count() == 1
    assert NetworkMoment.objects.count() == 1


def test_each_date_of_a_series_has_a_moment_of_its_own(as_alice: User) -> None:
    event, contact = make_event(make_network(as_alice), repeats="weekly"), make_contact(as_alice)
    later = TODAY + timedelta(weeks=1)

    save(meeting_of(event), contact)
    save(meeting_of(event, later), contact, today=later)

    assert set(NetworkMoment.objects.values_list("occurrence__planned_on", flat=True)) == {TODAY, later}
    contact.refresh_from_db()
    assert contact.last_moment_on == later


def test_the_moment_is_on_the_day_to_which_the_date_was_moved(as_alice: User) -> None:
    event = make_event(make_network(as_alice))
    moved_to = TODAY + timedelta(days=2)
    change_occurrence(event=event, planned_on=TODAY, moved_to=moved_to, note="")

    with pytest.raises(MomentInFutureError):
        save(meeting_of(event), make_contact(as_alice))
    met = save(meeting_of(event), make_contact(as_alice), today=moved_to)

    assert met is not None
    assert met.moment.happened_on == moved_to


def test_where_the_moment_cannot_be_nobody_is_entered(as_alice: User) -> None:
    event = make_event(make_network(as_alice), starts_on=TODAY + timedelta(days=1))
    new = [Newcomer(NewContact(name="Rosa Lind"))]

    with pytest.raises(MomentInFutureError):
        save(meeting_of(event, event.starts_on), newcomers=new)

    assert not Contact.objects.exists()
    assert not Occurrence.objects.exists()


def test_a_promise_that_was_kept_meanwhile_stays_when_all_is_taken_back(as_alice: User) -> None:
    meeting, contact = meeting_of(make_event(make_network(as_alice))), make_contact(as_alice)
    met = save(meeting, contact, promises={contact.pk: "The list"})
    assert met is not None
    Exchange.objects.update(done_on=TODAY)
    occurrence = Occurrence.objects.select_related("event").get()

    take_back_met(occurrence=occurrence, moment=met.moment, newcomers=[], members=met.members, today=TODAY)

    assert Exchange.objects.present().count() == 1
    assert not Moment.objects.present().exists()
    assert Occurrence.objects.get().settled_at is None


def test_what_is_said_about_a_date_has_one_row(as_alice: User) -> None:
    event = make_event(make_network(as_alice))

    call_off(event=event, planned_on=TODAY)
    change_occurrence(event=event, planned_on=TODAY, moved_to=TODAY, note="Cards")

    row = Occurrence.objects.get()
    assert (row.is_called_off, row.moved_to, row.note) == (True, None, "Cards")
