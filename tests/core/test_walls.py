"""Each wall between owners, proved by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, EmailAddress
from netzwerk.core import walls
from netzwerk.core.owned import owned_models
from netzwerk.core.walls import acting_as, owners_with, refuse_powerful_role
from tests.factories import make_contact, make_user


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_a_raw_unfiltered_query_sees_only_the_rows_of_whom_one_acts_as(alice: User, charlie: User) -> None:
    make_contact(alice, "Miriam")
    make_contact(charlie, "Tomasz")

    with acting_as(alice):
        assert _rows("SELECT name FROM contacts_contact") == [("Miriam",)]
    with acting_as(charlie):
        assert _rows("SELECT name FROM contacts_contact") == [("Tomasz",)]
    assert _rows("SELECT name FROM contacts_contact") == []


def test_nobody_writes_a_row_of_somebody_else(alice: User, charlie: User) -> None:
    contact = make_contact(alice, "Miriam")

    with acting_as(charlie):
        assert not Contact.objects.filter(pk=contact.pk).update(name="Taken")
        assert not Contact.objects.filter(pk=contact.pk).delete()[0]
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            EmailAddress.objects.create(owner=alice, contact=contact, address="planted@example.org")


def test_nested_acting_restores_whom_one_was_before(alice: User, charlie: User) -> None:
    make_contact(alice, "Miriam")
    make_contact(charlie, "Tomasz")

    with acting_as(alice):
        with acting_as(charlie):
            assert [contact.name for contact in Contact.objects.all()] == ["Tomasz"]
        assert [contact.name for contact in Contact.objects.all()] == ["Miriam"]
        with pytest.raises(ZeroDivisionError), acting_as(charlie):
            _ = 1 / 0
        assert [contact.name for contact in Contact.objects.all()] == ["Miriam"]


def test_a_used_connection_carries_nothing_over_after_the_commit(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    make_contact(alice, "Miriam")

    with acting_as(alice):
        assert Contact.objects.count() == 1
    # The same connection, after COMMIT: the setting is there but empty, which must not raise.
    assert Contact.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("DISCARD ALL")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("netzwerk_app",)
    assert Contact.objects.count() == 0


def test_a_link_to_a_row_of_another_owner_is_refused_by_the_database(real_transactions: None) -> None:
    alice, charlie = make_user("alice@example.org"), make_user("charlie@example.org")
    contact = make_contact(alice)

    with pytest.raises(IntegrityError, match="contacts_emailaddress_contact_owner_fk"), acting_as(charlie):
        EmailAddress.objects.create(owner=charlie, contact_id=contact.pk, address="x@example.org")


def test_a_request_of_one_user_sees_nothing_of_another(alice_client: Client, charlie: User) -> None:
    contact = make_contact(charlie, "Tomasz Bielak")

    assert alice_client.get(f"/contacts/{contact.pk}/").status_code == 404
    assert "Tomasz" not in alice_client.get("/contacts/").content.decode()


def test_the_tests_and_the_application_run_as_the_restricted_role(db: None) -> None:
    refuse_powerful_role()
    assert _rows("SELECT current_user, session_user <> current_user") == [("netzwerk_app", True)]


def test_the_application_refuses_to_start_as_table_owner(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        try:
            with pytest.raises(ImproperlyConfigured, match="DATABASE_ROLE"):
                refuse_powerful_role()
        finally:
            cursor.execute("SET LOCAL ROLE netzwerk_app")


def test_the_application_role_may_change_rows_and_nothing_else(db: None) -> None:
    for statement in ("TRUNCATE contacts_contact", "ALTER TABLE contacts_contact DISABLE ROW LEVEL SECURITY"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            _rows(statement)


def test_owners_who_have_such_rows_are_found_in_few_round_trips(
    alice: User, charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walls, "AT_ONCE", 2)
    bare = make_user("bare@example.org")
    make_contact(alice, "Miriam")
    make_contact(charlie, "Tomasz")

    with CaptureQueriesContext(connection) as asked:
        found = list(owners_with([alice, bare, charlie], Contact.objects.for_user))

    assert found == [alice, charlie]
    assert sum("contacts_contact" in query["sql"] for query in asked) == 2
    with acting_as(alice):
        tomasz = owners_with([alice, charlie], lambda owner: Contact.objects.for_user(owner).filter(name="Tomasz"))
        assert list(tomasz) == [charlie]
        assert list(Contact.objects.values_list("name", flat=True)) == ["Miriam"]


def test_every_owned_table_is_listed() -> None:
    assert {"contacts_contact", "core_draft", "goals_goal"} <= {model._meta.db_table for model in owned_models()}
