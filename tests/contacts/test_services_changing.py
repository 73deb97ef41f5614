"""Changing people, and setting them aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from accounts.models import User
from contacts import services
from contacts.models import Contact
from contacts.rules.cadence import Cadence
from contacts.services import Channel, NewContact, add_contacts, place_contact, update_contact
from tests.factories import TODAY, make_contact

MIRIAM = NewContact(name="Miriam Kessler", organisation="Nordlicht", emails=(Channel(value="m@example.org"),))


def fresh(contact: Contact) -> Contact:
    """Return the row as it is now."""
    return Contact.objects.with_details().get(pk=contact.pk)


def test_an_update_replaces_what_is_known(as_alice: User) -> None:
    (contact,) = add_contacts(owner=as_alice, people=[MIRIAM], today=TODAY)
    details = replace(MIRIAM, name="Miriam Meier", organisation="Südlicht", emails=(Channel(value="n@example.org"),))

    update_contact(contact=contact, details=details, today=TODAY)

    now = fresh(contact)
    assert now.folded_name == "miriam meier"
    assert [str(email) for email in now.emails.all()] == ["n@example.org"]
    assert [str(position.organisation) for position in now.positions.all()] == ["Südlicht"]
    assert not Contact.objects.matching("nordlicht").exists()


def test_an_organisation_whose_folded_name_is_cut_is_kept(as_alice: User) -> None:
    (contact,) = add_contacts(owner=as_alice, people=[MIRIAM], today=TODAY)
    # One sign that stands for eighteen letters.
    details = replace(MIRIAM, organisation="\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 40)

    update_contact(contact=contact, details=details, today=TODAY)

    [position] = fresh(contact).positions.all()
    assert position.organisation_name == details.organisation


def test_an_update_can_take_the_position_away(as_alice: User) -> None:
    (contact,) = add_contacts(owner=as_alice, people=[MIRIAM], today=TODAY)

    update_contact(contact=contact, details=replace(MIRIAM, organisation=""), today=TODAY)

    assert fresh(contact).current_position is None


def test_the_anchor_moves_only_when_the_answer_changes(as_alice: User) -> None:
    contact = make_contact(as_alice, anchor_on=date(2026, 1, 5))

    update_contact(contact=contact, details=NewContact(name="Miriam"), today=TODAY)
    assert fresh(contact).anchor_on == date(2026, 1, 5)
    update_contact(contact=contact, details=NewContact(name="Miriam", last_in_touch="longer"), today=TODAY)
    assert fresh(contact).anchor_on == date(2022, 3, 16)


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
