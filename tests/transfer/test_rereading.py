"""What was kept of people is read again by a fuller reader: gaps are filled, and nothing comes back."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Link, OwnDate
from contacts.services.photos import read_photo
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_picture
from tests.transfer.cards import card
from transfer.models import SourceCard
from transfer.records import READER_GENERATION
from transfer.services import rereading
from transfer.services.rereading import ask_for_rereading, reread_next_cards
from transfer.tasks.rereading import reread_where_needed, run_rereading

PICTURE = b64encode(make_picture()).decode()
FULL = card(
    "FN:Dr. Anna Blum", "N:Blum;Anna;;Dr.;", "EMAIL:anna@example.org", "TEL:+49 30 1234567", "ORG:Nordlicht",
    "TITLE:Editor", "NICKNAME:Anni", "BDAY:1984-03-09", "NOTE:From the fair", "URL:https://blum.example.org",
    "ADR:;;Lindenallee 4;Leipzig;;04103;Germany", "IMPP:xmpp:anna@example.org", "ANNIVERSARY:2015-08-20", "LANG:de",
    f"PHOTO;ENCODING=b;TYPE=PNG:{PICTURE}", version="4.0",
)  # fmt: skip


@pytest.fixture
def anna(alice: User) -> Contact:
    return make_contact(alice, "Dr. Anna Blum")


def test_what_no_reader_before_could_find_is_filled_in(alice: User, anna: Contact) -> None:
    keep(anna, FULL)
    reread(alice)

    with acting_as(alice):
        found = Contact.objects.select_related("owner").get(pk=anna.pk)
        assert found.name_prefix == "Dr."
        assert [each.url for each in found.links.all()] == ["https://blum.example.org"]
        assert [(each.street, each.city) for each in found.addresses.all()] == [("Lindenallee 4", "Leipzig")]
        assert [(each.service, each.handle) for each in found.messengers.all()] == [("xmpp", "anna@example.org")]
        assert [(each.month, each.day, each.year) for each in found.own_dates.all()] == [(8, 20, 2015)]
        assert found.languages == ["de"]
        assert read_photo(contact=found) is not None
        assert SourceCard.objects.get().read_by == READER_GENERATION


def test_what_the_user_took_away_since_does_not_come_back(alice: User, anna: Contact) -> None:
    keep(anna, FULL)
    reread(alice)

    with acting_as(alice):
        found = Contact.objects.get(pk=anna.pk)
        known = (found.given_name, found.nickname, found.note, found.place, found.birthday, found.current_position)
        assert known == ("", "", "", "", None, None)
        assert not found.emails.exists()
        assert not found.phones.exists()


def test_what_is_known_stays(alice: User, anna: Contact) -> None:
    with acting_as(alice):
        Contact.objects.filter(pk=anna.pk).update(name_prefix="Prof.", languages=["fr"])
        Link.objects.create(owner=alice, contact=anna, url="https://other.example.org")
        OwnDate.objects.create(owner=alice, contact=anna, label="Name day", month=7, day=26)
    keep(anna, FULL)
    reread(alice)

    with acting_as(alice):
        found = Contact.objects.get(pk=anna.pk)
        assert (found.name_prefix, found.languages) == ("Prof.", ["fr"])
        assert [each.url for each in found.links.all()] == ["https://other.example.org"]
        assert [each.label for each in found.own_dates.all()] == ["Name day"]


def test_it_is_done_once(alice: User, anna: Contact) -> None:
    keep(anna, FULL)
    reread(alice)
    with acting_as(alice):
        Link.objects.all().delete()
        Contact.objects.update(photo_name="")
    reread(alice)

    with acting_as(alice):
        assert not Link.objects.exists()
        assert Contact.objects.get().photo_name == ""


@pytest.mark.parametrize("raw", ["", "no card", "BEGIN:VCARD\nURL:x\nEND:VCARD", "BEGIN:VCARD" * 1000, "[" * 10_000])
@pytest.mark.parametrize("source", ["vcard", "monica", "csv"])
def test_what_cannot_be_read_is_passed_over(alice: User, anna: Contact, raw: str, source: str) -> None:
    keep(anna, raw, source=source)
    keep(anna, FULL)
    reread(alice)

    with acting_as(alice):
        assert Link.objects.count() == 1
        assert not SourceCard.objects.filter(read_by__lt=READER_GENERATION).exists()


def test_only_owners_with_cards_of_an_older_reader_get_a_job_and_only_one(
    alice: User, charlie: User, anna: Contact
) -> None:
    keep(anna, FULL)
    keep(make_contact(charlie, "Zoe"), FULL, read_by=READER_GENERATION)

    assert reread_where_needed() == 1
    assert reread_where_needed() == 0
    [job] = Job.objects.filter(kind="reread-cards")
    assert job.owner_id == alice.pk
    run_job(str(job.pk))
    assert reread_where_needed() == 0
    with acting_as(alice):
        assert Link.objects.count() == 1


def test_the_command_says_for_how_many(alice: User, anna: Contact) -> None:
    keep(anna, FULL)
    said = StringIO()
    call_command("reread_cards", stdout=said)

    assert "1 users" in said.getvalue()
    assert Job.objects.filter(kind="reread-cards", owner=alice).count() == 1


def test_a_worker_that_dies_is_followed_by_another_that_goes_on(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "BATCH", 2)
    for number in range(5):
        keep(make_contact(alice, f"Person {number}"), FULL.replace("Anna", f"Anna{number}"))
    with acting_as(alice):
        assert reread_next_cards(owner=alice)
        assert Link.objects.count() == 2
    reread(alice)

    with acting_as(alice):
        assert Link.objects.count() == 5


def test_a_worker_that_lost_its_job_reads_nothing_more(alice: User, anna: Contact) -> None:
    keep(anna, FULL)
    ask_for_rereading(owner_ids=[alice.pk])
    job = Job.objects.get(kind="reread-cards")
    Job.objects.update(attempts=7)

    with pytest.raises(jobs.LostLeaseError):
        run_rereading(job)
    with acting_as(alice):
        assert not Link.objects.exists()


def test_the_number_of_queries_does_not_grow(alice: User) -> None:
    def queries(count: int, start: int) -> int:
        for number in range(start, start + count):
            keep(make_contact(alice, f"Person {number}"), card(f"FN:P{number}", f"URL:https://{number}.example.org"))
        with acting_as(alice), CaptureQueriesContext(connection) as captured:
            reread_next_cards(owner=alice)
        return len(captured)

    queries(2, 0)
    assert queries(3, 10) == queries(15, 100)


def keep(contact: Contact, raw: str, *, read_by: int = 1, **fields: Any) -> SourceCard:
    """Keep what somebody came from, as read by an older reader."""
    with acting_as(contact.owner):
        return SourceCard.objects.create(
            owner=contact.owner, contact=contact, number=1, raw=raw, read_by=read_by,
            fingerprint=sha256(raw.encode()).hexdigest(), **fields,
        )  # fmt: skip


def reread(owner: User) -> None:
    """Run the job to its end."""
    is_more = True
    while is_more:
        with acting_as(owner):
            is_more = reread_next_cards(owner=owner)
