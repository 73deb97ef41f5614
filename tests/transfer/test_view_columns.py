"""The page that asks what the columns of a table are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from netzwerk.core.walls import acting_as
from tests.transfer.test_mappings import TABLE
from tests.transfer_makers import make_asking
from transfer.models import ColumnMapping, Import, ImportFile
from transfer.tables import TableMapping


@pytest.fixture
def asking(alice: User, media: Path) -> ImportFile:
    """An import of Alice that waits for an answer about its table."""
    with acting_as(alice):
        return make_asking(alice, TABLE)


def address(file: ImportFile, place: int = 0) -> str:
    """Return where the columns of a file are asked about."""
    return reverse("transfer:import-columns", args=[file.imported_id, place])


ANSWER = {"has_header": "on", "column_0": "name", "column_1": "organisation", "column_2": "note.named"}


def test_each_column_is_shown_with_its_heading_and_values(alice_client: Client, asking: ImportFile) -> None:
    page = alice_client.get(address(asking)).content.decode()
    for words in ("Wer", "Anna Blum", "Wo", "Blum KG", "Punkte"):
        assert words in page
    assert page.count("<select") == 3


def test_the_answer_is_kept_and_leads_back_to_the_import(alice: User, alice_client: Client, asking: ImportFile) -> None:
    response = alice_client.post(address(asking), ANSWER)
    assert response.headers["Location"] == reverse("transfer:import-detail", args=[asking.imported_id])
    with acting_as(alice):
        asking.refresh_from_db()
        assert asking.imported.state == Import.State.READING
        assert TableMapping.from_json(asking.mapping) == TableMapping({0: "name", 1: "organisation", 2: "note.named"})
        assert ColumnMapping.objects.get().signature == asking.signature != ""


def test_a_first_row_that_is_no_header_is_said_so(alice: User, alice_client: Client, asking: ImportFile) -> None:
    alice_client.post(address(asking), {name: value for name, value in ANSWER.items() if name != "has_header"})
    with acting_as(alice):
        asking.refresh_from_db()
        assert asking.mapping["has_header"] is False
        again = make_asking(alice, TABLE)
    assert "Column 1" in alice_client.get(address(again)).content.decode()


def test_a_table_of_nobody_is_refused(alice_client: Client, asking: ImportFile) -> None:
    response = alice_client.post(address(asking), {"has_header": "on", "column_0": "note", "column_1": ""})
    assert response.status_code == 422
    assert "which column holds the name" in response.content.decode()


def test_organisations_alone_are_refused_and_with_an_address_they_are_somebody(
    alice_client: Client, asking: ImportFile
) -> None:
    alone = {"has_header": "on", "column_0": "organisation", "column_1": ""}
    response = alice_client.post(address(asking), alone)
    assert response.status_code == 422
    assert "an organisation alone is nobody you could be in touch with" in response.content.decode()
    assert alice_client.post(address(asking), {**alone, "column_1": "email"}).status_code == 302


@pytest.mark.parametrize("value", ["nonsense", "\0", "x" * 10_000, "name.home", "email.work'><script>"])
def test_what_no_column_can_be_is_refused(alice_client: Client, asking: ImportFile, value: str) -> None:
    response = alice_client.post(address(asking), {**ANSWER, "column_0": value})
    assert response.status_code == 422
    assert "<script>" not in response.content.decode().split("<main")[1].split("</main")[0]


def test_dates_that_can_be_read_either_way_are_asked_about(alice: User, alice_client: Client, media: Path) -> None:
    with acting_as(alice):
        file = make_asking(alice, "Name,Birthday\nAnna,4/5/1980\n")
    assert "date_order" in alice_client.get(address(file)).content.decode()
    alice_client.post(
        address(file), {"has_header": "on", "column_0": "name", "column_1": "birthday", "date_order": "mdy"}
    )
    with acting_as(alice):
        file.refresh_from_db()
        assert file.mapping["date_order"] == "mdy"


def test_an_earlier_answer_is_filled_in(alice: User, alice_client: Client, asking: ImportFile) -> None:
    alice_client.post(address(asking), {**ANSWER, "column_1": "where_met"})
    with acting_as(alice):
        again = make_asking(alice, TABLE)
    assert '<option value="where_met" selected>' in alice_client.get(address(again)).content.decode()


def test_what_has_come_in_leads_back_to_the_import(alice: User, alice_client: Client, asking: ImportFile) -> None:
    with acting_as(alice):
        Import.objects.update(state=Import.State.DONE)
    for response in (alice_client.get(address(asking)), alice_client.post(address(asking), ANSWER)):
        assert response.headers["Location"] == reverse("transfer:import-detail", args=[asking.imported_id])


def test_a_file_that_is_no_table_leads_back_to_the_import(alice: User, alice_client: Client, media: Path) -> None:
    with acting_as(alice):
        file = make_asking(alice, "\x01\x02\x03")
    assert alice_client.get(address(file)).status_code == 302


def test_strangers_and_files_that_are_not_there_see_nothing(
    alice_client: Client, charlie_client: Client, asking: ImportFile
) -> None:
    assert charlie_client.get(address(asking)).status_code == 404
    assert charlie_client.post(address(asking), ANSWER).status_code == 404
    assert alice_client.get(address(asking, place=7)).status_code == 404


def test_a_wide_table_costs_no_more_queries(
    alice: User, alice_client: Client, media: Path, django_assert_max_num_queries: object
) -> None:
    with acting_as(alice):
        file = make_asking(
            alice, ";".join(f"Spalte {at}" for at in range(200)) + "\n" + ";".join(["Wert"] * 200) + "\n"
        )
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert alice_client.get(address(file)).content.decode().count("<select") == 200
