"""The words of the report about a person: no codes and no JSON in either language, and each thing once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from contacts.models import BulkChange, BulkItem, Contact, Merge, Moment
from contacts.services.merging import merge_contacts
from netzwerk.core.belonging import contact_belongings
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact
from tests.security.furniture import furnish
from tests.transfer.files import accept, stage
from tests.transfer.monica_sample import sample
from tests.transfer_makers import make_import, make_row
from transfer.models import ImportRow, SourceCard
from transfer.records import Reason
from transfer.words.kept import readable

REPORT = "/data-protection/report/{}/"
# Made up for this test, or names of programs.
NO_CODES = {"csv", "xlsx", "monica", "vcard", "day"}
RECORD = {
    "name": "Miriam", "additional_names": "Ruth", "unit": "Press", "cadence_count": 3, "cadence_unit": "month",
    "emails": [["m@new.example", "work", True]], "phones": [["+49 40 1", "mobile"]], "birthday": [3, 9],
    "addresses": [{"street": "Weg 1", "city": "Kiel", "kind": "home"}], "messengers": [["whatsapp", "+49 170 9"]],
    "languages": ["de"], "own_dates": [["anniversary", [8, 20, 2015]]], "tags": ["Sailing"], "met_on": "2019-04-02",
    "met_through": "LinkedIn", "is_archived": True,
}  # fmt: skip
TRAIL = {
    "fields": {"place": ["Kiel", "Ulm"], "closeness": ["wide", "inner"], "photo_name": ["", "x.webp"]},
    "added": {"emails": {"0197a000-0000-7000-8000-000000000001": "m@added.example"},
              "taggings": {"0197a000-0000-7000-8000-000000000001": "0197a000-0000-7000-8000-000000000002"}},
    "positions": {"0197a000-0000-7000-8000-000000000003": [["", "Nurse"], ["", "Head nurse"]]},
    "kept": ["merged", "fields"], "made": True,
}  # fmt: skip


def _words(client: Client, contact: Contact) -> str:
    """Return what one reads of the report: no markup, and none of the texts that are shown as they were in a file."""
    page = unescape(client.get(REPORT.format(contact.pk)).content.decode())
    report = page[page.index('<div class="report">') :]
    report = report[: report.index("</main>")]
    return re.sub(r"<[^>]+>", "\n", re.sub(r"<pre.*?</pre>", "", report, flags=re.DOTALL))


def _speak(user: User, language: str) -> None:
    with acting_as(user):
        User.objects.filter(pk=user.pk).update(language=language)


def _choices() -> Iterator[tuple[Any, Any]]:
    models: list[type[Model]] = [*(each.model for each in contact_belongings), Contact, Moment]
    for model in models:
        for field in model._meta.concrete_fields:
            if field.choices:
                yield from field.flatchoices


def _codes() -> set[str]:
    """Return each code that is no German word: those of enumerations, of reasons, and of kinds of addresses."""
    with override("de"):
        words = {word for _code, label in _choices() for word in re.findall(r"\w+", str(label))}
    codes = {code for code, _label in _choices() if isinstance(code, str) and code}
    kinds = {"home", "mobile", "pager", "anniversary", "whatsapp", "taggings", "emails", "uid"}
    return (codes | kinds | {reason.value for reason in Reason}) - words - NO_CODES


@pytest.fixture
def everything(alice: User) -> Contact:
    """Somebody about whom everything is stored, with entries of files of each finding and outcome."""
    there = furnish(alice, "Miriam")
    with acting_as(alice):
        contact = Contact.objects.get(pk=there["contact"])
    imported = make_import(alice)
    for finding in ImportRow.Finding.values:
        for outcome in ImportRow.Outcome.values:
            make_row(imported, "Miriam", contact=contact, finding=finding, outcome=outcome)
    for reason in ImportRow.Known.values:
        make_row(imported, "Miriam", contact=contact, finding="known", reason=reason, decision="skip")
    said = {"differing": ["place", "birthday", "organisation"], "chosen": ["place"], "decision": "as_new"}
    make_row(imported, "Miriam", contact=contact, uid="m-1", record=RECORD, trail=TRAIL, raw="FN:Miriam;1", **said)
    moment = {"kind": "event", "happened_on": "2024-05-01", "precision": "month", "people": ["m-1", "x"], "note": "Tea"}
    make_row(imported, "Miriam, Tomasz", subject="moment", record={**moment, "initiator": "me"}, raw='{"a":"[1]"}')
    tie = {"person": "m-1", "other": "x", "kind": "works_with", "kinship": ""}
    make_row(imported, "Miriam, Tomasz", subject="tie", record=tie, raw='{"b":"[1]"}')
    return contact


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_code_and_no_json_is_in_the_report(
    alice: User, alice_client: Client, everything: Contact, language: str
) -> None:
    _speak(alice, language)
    words = _words(alice_client, everything)

    assert re.findall(r"[\[\]{}]|\":|\bNone\b|\bTrue\b", words) == []
    found = set(re.findall(r"\b\w+\b", words))
    if language == "de":
        assert found & _codes() == set()
    assert {code for code in _codes() if "_" in code} & found == set()
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}", words) == [], "ids tell nothing"


def test_what_a_file_said_is_told_in_words(alice: User, alice_client: Client, everything: Contact) -> None:
    _speak(alice, "de")
    words = _words(alice_client, everything)

    for said in (
        "Ruth", "Press", "m@new.example · Arbeit", "+49 40 1 · mobil", "Weg 1 · Kiel · privat",
        "WhatsApp · +49 170 9", "Sailing", "2. April 2019", "LinkedIn", "Kiel → Ulm", "Weit → Innerer Kreis",
        "m@added.example", "Nurse → Head nurse", "alle 3 Monate", "Mai 2024", "war noch nicht da",
    ):  # fmt: skip
        assert said in words.replace("\u00a0", " "), said
    assert "Tomasz" not in words.split("Verbindungen")[0]


def test_a_card_and_the_entry_it_came_in_by_are_told_once(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "Miriam", note="Likes figs, and sails every summer.")
    imported = make_import(alice)
    record = {"name": "Miriam", "note": "Likes figs, and sails every summer."}
    row = make_row(imported, "Miriam", contact=contact, outcome="created", raw="FN:Miriam\nX-A:1", record=record)
    with acting_as(alice):
        card = {"owner": alice, "contact": contact, "imported": imported, "number": 1, "fingerprint": "1" * 64}
        SourceCard.objects.create(pk=row.pk, raw=row.raw, **card)
    page = unescape(alice_client.get(REPORT.format(contact.pk)).content.decode())

    assert page.count("X-A:1") == 1
    assert page.count("Likes figs") == 1
    assert page.count('class="fold report-raw"') == 1
    assert "people.vcf\u00a0· was not here yet\u00a0· came in\u00a0· vCard" in _words(alice_client, contact).replace(
        "\n", ""
    )


def test_of_several_values_one_that_is_new_is_told(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "Miriam", languages=["de", "fr"])
    both = {"name": "Miriam", "tags": ["German, Ox"], "languages": ["de", "fr"]}
    make_row(make_import(alice), "Miriam", contact=contact, outcome="created", record=both)
    words = _words(alice_client, contact)

    assert "German, Ox" in words
    assert words.count("French") == 1


def test_what_a_file_said_otherwise_than_the_person_is_told_beside_it(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "Miriam", note="Moved to Ulm, and likes it there.")
    record = {"name": "Miriam", "note": "Lives in Kiel, near the harbour."}
    make_row(make_import(alice), "Miriam", contact=contact, outcome="created", record=record)
    words = _words(alice_client, contact)

    assert "Moved to Ulm" in words and "Lives in Kiel" in words


@pytest.mark.parametrize("language", ["de", "en"])
def test_somebody_from_monica_is_told_in_words_and_each_moment_once(
    alice: User, alice_client: Client, media: Path, language: str
) -> None:
    accept(stage(alice, sample(), names=["monica.json"]))
    _speak(alice, language)
    with acting_as(alice):
        lena = Contact.objects.get(name="Lena Marie Hart")
    words = _words(alice_client, lena)

    assert re.findall(r"[\[\]{}]|\":", words) == []
    assert {code for code in _codes() if "_" in code or language == "de"} & set(re.findall(r"\b\w+\b", words)) == set()
    assert words.count("About the move") == 1
    assert words.count("lena.hart@example.org") == 1
    assert words.count("Vegetarian") == 1


def test_letters_that_stand_for_a_picture_are_counted_and_not_shown() -> None:
    folded = "PHOTO;ENCODING=b:" + "\r\n ".join(["iVBORw0KGgo" + "A" * 60] * 40) + "\r\nNOTE:Tea"

    assert len(readable(folded)) < 80
    assert readable(folded).endswith("NOTE:Tea")
    assert readable("https://www.example.org/" + "a" * 100) == "https://www.example.org/" + "a" * 100


def test_changes_of_many_and_merges_are_told_in_words(alice: User, alice_client: Client) -> None:
    contact, other = make_contact(alice, "Miriam", closeness="good"), make_contact(alice, "Mirjam", closeness="wide")
    changes: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
        ("closeness", {"closeness": "good"}, {"closeness": ["wide"]}, {"closeness": ["good"]}),
        ("cadence", {"count": 3, "unit": "month"}, {"cadence": [None, ""]}, {"cadence": [3, "month"]}),
        ("archive", {}, {"archive": [None]}, {"archive": ["2026-01-02T10:00:00+00:00"]}),
    ]
    with acting_as(alice):
        choices = {"closeness": "absorbed"}
        merge_contacts(survivor=contact, absorbed=other, choices=choices, now=timezone.now(), today=TODAY)
        for action, arguments, before, after in changes:
            change = BulkChange.objects.create(owner=alice, action=action, arguments=arguments, state="done", total=3)
            own = {"owner": alice, "change": change, "contact": contact}
            BulkItem.objects.create(before=before, after=after, undo="kept", **own)
    words = _words(alice_client, contact)

    for said in ("Good → Wide", "Wide → Good", "every 3 months", "2 Jan 2026", "no, as it was edited since"):
        assert said in words


@pytest.mark.parametrize(
    "odd",
    [
        {"languages": [1, None, {"a": ["Kiel"]}], "note": "Kiel"}, {"cadence": ["Kiel", "x"]}, ["Kiel"],
        {"birthday": 3},
        {"closeness": {"closeness": "Kiel"}}, {"date_lead_days": "x", "place": ["Kiel"]}, {"name": [["Kiel"]]},
    ],
)  # fmt: skip
def test_what_no_change_could_have_kept_is_told_as_it_is(alice: User, alice_client: Client, odd: Any) -> None:
    contact = make_contact(alice, "Miriam")
    other = make_contact(alice, "Mirjam")
    with acting_as(alice):
        Merge.objects.create(
            owner=alice, survivor=contact, absorbed=other, before=odd, after=odd, created_at=timezone.now()
        )
    make_row(make_import(alice), "Miriam", contact=contact, record={"emails": "x", "birthday": ["x"], "tags": 3})

    assert alice_client.get(REPORT.format(contact.pk)).status_code == 200
