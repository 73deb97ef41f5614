"""The page of an import: one for each state, and the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_mail
from tests.transfer.cards import card
from tests.transfer.files import again, people, put_in, rows_of, stage
from tests.transfer.import_pages import HTMX, part, set_state, show, url
from tests.transfer_makers import make_import, make_row
from transfer.models import Import, ImportFile, ImportRow
from transfer.queries.imports import people_found

BROKEN = card("NOTE:<script>alert(1)</script>")


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "reading", "total": 1200, "position": 400, "new_count": 390}, 'value="400" max="1200"'),
        ({"state": "accepting", "total": 1200, "done_count": 30}, 'value="30" max="1200"'),
        ({"state": "undoing", "created_count": 70, "changed_count": 30, "done_count": 50}, 'value="50" max="100"'),
    ],
)
def test_while_a_worker_is_at_it_the_page_asks_again(
    alice_client: Client, alice: User, fields: dict[str, Any], said: str
) -> None:
    imported = make_import(alice, **fields)

    page, some = show(alice_client, imported), part(alice_client, imported)

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    for content in (page, some):
        assert said in content
        assert 'hx-trigger="every 1s"' in content
        assert "You can leave this page" in content
    assert "<html" not in some


def test_when_it_is_read_the_part_is_the_preview_and_says_so(alice_client: Client, alice: User) -> None:
    imported = stage(alice, people("Anna Blum"))

    page, some = show(alice_client, imported), part(alice_client, imported)

    assert "every 1s" not in page + some
    assert "http-equiv" not in page
    assert 'role="status" hx-swap-oob="innerHTML">Ready to look at<' in some
    assert "Anna Blum" in some
    assert "1 new person comes in" in some


def test_the_preview_tells_who_is_known_and_why(alice_client: Client, alice: User) -> None:
    known = make_contact(alice, "Greta Lund", place="Bremen")
    make_mail(known, "greta@example.org")
    same = card("FN:Greta Lund", "EMAIL:greta@example.org", "ADR:;;;Hamburg;;;", "TEL:040 5550142", "NICKNAME:Greti")
    imported = stage(alice, same + people("Anna Blum") + BROKEN)

    tab = "differs" if imported.differs_count else "fills"
    page = show(alice_client, imported, show=tab)

    assert (imported.new_count, imported.broken_count) == (1, 1)
    assert "Has the same name and mail address as" in page
    assert reverse("contacts:contact-detail", args=[known.pk]) in page
    assert "Nickname, phone number" in page
    assert "Anna Blum" not in page.split('id="h-shown"')[1]


def test_of_who_was_thrown_away_since_nothing_is_chosen(alice_client: Client, alice: User) -> None:
    greta = make_contact(alice, "Greta Lund", nickname="Gretel")
    imported = stage(alice, card("FN:Greta Lund", "NICKNAME:Greti"))
    assert "import-fields" in show(alice_client, imported, show="differs")
    with acting_as(alice):
        Contact.objects.filter(pk=greta.pk).update(deleted_at=timezone.now())

    page = show(alice_client, imported, show="differs")

    assert "Lies in your bin and stays there." in page
    assert "import-fields" not in page


def test_each_form_of_a_preview_carries_its_token(alice_client: Client, alice: User) -> None:
    make_contact(alice, "Greta Lund", nickname="Gretel")
    imported = stage(alice, card("FN:Greta Lund", "NICKNAME:Greti") + people("Anna Blum"))

    for tab in ("new", "differs"):
        forms = show(alice_client, imported, show=tab).partition("<main")[2].split('<form method="post"')[1:]
        forms += show(alice_client, imported, show=tab).partition("<main")[2].split('method="post" action')[1:]
        assert len(forms) > 4
        for form in forms:
            assert 'name="csrfmiddlewaretoken"' in form.partition("</form>")[0]


def test_rows_come_fifty_at_a_time(alice_client: Client, alice: User) -> None:
    imported = stage(alice, people(*(f"Person {number:03}" for number in range(120))))

    first, rest = show(alice_client, imported), part(alice_client, imported, show="new", after=100)

    assert first.count('class="import-row"') == 50
    assert 'hx-get="?show=new&amp;after=50"' in first
    assert (rest.count('class="import-row"'), "<html" in rest, 'hx-get="?' in rest) == (20, False, False)


def test_somebody_is_found_by_a_part_of_the_name(alice_client: Client, alice: User) -> None:
    imported = stage(alice, people("Anna Blum", "Berta Klein", "Bertram Groß"))

    page = show(alice_client, imported, show="new", q="bert")

    assert ("Anna Blum" in page, "Berta Klein" in page, "Bertram Groß" in page) == (False, True, True)
    assert "Nobody here has that name." in show(alice_client, imported, q="%' OR 1=1")


@pytest.mark.parametrize("asked", [{"show": "nonsense"}, {"after": "x"}, {"after": "9" * 30}, {"q": "\0"},
                                   {"q": "x" * 10_000}, {"show": "x" * 10_000}, {"after": "-1"}])  # fmt: skip
def test_a_senseless_question_harms_nothing(alice_client: Client, alice: User, asked: dict[str, str]) -> None:
    imported = stage(alice, people("Anna Blum"))

    assert "Bring them in" in show(alice_client, imported, **asked)


def test_moments_ties_and_what_has_no_place_are_told(alice_client: Client, alice: User) -> None:
    imported = make_import(alice, "monica.json", moment_count=1, tie_count=1, left_out={"Pets": 3, "<b>Debts</b>": 2})
    make_row(imported, "Tea with Anna", subject="moment", record={"kind": "call", "happened_on": "2025-03-04"})
    make_row(imported, "Anna and Berta", subject="tie", record={"kind": "knows"})

    told, left = show(alice_client, imported, show="told"), show(alice_client, imported, show="left")

    assert "1 moment or tie" not in told
    assert "2 moments and ties</li>" in told
    assert "2 moments and ties, if not here yet" in show(alice_client, set_state(imported, known_count=1))
    assert "Tea with Anna" in told
    assert "Call" in told
    assert "4 Mar 2025" in told
    assert "Anna and Berta" in told
    assert "Pets" in left
    assert "&lt;b&gt;Debts" in left


def test_what_failed_says_why_and_what_to_do(alice_client: Client, alice: User) -> None:
    imported = make_import(alice, state="failed", failure="locked")

    page = show(alice_client, imported)

    assert "The file is locked with a password." in page
    assert f'href="{reverse("transfer:import-list")}"' in page


def test_a_table_that_nobody_knows_asks_first(alice_client: Client, alice: User) -> None:
    imported = make_import(alice, "people.csv", state="asking")

    page = show(alice_client, imported)

    assert "One question first" in page
    assert "people.csv" in page


def test_the_text_of_an_entry_is_shown_as_text(alice_client: Client, alice: User) -> None:
    row = rows_of(stage(alice, BROKEN))[0]

    page = alice_client.get(url("import-row", row.pk)).content.decode()
    some = alice_client.get(url("import-row", row.pk), headers=HTMX).content.decode()

    assert "<h1" in page
    assert some.lstrip().startswith("<h2")
    for content in (page, some):
        assert "NOTE:&lt;script&gt;" in content
        assert "<script>alert" not in content


def test_of_a_long_text_the_beginning_is_shown_and_all_is_sent(alice_client: Client, alice: User) -> None:
    imported = make_import(alice, broken_count=2)
    row = make_row(imported, "", finding="broken", reason="group", raw="x" * 30_000)
    make_row(imported, "", finding="broken", reason="group", raw="second")
    make_row(imported, "Anna Blum", raw="not broken")

    page = alice_client.get(url("import-row", row.pk)).content.decode()
    sent = alice_client.get(url("import-broken", imported.pk))

    assert "x" * 20_000 in page
    assert "x" * 20_001 not in page
    assert "This is only its beginning." in page
    assert sent.headers["Content-Disposition"] == 'attachment; filename="broken.txt"'
    assert sent.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in sent.headers["Cache-Control"]
    assert b"".join(sent.streaming_content) == b"x" * 30_000 + b"\nsecond\n"  # type: ignore[attr-defined]


def test_a_stranger_finds_nothing(charlie_client: Client, alice: User) -> None:
    imported = stage(alice, people("Anna Blum") + BROKEN)
    row = rows_of(imported)[0]

    for name in ("import-detail", "import-broken"):
        assert charlie_client.get(url(name, imported.pk)).status_code == 404
    assert charlie_client.get(url("import-row", row.pk)).status_code == 404
    for name in ("import-accept", "import-discard", "import-undo", "import-decide-all"):
        assert charlie_client.post(url(name, imported.pk), {"finding": "new"}).status_code == 404
    for name in ("import-row-decide", "import-row-choose"):
        assert charlie_client.post(url(name, row.pk), {"decision": "skip"}).status_code == 404
    assert again(imported).state == "ready"
    assert rows_of(imported)[0].decision == ""


def test_all_pages_want_the_log_in(client: Client) -> None:
    for name in ("import-detail", "import-row", "import-broken"):
        answer = client.get(url(name, uuid4()), HTTP_HOST="localhost")
        assert answer.headers["Location"].split("?")[0] == reverse("account_login")


@pytest.mark.parametrize("tab", ["new", "fills", "differs", "known", "broken", "told"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    alice_client: Client, alice: User, django_assert_same_queries: Any, tab: str
) -> None:
    counts: dict[str, Any] = {f"{tab}_count": 30} if tab != "told" else {"moment_count": 30}
    few, many = make_import(alice, **counts), make_import(alice, **counts)
    for imported, times in ((few, 2), (many, 30)):
        for number in range(times):
            contact = None if tab in ("new", "broken", "told") else make_contact(alice, f"Person {number}")
            finding = "new" if tab == "told" else tab
            subject = "moment" if tab == "told" else "person"
            make_row(imported, contact=contact, finding=finding, subject=subject, differing=["place"], reason="mail")

    def queries(imported: Import) -> int:
        with django_assert_same_queries() as asked:
            show(alice_client, imported, show=tab)
        return len(asked)

    assert queries(few) == queries(many)


def test_a_page_of_rows_reads_its_index_behind_the_last_row(alice: User) -> None:
    imported = make_import(alice)
    with acting_as(alice):
        file = ImportFile.objects.get(imported=imported)
        ImportRow.objects.bulk_create(
            ImportRow(
                owner=alice, imported=imported, file=file, number=number, place=number, finding="new", name="Anna"
            )
            for number in range(1, 3001)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE transfer_importrow")
        plan = people_found(imported, "new", after=2000)[:51].explain()

    assert "transfer_rows_by_finding" in plan or "transfer_row_once" in plan
    assert "Sort" not in plan
    assert "number > 2000" in next(line for line in plan.splitlines() if "Index Cond" in line)


def test_put_in_is_shown_before_it_is_read(alice_client: Client, alice: User) -> None:
    assert "Being read" in show(alice_client, put_in(alice, people("Anna Blum")))


@pytest.mark.parametrize("language", ["de", "de-du"])
def test_the_pages_speak_german(alice_client: Client, alice: User, language: str) -> None:
    alice.language = language
    alice.save(update_fields=["language"])
    imported = stage(alice, people("Anna Blum") + BROKEN)

    page = show(alice_client, imported, show="broken")

    assert "Noch ist nichts hereingekommen" in page
    assert "Hier wird niemand genannt" in page


def test_two_new_people_of_one_name_and_organisation_are_shown_as_perhaps_one(
    alice_client: Client, alice: User
) -> None:
    said = {"organisation": "Blum KG"}
    imported = make_import(alice, new_count=5)
    first = make_row(imported, "Anna Blum", record=said)
    make_row(imported, "Anna Blum", record={"organisation": "blum kg"})
    make_row(imported, "Anna Blum", record={"organisation": "Holm KG"})
    make_row(imported, "Anna Blum", finding="known", reason="twice", record=said)
    make_row(imported, "Anna Blum", record={})
    make_row(make_import(alice), "Ole Brand", record=said)
    make_row(imported, "Ole Brand", record=said)

    assert show(alice_client, imported, show="new").count("Perhaps twice:") == 2
    with acting_as(alice):
        ImportRow.objects.filter(pk=first.pk).update(decision="skip")
    assert show(alice_client, imported, show="new").count("Perhaps twice:") == 0


def test_somebody_in_a_card_and_in_linkedin_without_an_address_in_common_is_shown_as_perhaps_one(
    alice_client: Client, alice: User
) -> None:
    linkedin = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nMax,Muster,,,ACME,CTO,05 Mar 2024\n"
    )
    both = stage(alice, card("FN:Max Muster", "ORG:Acme", "EMAIL:max@x.example"), linkedin, names=["a.vcf", "b.csv"])

    assert (both.new_count, show(alice_client, both).count("Perhaps twice:")) == (2, 2)
