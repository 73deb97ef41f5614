"""Changing people, and setting them aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from contacts import services
from contacts.models import Contact
from contacts.rules.cadence import Cadence
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts, place_contact
from contacts.services.changing import change_facts, mark_contact, set_birthday, set_last_in_touch
from contacts.services.replacing import replace_emails, replace_topics
from tests.factories import TODAY, make_contact

MIRIAM = NewContact(name="Miriam Kessler", organisation="Nordlicht", emails=(Channel(value="m@example.org"),))


def fresh(contact: Contact) -> Contact:
    """Return the row as it is now."""
    return Contact.objects.with_details().get(pk=contact.pk)


def test_facts_are_set_and_found_and_those_left_out_stay(as_alice: User) -> None:
    (contact,) = add_contacts(owner=as_alice, people=[MIRIAM], today=TODAY)

    change_facts(contact=contact, facts={"place": "Kiel", "languages": ["de"], "owner_id": 0})

    now = fresh(contact)
    assert (now.place, now.languages, now.name, now.owner) == ("Kiel", ["de"], "Miriam Kessler", as_alice)
    assert Contact.objects.for_user(as_alice).matching("kiel").exists()
    assert Contact.objects.for_user(as_alice).matching("nordlicht").exists()


def test_a_birthday_is_set_and_taken_away(as_alice: User) -> None:
    contact = make_contact(as_alice)

    set_birthday(contact=contact, birthday=AnnualDate(2, 29))
    assert fresh(contact).birthday == AnnualDate(2, 29)
    set_birthday(contact=contact, birthday=None)
    assert fresh(contact).birthday is None


def test_the_anchor_moves_only_when_the_answer_changes(as_alice: User) -> None:
    contact = make_contact(as_alice, anchor_on=date(2026, 1, 5))

    set_last_in_touch(contact=contact, last_in_touch="not_sure", today=TODAY)
    assert fresh(contact).anchor_on == date(2026, 1, 5)
    set_last_in_touch(contact=contact, last_in_touch="longer", today=TODAY)
    assert fresh(contact).anchor_on == date(2022, 3, 16)


def test_only_marks_can_be_set_as_marks(as_alice: User) -> None:
    contact = make_contact(as_alice)

    mark_contact(contact=contact, mark="is_interesting", is_set=True)
    assert fresh(contact).is_interesting
    with pytest.raises(ValueError, match="is_resting"):
        mark_contact(contact=contact, mark="is_resting", is_set=True)


def test_rows_are_replaced_in_order_each_once_and_run_twice_is_done_once(as_alice: User) -> None:
    (contact,) = add_contacts(owner=as_alice, people=[MIRIAM], today=TODAY)
    rows = [{"address": address, "kind": "work"} for address in ("n@example.org", "m@example.org", "n@example.org")]
    kept = contact.emails.get().pk

    for _time in range(2):
        replace_emails(contact=contact, rows=rows)
        emails = list(fresh(contact).emails.all())
        assert [(each.address, each.kind, each.position) for each in emails] == [
            ("n@example.org", "work", 0),
            ("m@example.org", "work", 1),
        ]
        assert emails[1].pk == kept


def test_seeks_and_offers_are_replaced_each_for_itself(as_alice: User) -> None:
    contact = make_contact(as_alice)

    replace_topics(contact=contact, direction="seeks", texts=["a flat", "a job"])
    replace_topics(contact=contact, direction="offers", texts=["a flat"])
    replace_topics(contact=contact, direction="seeks", texts=["a job"])

    topics = [(topic.direction, topic.text) for topic in contact.topics.order_by("direction")]
    assert topics == [("offers", "a flat"), ("seeks", "a job")]


def test_closeness_brings_a_cadence_and_an_own_one_goes_before(as_alice: User) -> None:
    contact = make_contact(as_alice)

    place_contact(contact=contact, closeness="good", own_cadence=None)
    assert contact.due_on == date(2026, 6, 16)
    place_contact(contact=contact, closeness="good", own_cadence=Cadence(2, "week"))
    assert contact.due_on == date(2026, 3, 30)
    place_contact(contact=contact, closeness="not_placed", own_cadence=None)
    assert contact.due_on is None


def test_each_way_of_setting_aside_hides_from_suggestions_and_can_be_undone(as_alice: User) -> None:
    contact = make_contact(as_alice)

    def is_suggestible() -> bool:
        return Contact.objects.for_user(as_alice).suggestible(on=TODAY).exists()

    pairs: list[tuple[Callable[[], object], Callable[..., object]]] = [
        (lambda: services.snooze_contact(contact=contact, until=date(2026, 4, 1)), services.wake_contact),
        (lambda: services.let_contact_rest(contact=contact), services.wake_contact),
        (lambda: services.archive_contact(contact=contact), services.unarchive_contact),
        (lambda: services.delete_contact(contact=contact), services.restore_contact),
    ]
    for hide, undo in pairs:
        hide()
        assert not is_suggestible()
        undo(contact=contact)
        assert is_suggestible()
