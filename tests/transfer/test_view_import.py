"""The pages of imports: upload, progress, what could not be read."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from netzwerk.core.walls import acting_as
from tests.transfer.cards import card
from tests.transfer.files import job_of, people, put_in, read_in, upload
from transfer import forms
from transfer.models import Import

pytestmark = pytest.mark.usefixtures("media")

ANSWERS = {"origin": "studies", "closeness": "good", "last_in_touch": "longer"}
LIST, CREATE = reverse("transfer:import-list"), reverse("transfer:import-create")
HTMX = {"HX-Request": "true"}


def _detail(imported: Import) -> str:
    return reverse("transfer:import-detail", args=[imported.pk])


def _card(imported: Import, number: int) -> str:
    return reverse("transfer:import-card", kwargs={"pk": imported.pk, "number": number})


def _post(client: Client, **fields: Any) -> Any:
    return client.post(CREATE, {**ANSWERS, "upload": upload(people("Anna Blum")), **fields})


def _total_of(alice: User, imported: Import, **fields: Any) -> None:
    with acting_as(alice):
        Import.objects.filter(pk=imported.pk).update(**fields)


def test_the_page_shows_a_form_and_how_to_get_a_file(alice_client: Client) -> None:
    page = alice_client.get(LIST).content.decode()

    assert f'action="{CREATE}"' in page
    assert 'enctype="multipart/form-data"' in page
    assert page.count('<details class="grow">') == 5
    assert "Imports so far" not in page


def test_a_file_is_taken_and_its_progress_shown(alice_client: Client, alice: User) -> None:
    answer = _post(alice_client)

    with acting_as(alice):
        imported = Import.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, _detail(imported))
    assert (imported.origin, imported.closeness, imported.last_in_touch) == ("studies", "good", "longer")
    assert job_of(imported).owner == alice


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"upload": ""}, "Please choose a file."),
        ({"upload": upload("")}, "The file is empty."),
        ({"origin": "the moon"}, "the moon"),
        ({"closeness": ""}, "This field is required."),
    ],
)
def test_what_is_missing_or_wrong_is_said(alice_client: Client, alice: User, fields: Any, said: str) -> None:
    answer = _post(alice_client, **fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting_as(alice):
        assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(alice_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "UPLOAD_BYTES", 100)

    answer = _post(alice_client, upload=upload("x" * 101))

    assert answer.status_code == 422
    assert "larger than 50 MB" in answer.content.decode()


def test_a_file_is_only_taken_by_post(alice_client: Client) -> None:
    assert alice_client.get(CREATE).status_code == 405


def test_while_it_runs_the_page_asks_again_and_says_how_far_it_is(alice_client: Client, alice: User) -> None:
    imported = put_in(alice, people("Anna Blum"))
    _total_of(alice, imported, state="running", total=1200, position=400, created_count=390, known_count=10)

    page = alice_client.get(_detail(imported)).content.decode()
    part = alice_client.get(_detail(imported), headers=HTMX).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'hx-trigger="every 1s"' in part
    assert 'value="400" max="1200"' in part
    assert "You can leave this page" in part
    assert "<html" not in part


def test_when_it_is_done_the_page_asks_no_more_and_leads_to_the_contacts(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, people("Anna Blum") + people("Anna Blum") + card("NOTE:nobody"))

    page = alice_client.get(_detail(imported)).content.decode()
    part = alice_client.get(_detail(imported), headers=HTMX).content.decode()

    assert "http-equiv" not in page
    for content in (page, part):
        assert "every 1s" not in content
        assert f"{reverse('contacts:contact-list')}?origin=studies" in content
        assert "Card 3, line 11" in content
        assert "The card names nobody" in content


def test_a_file_that_is_none_says_so_in_a_sentence(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, "Name;Mail")

    page = alice_client.get(_detail(imported)).content.decode()

    assert "This is not a vCard file" in page
    assert f'href="{LIST}"' in page


def test_the_text_of_an_unreadable_card_is_shown_as_text(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, card("NOTE:<script>alert(1)</script>"))

    page = alice_client.get(_card(imported, 1)).content.decode()
    part = alice_client.get(_card(imported, 1), headers=HTMX).content.decode()

    assert part.lstrip().startswith("<h2>")
    for content in (page, part):
        assert "NOTE:&lt;script&gt;" in content
        assert "<script>alert" not in content


def test_a_card_that_was_not_broken_is_not_there(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, people("Anna Blum"))

    for number in (1, 0, 99_999_999_999):
        assert alice_client.get(_card(imported, number)).status_code == 404


def test_a_file_name_with_html_is_escaped(alice_client: Client, alice: User) -> None:
    _post(alice_client, upload=upload("x", "<b>bold</b>.vcf"))
    with acting_as(alice):
        imported = Import.objects.get()
    _total_of(alice, imported, file_name="<b>bold</b>.vcf")

    for url in (LIST, _detail(imported)):
        page = alice_client.get(url).content.decode()
        assert "&lt;b&gt;bold" in page
        assert "<b>bold" not in page


def test_a_stranger_finds_nothing(charlie_client: Client, alice: User) -> None:
    imported = read_in(alice, card("NOTE:nobody"))

    assert charlie_client.get(_detail(imported)).status_code == 404
    assert charlie_client.get(_card(imported, 1)).status_code == 404
    assert "contacts.vcf" not in charlie_client.get(LIST).content.decode()


def test_all_pages_want_the_log_in(client: Client) -> None:
    for url in (LIST, reverse("transfer:import-detail", args=[uuid4()])):
        answer = client.get(url, HTTP_HOST="localhost")
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_unreadable_cards_come_fifty_at_a_time(alice_client: Client, alice: User) -> None:
    imported = read_in(alice, "".join(card("NOTE:nobody") for _ in range(120)))

    first = alice_client.get(_detail(imported)).content.decode()
    rest = alice_client.get(_detail(imported), {"after": 100}, headers=HTMX).content.decode()

    assert first.count("The card names nobody") == 50
    assert 'hx-get="?after=50"' in first
    assert rest.count("The card names nobody") == 20
    assert "hx-get" in rest
    assert "pager" not in rest
    assert alice_client.get(_detail(imported), {"after": "x"}).status_code == 200


@pytest.mark.parametrize("language", ["de", "de-du"])
def test_the_pages_speak_german(alice_client: Client, alice: User, language: str) -> None:
    alice.language = language
    alice.save(update_fields=["language"])
    imported = read_in(alice, card("NOTE:nobody"))

    assert ("deinem Telefon" if language == "de-du" else "Ihrem Telefon") in alice_client.get(LIST).content.decode()
    assert "Die Karte nennt niemanden" in alice_client.get(_detail(imported)).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    few = read_in(alice, card("NOTE:nobody"))
    with django_assert_same_queries() as few_imports:
        alice_client.get(LIST)
    with django_assert_same_queries() as few_cards:
        alice_client.get(_detail(few))

    many = read_in(alice, "".join(card("NOTE:nobody") for _ in range(40)))
    put_in(alice, people("Anna Blum"))
    with django_assert_same_queries() as many_imports:
        alice_client.get(LIST)
    with django_assert_same_queries() as many_cards:
        alice_client.get(_detail(many))

    assert (len(few_imports), len(few_cards)) == (len(many_imports), len(many_cards))
