"""The page where files are dropped: what it takes, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from netzwerk.core.walls import acting_as
from tests.transfer.files import job_of, people, upload
from tests.transfer_makers import make_import
from transfer.forms import imports as forms
from transfer.models import Import, ImportFile

LIST, CREATE = reverse("transfer:import-list"), reverse("transfer:import-create")
ANSWERS = {"origin": "studies", "closeness": "good", "last_in_touch": "longer", "data_purpose": "Work"}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep uploads where the test can throw them away."""


def _post(client: Client, **fields: Any) -> Any:
    return client.post(CREATE, {**ANSWERS, "upload": upload(people("Anna Blum")), **fields})


def test_the_page_shows_a_form_that_works_without_javascript_and_how_to_get_a_file(alice_client: Client) -> None:
    page = alice_client.get(LIST).content.decode()

    assert f'action="{CREATE}"' in page
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file" name="upload"' in page
    assert " multiple " in page
    assert page.count('<details class="grow">') == 9
    assert "Imports so far" not in page
    # The answers about everybody are folded away.
    assert page.count('<details class="fold mb-3">') == 2


def test_files_are_taken_and_their_progress_shown(alice_client: Client, alice: User) -> None:
    answer = _post(alice_client, upload=[upload(people("Anna Blum"), "a.vcf"), upload("Name;Mail\n", "b.csv")])

    with acting_as(alice):
        imported = Import.objects.get()
        assert list(ImportFile.objects.values_list("name", "place")) == [("a.vcf", 0), ("b.csv", 1)]
    assert answer.headers["Location"] == reverse("transfer:import-detail", args=[imported.pk])
    assert (imported.origin, imported.closeness, imported.last_in_touch) == ("studies", "good", "longer")
    assert (imported.data_purpose, imported.state) == ("Work", "reading")
    assert job_of(imported).owner == alice


def test_a_pasted_list_is_a_file_of_its_own_kind(alice_client: Client, alice: User) -> None:
    answer = alice_client.post(CREATE, {**ANSWERS, "pasted": "Anna Blum, Hansekontor\nÖzlem Kaya"})

    assert answer.status_code == 302
    with acting_as(alice):
        [file] = ImportFile.objects.all()
        assert file.source == "list"
        with file.file.open() as stream:
            assert stream.read().decode() == "Anna Blum, Hansekontor\nÖzlem Kaya"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"upload": ""}, "Please choose a file, or paste a list."),
        ({"upload": upload("", "nobody.vcf")}, "“nobody.vcf” is empty."),
        ({"upload": [upload("x", f"{number}.vcf") for number in range(21)]}, "These are more than 20 files."),
        ({"pasted": "Anna Blum"}, "one after the other"),
        ({"upload": "", "pasted": "x" * 200_001}, "longer than 200,000 signs"),
        ({"upload": "", "pasted": "Anna\0Blum"}, "Null characters are not allowed."),
        ({"origin": "the moon"}, "the moon"),
        ({"closeness": ""}, "This field is required."),
        ({"data_purpose": "x" * 201}, "200"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_other_answers_stay(
    alice_client: Client, alice: User, fields: Any, said: str
) -> None:
    answer = _post(alice_client, **fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert '<option value="longer" selected>' in page
    with acting_as(alice):
        assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused_by_its_name(alice_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "UPLOAD_BYTES", 100)

    answer = _post(alice_client, upload=[upload("x", "small.vcf"), upload("x" * 101, "large.vcf")])

    assert answer.status_code == 422
    assert "“large.vcf” is larger than 50 MB" in answer.content.decode()


def test_a_file_is_only_taken_by_post(alice_client: Client) -> None:
    assert alice_client.get(CREATE).status_code == 405


def test_a_file_name_with_html_is_text(alice_client: Client, alice: User) -> None:
    make_import(alice, "<b>bold</b>.vcf")
    refused = _post(alice_client, upload=SimpleUploadedFile("<b>bold.vcf", b""))

    for page in (alice_client.get(LIST).content.decode(), refused.content.decode()):
        assert "&lt;b&gt;bold" in page
        assert "<b>bold" not in page


def test_imports_so_far_come_in_pages(alice_client: Client, alice: User, charlie: User) -> None:
    make_import(charlie, "theirs.vcf")
    for number in range(23):
        make_import(alice, f"file-{number:02}.vcf", created_count=number, state="done")

    first = alice_client.get(LIST).content.decode()
    with acting_as(alice):
        last = Import.objects.get(name="file-03.vcf")
    rest = alice_client.get(LIST, {"after": str(last.pk)}, headers=HTMX).content.decode()

    assert first.count("file-") == 20
    assert f'hx-get="?after={last.pk}"' in first
    assert (rest.count("file-"), "<html" in rest, "hx-get" in rest) == (3, False, False)
    assert "theirs.vcf" not in first + rest
    for after in ("x", str(uuid4()), "\0"):
        assert alice_client.get(LIST, {"after": after}).status_code == 200


def test_the_list_asks_the_same_however_many_there_are(
    alice_client: Client, alice: User, django_assert_same_queries: Any
) -> None:
    make_import(alice)
    with django_assert_same_queries() as few:
        alice_client.get(LIST)
    for _number in range(15):
        make_import(alice)
    with django_assert_same_queries() as many:
        alice_client.get(LIST)

    assert len(few) == len(many)


@pytest.mark.parametrize("language", ["de", "de-du"])
def test_the_page_speaks_german(alice_client: Client, alice: User, language: str) -> None:
    alice.language = language
    alice.save(update_fields=["language"])

    page = alice_client.get(LIST).content.decode()

    assert ("deinem Telefon" if language == "de-du" else "Ihrem Telefon") in page
