"""Erasing people, and making them anonymous: nothing of their texts is left anywhere, and what statistics count is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact, DuplicatePair, Exchange, Moment, Organisation, Position, Tag, Word
from contacts.queries.erasable import shared_moments
from contacts.queries.exchanges import count_exchanges
from contacts.queries.moments import count_by_year
from contacts.services.duplicates import find_duplicates
from contacts.services.merging import merge_contacts
from contacts.services.standing import unarchive_contact
from goals.wizards import start_goal_draft
from networks.models import Network, NetworkMember
from networks.queries.members import count_members
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_member, make_moment, make_network
from tests.security.furniture import furnish
from tests.transfer.marking import STEM, mark_all, texts_left
from tests.transfer_makers import make_import, make_row
from transfer.models import Export, ImportRow, SourceCard
from transfer.queries.traces import without
from transfer.services.rights import anonymise_people, erase_people, keep_people

NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)
NOBODY = "Anonymous person"


def _anonymise(user: User, *contacts: Contact, **more: Any) -> int:
    with acting_as(user):
        ids = [contact.pk for contact in contacts]
        return anonymise_people(owner=user, ids=ids, name=NOBODY, now=NOW, **more)


def _erase(user: User, *contacts: Contact, **more: Any) -> int:
    with acting_as(user):
        return erase_people(owner=user, ids=[contact.pk for contact in contacts], **more)


@pytest.fixture
def marked(alice: User) -> Contact:
    """Somebody about whom everything is stored that can be, each text with a word of its own."""
    there = furnish(alice)
    with acting_as(alice):
        contact = Contact.objects.get(pk=there["contact"])
    assert len(mark_all(alice, contact)) > 70
    assert len(texts_left()) > 30
    return contact


def test_nothing_of_somebody_who_was_erased_is_left_in_any_table(alice: User, marked: Contact) -> None:
    assert _erase(alice, marked, empties_shared_notes=True) == 1

    assert texts_left() == []


def test_nothing_of_somebody_anonymous_is_left_in_any_table(alice: User, marked: Contact) -> None:
    assert _anonymise(alice, marked, empties_shared_notes=True) == 1

    assert texts_left() == []
    with acting_as(alice):
        left = Contact.objects.get(pk=marked.pk)
        assert (left.name, left.anonymised_at, left.archived_at, left.photo_name) == (NOBODY, NOW, NOW, "")


@pytest.mark.parametrize("forget", [_erase, _anonymise])
def test_notes_of_moments_with_others_stay_unless_one_says_otherwise(alice: User, marked: Contact, forget: Any) -> None:
    with acting_as(alice):
        assert len(shared_moments(alice, [marked.pk])) == 1
    forget(alice, marked)

    assert {row.split(":")[0] for row in texts_left()} == {"contacts_moment", "contacts_momentword", "contacts_word"}


@pytest.mark.parametrize("forget", [_erase, _anonymise])
def test_what_belongs_to_others_stays(alice: User, charlie: User, forget: Any) -> None:
    miriam, tomasz = make_contact(alice), make_contact(alice, "Tomasz")
    theirs = make_contact(charlie)
    make_moment(alice, miriam, tomasz, note="Spoke about the choir")
    make_exchange(alice, tomasz, text="A book")

    assert forget(alice, miriam, theirs) == 1

    with acting_as(alice):
        assert Contact.objects.filter(pk=tomasz.pk, name="Tomasz").exists()
        assert Moment.objects.get().note == "Spoke about the choir"
        assert Exchange.objects.get().text == "A book"
    with acting_as(charlie):
        assert Contact.objects.get().name == "Miriam Kessler"


def _statistics(user: User, network: Network) -> tuple[object, ...]:
    with acting_as(user):
        years = count_by_year(Moment.objects.for_user(user).present())
        return years, count_exchanges(user), count_members(user, network).total, Contact.objects.count()


def test_statistics_are_the_same_before_and_after_somebody_is_made_anonymous(alice: User) -> None:
    miriam, tomasz = make_contact(alice), make_contact(alice, "Tomasz")
    network = make_network(alice)
    for contact in (miriam, tomasz):
        make_member(network, contact, role="Treasurer")
    for year in (2019, 2022, 2022):
        make_moment(alice, miriam, on=date(year, 5, 4), note="Tea")
    make_moment(alice, miriam, tomasz, on=date(2024, 5, 4))
    for direction in ("given", "received", "promised", "asked"):
        make_exchange(alice, miriam, direction, text="A book")
    before = _statistics(alice, network)

    _anonymise(alice, miriam)

    assert _statistics(alice, network) == before
    with acting_as(alice):
        assert set(Exchange.objects.values_list("text", flat=True)) == {""}
        assert NetworkMember.objects.get(contact=miriam).role == ""
        assert Moment.objects.exclude(note="").count() == 0


def test_somebody_anonymous_is_suggested_nowhere_and_stays_in_the_archive(as_alice: User) -> None:
    people = [make_contact(as_alice, name, closeness="good") for name in ("Miriam", "Tomasz")]
    _anonymise(as_alice, *people)

    find_duplicates(owner=as_alice, now=NOW)
    [one, _other] = Contact.objects.all()
    unarchive_contact(contact=one)

    assert DuplicatePair.objects.count() == 0, "two of the same name"
    assert not Contact.objects.for_user(as_alice).suggestible(on=TODAY).exists()
    assert not Contact.objects.for_user(as_alice).due(on=date(2030, 1, 1)).exists()


def test_whoever_was_merged_into_somebody_goes_with_them(as_alice: User) -> None:
    miriam, again, third = (make_contact(as_alice, f"{STEM.title()} {number}") for number in range(3))
    merge_contacts(survivor=again, absorbed=third, choices={}, now=NOW, today=TODAY)
    merge_contacts(survivor=miriam, absorbed=again, choices={}, now=NOW, today=TODAY)

    _erase(as_alice, miriam)

    assert Contact.objects.count() == 0
    assert texts_left() == []


def test_lines_of_imports_that_are_nobodys_and_ready_exports_go_with_the_person(as_alice: User) -> None:
    miriam = make_contact(as_alice)
    imported = make_import(as_alice)
    card = {"owner": as_alice, "contact": miriam, "imported": imported, "number": 1}
    SourceCard.objects.create(uid="m-1", raw="FN:Miriam Kessler", fingerprint="1" * 64, **card)
    make_row(imported, "Miriam Kessler", finding="broken")
    make_row(imported, "M. K.", uid="m-1", decision="skip")
    make_row(imported, "", subject="moment", record={"people": ["m-1", "x"], "note": "Tea"})
    make_row(imported, "", subject="tie", record={"person": "x", "other": "m-1"})
    stays = make_row(imported, "Tomasz", uid="x")
    Export.objects.create(owner=as_alice, kind="contacts", state="done", file_name="people.csv")

    _erase(as_alice, miriam)

    assert list(ImportRow.objects.all()) == [stays]
    assert Export.objects.count() == 0


def test_drafts_name_them_no_more(as_alice: User) -> None:
    miriam = make_contact(as_alice)
    draft = start_goal_draft(user=as_alice, goal=None)
    draft.data = {"people": [str(miriam.pk), "x"], "who": "Miriam Kessler", str(miriam.pk): 1, "why": "Tea"}
    draft.save()

    _erase(as_alice, miriam)

    assert Draft.objects.get().data == {"people": ["x"], "who": "", "why": "Tea"}
    assert without({"a": [{"b": "x"}, 3, None]}, {"x"}) == {"a": [{"b": ""}, 3, None]}


def test_words_that_others_have_stay_findable_and_those_of_nobody_go(as_alice: User) -> None:
    miriam = make_contact(as_alice, "Miriam Kessler")
    make_contact(as_alice, "Tomasz Kessler")
    _erase(as_alice, miriam)

    words = set(Word.objects.values_list("word", flat=True))
    assert "kessler" in words
    assert "miriam" not in words
    assert Contact.objects.for_user(as_alice).matching("Kessler").count() == 1


def test_organisations_and_tags_stay_as_such(
    as_alice: User,
) -> None:
    there = furnish(as_alice)
    _erase(as_alice, Contact.objects.get(pk=there["contact"]))

    assert Organisation.objects.exists() and Tag.objects.exists() and not Position.objects.exists()
    assert Network.objects.filter(source_contact=None).count() == Network.objects.count(), "which came from them"


def test_the_same_twice_does_nothing_more(as_alice: User) -> None:
    miriam = make_contact(as_alice)

    assert [_anonymise(as_alice, miriam), _anonymise(as_alice, miriam)] == [1, 0]
    assert keep_people(owner=as_alice, ids=[miriam.pk], today=TODAY) == 0
    assert [_erase(as_alice, miriam), _erase(as_alice, miriam)] == [1, 0], "a nameless row may go as well"
