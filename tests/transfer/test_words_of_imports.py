"""The sentences of imports: one for each code, and why somebody is known."""

from __future__ import annotations

import pytest

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, add_contacts
from contacts.services.completing import news_of
from tests.factories import TODAY, make_contact
from tests.transfer.cards import card, person_in
from transfer.models import Import, ImportRow
from transfer.records import Reason
from transfer.services.details import details_of
from transfer.words.failures import failure_sentence, reason_sentence
from transfer.words.findings import gains_words, kept_sentence, telling_line, why_known


@pytest.mark.parametrize("reason", [each for each in Reason if each not in (Reason.UNEXPECTED, Reason.UNREADABLE)])
def test_each_reason_has_a_sentence_of_its_own(reason: Reason) -> None:
    say = failure_sentence if reason.is_about_file else reason_sentence

    assert say(reason) not in (failure_sentence("nonsense"), reason_sentence("nonsense"))
    assert reason_sentence(reason) != reason_sentence("nonsense")


@pytest.mark.parametrize("reason", ImportRow.Known.values)
def test_each_way_to_be_known_says_who_it_is(alice: User, reason: str) -> None:
    contact = make_contact(alice, "<b>Greta</b> {person}")

    said = why_known(reason, contact)

    if reason == ImportRow.Known.IN_BIN:
        assert said == "Lies in your bin and stays there."
    else:
        assert f'href="/contacts/{contact.pk}/"' in said
        assert "&lt;b&gt;Greta&lt;/b&gt; {person}" in said
    assert "<" not in why_known(reason, None)


def test_somebody_who_went_into_the_bin_meanwhile_is_not_linked(alice: User) -> None:
    gone = make_contact(alice, "Greta", deleted_at="2026-01-01T00:00Z")
    gone = Contact(pk=gone.pk, name="Greta", deleted_at=gone.deleted_at)

    assert "href" not in why_known("mail", gone)


def test_what_tells_people_apart_is_the_organisation_and_where_one_reaches_them() -> None:
    record = {"organisation": "Hansekontor", "emails": [["a@example.org", "work"]], "phones": [["040 1"]]}

    assert telling_line(record).split("·")[1].strip() == "a@example.org"
    assert telling_line({"phones": [["040 1"]]}) == "040 1"
    assert telling_line({}) == ""


def test_what_somebody_known_gains_is_said_kind_by_kind(as_alice: User) -> None:
    known = NewContact(name="Greta", links=(Channel(value="https://one.example"),), tags=("Books",))
    [contact] = add_contacts(owner=as_alice, people=[known], today=TODAY)
    read = person_in(
        card(
            "FN:Greta", "NICKNAME:Greti", "URL:https://one.example/", "URL:https://two.example", "CATEGORIES:Sailing",
            "ANNIVERSARY:20110903", "ADR;TYPE=WORK:;;Weg 1;Kiel;;;",
        )
    )  # fmt: skip
    contact = Contact.objects.get(pk=contact.pk)

    said = gains_words(contact, read, news_of(contact, details_of(read, Import())))

    assert said == "Nickname, Place, link, postal address, date of their own, tag"
    assert gains_words(contact, person_in(card("FN:Greta", "CATEGORIES:books")), None) == ""


def test_why_somebody_stays_is_said_also_for_codes_of_another_version() -> None:
    assert kept_sentence(["moments", "edited"]) == "has moments, was changed by you"
    assert kept_sentence(["telepathy"]) == "you have done something with this person"
