"""The report about a person: every text that is stored about them, as a page and as a file."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from contacts.services.merging import merge_contacts
from matching.models import DeclinedProposal
from netzwerk.core.belonging import contact_belongings
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_exchange, make_moment, make_tie
from tests.security.furniture import furnish
from tests.transfer.marking import mark_all
from tests.transfer_makers import make_import, make_row
from transfer.pages.report import FROM_FILES, report_of
from transfer.words.exports import report_name
from transfer.words.report import GROUPS, LABELS, NO_SECTION, SECTIONS, UNSAID, is_said, label_of

REPORT = "/data-protection/report/{}/"
FILE = "/data-protection/report/{}/file/"


def _page(client: Client, contact: Contact, address: str = REPORT) -> str:
    return unescape(client.get(address.format(contact.pk)).content.decode())


@pytest.fixture
def furnished(alice: User) -> Contact:
    """Somebody about whom everything is stored that can be."""
    there = furnish(alice)
    with acting_as(alice):
        return Contact.objects.get(pk=there["contact"])


@pytest.mark.parametrize("address", [REPORT, FILE])
def test_every_text_that_is_stored_about_a_person_is_in_the_report(
    alice: User, alice_client: Client, furnished: Contact, address: str
) -> None:
    marks = mark_all(alice, furnished)
    page = _page(alice_client, furnished, address)

    missing = [mark for mark in marks if is_said(mark.model, mark.column) and mark.word not in page]
    # Why somebody counts as known is a code, for which there is a sentence.
    assert [(mark.model, mark.column) for mark in missing] == [("transfer.ImportRow", "reason")] * len(missing)
    # What stays out is no text about anybody: marks of rows, and what a merge moved.
    left_out = {mark.column for mark in marks if not is_said(mark.model, mark.column)}
    assert left_out <= {"fingerprint", "moved", "subject"}


def test_each_section_of_somebody_with_everything_has_its_heading(
    alice: User, alice_client: Client, furnished: Contact
) -> None:
    with acting_as(alice):
        DeclinedProposal.objects.create(owner=alice, contact=furnished, kind="expert")
    page = _page(alice_client, furnished)

    assert [title for title in SECTIONS.values() if f"<dt>{title}</dt>" not in page] == []
    assert [title for title, _names in GROUPS if f"<h2>{title}</h2>" not in page] == []


def test_every_model_that_names_people_and_every_column_of_it_has_a_word() -> None:
    models = {belonging.model for belonging in contact_belongings} | {Contact}
    names = {model._meta.label for model in models}

    assert names == {*SECTIONS, *NO_SECTION}
    assert names - NO_SECTION == {name for _title, below in GROUPS for name in below} | {*FROM_FILES}
    said = [(model._meta.label, field.name) for model in models for field in model._meta.concrete_fields]
    assert [label_of(model, column) for model, column in said if model in SECTIONS and is_said(model, column)]
    assert UNSAID.isdisjoint({"note", "text", "raw", "record", "name"})
    assert set(LABELS) >= {"trust", "closeness", "ended_in_conflict"}, "judgements are data too"


def test_judgements_are_told_in_plain_words(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, ended_in_conflict=True, trust=-1, closeness="inner", is_interesting=True)
    page = _page(alice_client, contact)

    for words in ("Ended in conflict", "Quick marks", "Trust −", "Inner circle", "Interesting"):
        assert words in page


def test_who_else_took_part_is_not_named_and_ties_are(alice: User, alice_client: Client) -> None:
    miriam, tomasz, ruth = (make_contact(alice, name) for name in ("Miriam", "Tomasz", "Ruth"))
    make_moment(alice, miriam, tomasz, note="Tea")
    make_tie(miriam, ruth)
    page = _page(alice_client, miriam)

    assert "Ruth" in page
    assert "Tomasz" not in page, "a moment with others is told without their names, which are data about them"
    with acting_as(alice):
        User.objects.filter(pk=alice.pk).update(language="de")
    assert "Miriam – kennt – Ruth" in _page(alice_client, miriam)


def test_what_was_known_before_a_merge_has_a_part_of_its_own(alice: User, alice_client: Client) -> None:
    miriam, again = make_contact(alice, "Miriam"), make_contact(alice, "Mirjam", note="Likes figs")
    with acting_as(alice):
        merge_contacts(survivor=miriam, absorbed=again, choices={}, now=timezone.now(), today=TODAY)
    page = _page(alice_client, miriam)

    assert "As it was before the merge: Mirjam" in page


def test_lines_of_imports_that_are_nobodys_are_told(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "Miriam")
    make_row(make_import(alice), "Miriam", finding="broken", raw="FN:Miriam;broken")

    assert "FN:Miriam;broken" in _page(alice_client, contact)


def test_the_file_needs_nothing_else_and_runs_nothing(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, "<script>alert(1)</script>", note='"><img src=x onerror=alert(1)>')
    answer = alice_client.get(FILE.format(contact.pk))
    html = answer.content.decode()

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<script" not in html and "<img" not in html and "<link" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", ["Jörg Müßig", "李小龍", '"/../x', "…", "x" * 200])
def test_the_name_of_the_file_is_plain(name: str) -> None:
    assert re.fullmatch(r"netzwerk-[a-z0-9-]{1,60}\.html", report_name(name))


def test_the_number_of_queries_does_not_depend_on_how_much_is_stored(as_alice: User) -> None:
    miriam, other = make_contact(as_alice), make_contact(as_alice, "Tomasz")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            report_of(as_alice, miriam, TODAY)
        return len(queries)

    make_moment(as_alice, miriam, other)
    make_exchange(as_alice, miriam)
    make_tie(miriam, other)
    few = asked()
    for number in range(5):
        make_moment(as_alice, miriam, make_contact(as_alice, f"Person {number}"))
        make_exchange(as_alice, miriam)
        make_tie(miriam, make_contact(as_alice, f"Other {number}"))

    assert asked() == few


def test_a_stranger_sees_nothing(alice: User, charlie_client: Client) -> None:
    contact = make_contact(alice)

    for address in (REPORT, FILE):
        assert charlie_client.get(address.format(contact.pk)).status_code == 404
        assert charlie_client.post(address.format(contact.pk)).status_code == 405
