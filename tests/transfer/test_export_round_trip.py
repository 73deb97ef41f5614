"""What is exported comes in again as what is there already: nobody is new, and nothing changes."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_mail
from tests.transfer.cards import card
from tests.transfer.exporting import content_of, made
from tests.transfer.files import accept, read_in, rows_of, stage
from transfer.exporting.people import people_of, record_of
from transfer.models import Import, SourceCard
from transfer.records import PersonRecord, Record
from transfer.tables import TableReader

CORPUS = os.environ.get("NETZWERK_CORPUS")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

APPLE = card(
    "N:Kessler;Miriam;Anna Maria;Dr.;MBA",
    "FN:Dr. Miriam Kessler",
    "NICKNAME:Miri",
    "ORG:Nordlicht Verlag;Lektorat",
    "TITLE:Lektorin",
    "item1.EMAIL;type=INTERNET;type=pref:miriam@nordlicht.example",
    "item1.X-ABLabel:Verlag",
    "EMAIL;type=INTERNET;type=HOME:miri@example.org",
    "TEL;type=CELL;type=VOICE:+49 171 2345678",
    "TEL;type=WORK;type=FAX:040/12 34-56",
    "item2.ADR;type=WORK:;;Große Straße 1\\, Hinterhof;Hamburg;;20095;Deutschland",
    "item2.X-ABADR:de",
    "item3.URL;type=pref:https://nordlicht.example/m",
    "item3.X-ABLabel:Blog",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17",
    "item4.X-ABDATE:2011-09-03",
    "item4.X-ABLabel:_$!<Anniversary>!$_",
    "IMPP;X-SERVICE-TYPE=Signal:x-apple:+491712345678",
    "X-SOCIALPROFILE;type=twitter:https://twitter.com/miri",
    "CATEGORIES:Verlage,Hamburg",
    "NOTE:Mag Tee\\, keinen Kaffee.\\nTrifft man auf der Messe.",
    "UID:8A1F2C3D-0001",
    "REV:2024-03-01T10:00:00Z",
)
GOOGLE = card(
    "FN:Tomasz Wójcik",
    "N:Wójcik;Tomasz;;;",
    "EMAIL;TYPE=INTERNET;TYPE=WORK:tomasz@example.org",
    "TEL;TYPE=CELL:0171 999 00 11",
    "ADR;TYPE=HOME:;;ul. Długa 5;Kraków;;31-147;Polska",
    "ORG:Studio Długa",
    "TITLE:Grafiker",
    "BDAY:19800229",
    "item1.URL:http\\://www.google.com/profiles/1",
    "item1.X-ABLabel:Portfolio",
    "CATEGORIES:myContacts",
)
NEWER = card(
    "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    "FN;PID=1.1:Zoë Çelik",
    "N:Çelik;Zoë;;;",
    'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+49-30-5550101',
    "EMAIL;TYPE=work:zoe@example.org",
    "LANG;PREF=1:de",
    "LANG:tr",
    "GENDER:F",
    "BDAY:--0203",
    "GEO:geo:52.52,13.40",
    "X-PHABRICATOR:zc",
    version="4.0",
)
BARE = card("FN:Nur Name")


@pytest.mark.parametrize("kind", ["vcard3", "vcard4"])
def test_people_who_go_out_and_come_in_are_all_known(alice: User, kind: str) -> None:
    read_in(alice, APPLE + GOOGLE + NEWER + BARE)
    before = _people(alice)
    imported = stage(alice, content_of(made(alice, kind)))
    assert _findings(imported) == {"known": 4}, [(row.name, row.finding, row.differing) for row in rows_of(imported)]
    accept(imported)
    assert _people(alice) == before


@pytest.mark.parametrize("kind", ["vcard3", "vcard4"])
def test_whom_the_user_entered_is_known_by_their_card_too(alice: User, kind: str) -> None:
    make_contact(alice, "Nina Roth")
    make_contact(alice, "Nina Roth", note="A namesake")
    imported = stage(alice, content_of(made(alice, kind)))
    assert _findings(imported) == {"known": 2}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_table_of_people_is_read_back_without_a_question(alice: User, language: str) -> None:
    alice.language = language
    alice.save()
    read_in(alice, APPLE + GOOGLE + NEWER + BARE)
    before = _people(alice)
    with translation.override(language):
        imported = stage(alice, content_of(made(alice, "contacts")), names=["people.csv"])
    assert imported.state == Import.State.READY
    assert _findings(imported) == {"known": 4}, [(row.name, row.finding, row.differing) for row in rows_of(imported)]
    accept(imported)
    assert _people(alice) == before


@pytest.mark.parametrize("language", ["en", "de", "de-du"])
def test_a_table_of_people_says_all_that_the_product_knows(alice: User, language: str) -> None:
    alice.language = language
    alice.save()
    read_in(alice, APPLE + GOOGLE + NEWER + BARE)
    with translation.override(language):
        known = [record_of(contact) for contact in _by_name(alice)]
    read = list(TableReader().read(BytesIO(content_of(made(alice, "contacts")))))
    for found, person in zip(read, known, strict=True):
        assert asdict(_said(found)) == asdict(_said(person))


@pytest.mark.parametrize("kind", ["vcard3", "vcard4"])
def test_what_the_product_has_no_field_for_comes_out_again(alice: User, kind: str) -> None:
    read_in(alice, APPLE + NEWER)
    text = content_of(made(alice, kind)).decode().replace("\r\n ", "")
    assert "https://twitter.com/miri" in text
    assert "X-PHABRICATOR:zc" in text
    assert "Anna Maria" in text
    assert "Lektorat" in text


@pytest.mark.parametrize("kind", ["vcard3", "vcard4"])
def test_what_cards_say_of_somebody_known_comes_out_again(alice: User, kind: str) -> None:
    make_mail(make_contact(alice, "Miriam Kessler", note="Written by hand"), "m@example.org")
    known = ("FN:Miriam Kessler", "EMAIL:m@example.org")
    read_in(alice, card(*known, "URL:https://one.example", "X-OWN:1", "UID:1"))
    read_in(alice, card(*known, "URL:https://two.example", "ANNIVERSARY:20110903", "CATEGORIES:Sailing", "X-OWN:2"))
    brought = read_in(alice, card(*known, "X-OWN:3", "GENDER:F"))
    assert _findings(brought) == {"known": 1}
    text = content_of(made(alice, kind)).decode().replace("\r\n ", "")
    assert text.count("BEGIN:VCARD") == text.count("FN:") == 1
    for said in ("one.example", "two.example", "2011", "Sailing", "X-OWN:1", "X-OWN:2", "X-OWN:3", "GENDER:F", "hand"):
        assert said in text

    cards = _cards(alice)
    assert _findings(read_in(alice, content_of(made(alice, kind)))) == {"known": 1}
    assert _cards(alice) == cards, "an own export says nothing more"


if CORPUS:

    @pytest.mark.parametrize("kind", ["vcard3", "vcard4"])
    def test_the_corpus_goes_out_and_comes_in(alice: User, kind: str) -> None:
        files = sorted(Path(CORPUS or "").rglob("*.vcf"))
        for start in range(0, len(files), 20):
            chosen = files[start : start + 20]
            read_in(alice, *(file.read_bytes() for file in chosen), names=[file.name for file in chosen])
        before = _people(alice)
        imported = stage(alice, content_of(made(alice, kind)))
        findings = _findings(imported)
        odd = [
            (row.name, row.finding, row.reason, row.differing) for row in rows_of(imported) if row.finding != "known"
        ]
        assert findings["new"] == 0, odd[:20]
        assert set(findings) == {"known"}, (findings, odd[:20])
        assert len(before) == findings["known"]


def _findings(imported: Import) -> Counter[str]:
    return Counter(row.finding for row in rows_of(imported))


def _cards(owner: User) -> int:
    with acting_as(owner):
        return SourceCard.objects.for_user(owner).count()


def _said(record: Record) -> PersonRecord:
    """Return what a table can say: it knows no UID, has no photo, and what is preferred comes first."""
    assert isinstance(record, PersonRecord)
    emails, phones = (tuple(replace(each, is_preferred=False) for each in of) for of in (record.emails, record.phones))
    return replace(record, number=0, line=0, raw="", uid="", emails=emails, phones=phones)


def _by_name(owner: User) -> list[Contact]:
    with acting_as(owner):
        ids = list(Contact.objects.for_user(owner).present().by_name().values_list("pk", flat=True))
        return people_of(owner, ids)


def _people(owner: User) -> list[PersonRecord]:
    with acting_as(owner):
        ids = list(Contact.objects.for_user(owner).present().order_by("pk").values_list("pk", flat=True))
        return [record_of(contact) for contact in people_of(owner, ids)]
