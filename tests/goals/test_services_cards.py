"""What a card writes down, and that it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Position, Tag
from contacts.rules.states import QuickMarks
from goals.models import InventoryCard
from goals.services.cards import card_of, save_card, skip_card
from goals.services.inventory import remember_cards, remember_circle, remembered
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_organisation, make_position, make_tag

pytestmark = pytest.mark.usefixtures("acting_as_alice")
NOW = datetime(2026, 3, 16, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def acting_as_alice(alice: User) -> Iterator[None]:
    with acting_as(alice):
        yield


def stored(contact: Contact) -> Contact:
    """Return somebody as the views fetch them."""
    return Contact.objects.for_user(contact.owner).with_details().get(pk=contact.pk)


def test_a_card_writes_down_all_that_it_says(alice: User) -> None:
    contact = make_contact(alice, own_cadence_count=2, own_cadence_unit="week")
    facts = replace(
        card_of(stored(contact)),
        closeness="close",
        origin="studies",
        how_met="In the choir",
        organisation="Nordlicht Verlag",
        role="Editor",
        tags=("Print", "Choir"),
        marks=QuickMarks(1, -1, 0, 1),
        is_interesting=True,
        is_close_to_heart=True,
    )

    card = save_card(contact=stored(contact), facts=facts, now=NOW)

    now = stored(contact)
    assert card_of(now) == replace(facts, tags=("Choir", "Print"))
    assert (now.own_cadence_count, now.own_cadence_unit) == (2, "week")
    assert (card.is_skipped, card.looked_at) == (False, NOW)


def test_saving_twice_is_saving_once(alice: User) -> None:
    contact = make_contact(alice)
    facts = replace(card_of(stored(contact)), tags=("Print",), role="Editor")

    save_card(contact=stored(contact), facts=facts, now=NOW)
    save_card(contact=stored(contact), facts=facts, now=NOW + timedelta(minutes=1))

    assert InventoryCard.objects.get().looked_at == NOW + timedelta(minutes=1)
    assert Position.objects.count() == Tag.objects.count() == 1


def test_other_positions_and_the_dates_of_this_one_stay(alice: User) -> None:
    contact = make_contact(alice)
    make_position(contact, make_organisation(alice, "Hanse Druck"), role="Setter", has_ended=True)
    make_position(contact, make_organisation(alice), role="Editor", started_on=date(2020, 1, 1))

    save_card(contact=stored(contact), facts=replace(card_of(stored(contact)), role="Publisher"), now=NOW)

    rows = {position.role: position for position in Position.objects.all()}
    assert rows.keys() == {"Setter", "Publisher"}
    assert rows["Publisher"].started_on == date(2020, 1, 1)
    assert rows["Setter"].has_ended


def test_an_emptied_position_goes_and_a_tag_that_was_unticked(alice: User) -> None:
    contact = make_contact(alice)
    make_position(contact, make_organisation(alice), role="Editor")
    make_tag(alice, "Print", contact)

    save_card(
        contact=stored(contact), facts=replace(card_of(stored(contact)), organisation="", role="", tags=()), now=NOW
    )

    assert not Position.objects.exists()
    assert card_of(stored(contact)).tags == ()
    assert Tag.objects.get().name == "Print"


def test_a_card_that_was_saved_stays_saved_when_it_is_skipped_later(alice: User) -> None:
    saved, skipped = make_contact(alice, "Ruth"), make_contact(alice, "Ben")
    save_card(contact=stored(saved), facts=card_of(stored(saved)), now=NOW)

    assert not skip_card(contact=saved, now=NOW).is_skipped
    assert skip_card(contact=skipped, now=NOW).is_skipped
    assert skip_card(contact=skipped, now=NOW).is_skipped
    assert not save_card(contact=stored(skipped), facts=card_of(stored(skipped)), now=NOW).is_skipped


def test_the_inventory_remembers_circles_and_cards(alice: User, charlie: User) -> None:
    remember_circle(owner=alice, origin="studies", now=NOW)
    remember_circle(owner=alice, origin="studies", now=NOW)
    remember_circle(owner=alice, origin="training", now=NOW)
    remember_cards(owner=alice, cards={"circle": "studies"}, now=NOW)

    said = {"visited": ["studies", "training"], "cards": {"circle": "studies"}}
    assert remembered(owner=alice, now=NOW) == said
    with acting_as(charlie):
        assert remembered(owner=charlie, now=NOW) == {}
