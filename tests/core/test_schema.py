"""The database itself is asked whether every wall stands: a new table or link without one fails here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from netzwerk.core.operations import POLICY, ProtectOwned
from netzwerk.core.owned import Owned, owned_models
from netzwerk.core.walls import EXEMPT_TABLES


def _rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def links() -> Iterator[tuple[type[Owned], models.ForeignKey[Any, Any]]]:
    """Yield every foreign key from an owned model to an owned model."""
    for model in owned_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Owned):
                yield model, field


def unprotected_tables() -> set[str]:
    """Return tables that are neither exempt nor behind the owner's policy."""
    rows = _rows("""
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT EXISTS (
            SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname AND c.relrowsecurity
            AND p.cmd = 'ALL' AND p.permissive = 'PERMISSIVE' AND p.qual = p.with_check
            AND p.qual LIKE '%%owner_id = ( SELECT %%netzwerk.owner%%')""")
    return {row[0] for row in rows} - set(EXEMPT_TABLES)


def unprotected_links() -> list[str]:
    """Return links without a deferrable composite key (owner_id, link) to (owner_id, id)."""
    found = {
        row[0]: row[1:]
        for row in _rows("""
            SELECT conrelid::regclass || '.' || (SELECT attname FROM pg_attribute
                       WHERE attrelid = conrelid AND attnum = conkey[2]),
                   confrelid::regclass::text, condeferrable, condeferred,
                   (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
                    WHERE attrelid = confrelid AND attnum = ANY (confkey)),
                   (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1])
            FROM pg_constraint WHERE contype = 'f' AND array_length(conkey, 1) = 2""")
    }
    wanted = {f"{m._meta.db_table}.{f.column}": (f.related_model._meta.db_table, True, True) for m, f in links()}
    return [
        name
        for name, target in wanted.items()
        if name not in found or found[name][:3] != target or set(found[name][3]) != {"owner_id", "id"}
        or found[name][4] != "owner_id"
    ]  # fmt: skip


def test_every_table_is_behind_the_owners_policy_or_listed_as_exempt(db: None) -> None:
    assert unprotected_tables() == set()
    tables = {row[0] for row in _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert set(EXEMPT_TABLES) <= tables, "an exempt table that does not exist"


def test_every_model_with_an_owner_is_an_owned_model() -> None:
    exempt = set(EXEMPT_TABLES)
    for model in apps.get_models():
        assert issubclass(model, Owned) != (model._meta.db_table in exempt), model


def test_no_owned_model_has_an_automatic_many_to_many_table() -> None:
    assert [model for model in owned_models() if model._meta.local_many_to_many] == []


def test_every_link_is_a_composite_key_to_a_row_of_the_same_owner(db: None) -> None:
    assert list(links())
    assert unprotected_links() == []


def test_every_link_has_an_index_that_starts_with_owner_and_link(db: None) -> None:
    indexed = {
        (row[0], row[1])
        for row in _rows("""
            SELECT indrelid::regclass::text, (SELECT array_agg(attname::text ORDER BY position) FROM
                   unnest(indkey[0:1]::int[]) WITH ORDINALITY AS k(number, position)
                   JOIN pg_attribute ON attrelid = indrelid AND attnum = number)::text FROM pg_index
            WHERE indpred IS NULL""")
    }
    missing = []
    for model, field in links():
        table = model._meta.db_table
        if not any(name == table and columns == f"{{owner_id,{field.column}}}" for name, columns in indexed):
            missing.append(f"{table}.{field.column}")
    assert missing == []


def test_every_unique_constraint_starts_with_the_owner(db: None) -> None:
    tables = [model._meta.db_table for model in owned_models()]
    rows = _rows(
        """
        SELECT indexrelid::regclass::text FROM pg_index
        WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text = ANY (%s)
        AND (SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[0]) <> 'owner_id'""",
        tables,
    )
    assert rows == []


def test_the_operation_protects_a_new_table_and_takes_it_back(db: None) -> None:
    """Build a table as a migration would, see the tests above catch it bare, protect it, and undo that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
        assert cursor.fetchone() == (False,), "the application's role makes no tables"
    state = ProjectState.from_apps(apps)
    with connection.schema_editor(collect_sql=True) as editor:
        ProtectOwned("emailaddress", links=["contact"]).database_forwards("contacts", editor, state, state)
    sql = "\n".join(editor.collected_sql)
    assert "ENABLE ROW LEVEL SECURITY" in sql
    assert POLICY in sql
    assert "DEFERRABLE INITIALLY DEFERRED" in sql


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    """Take off the restricted role inside this test's transaction, to change the schema and roll it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield
        cursor.execute("SET LOCAL ROLE netzwerk_app")


def test_a_new_owned_table_without_policy_is_caught(as_owner: None) -> None:
    _execute("CREATE TABLE contacts_forgotten (id uuid PRIMARY KEY, owner_id bigint NOT NULL)")
    assert unprotected_tables() == {"contacts_forgotten"}


def test_a_policy_that_lets_everybody_in_is_caught(as_owner: None) -> None:
    _execute("DROP POLICY owner_only ON contacts_moment")
    _execute("CREATE POLICY owner_only ON contacts_moment USING (true) WITH CHECK (true)")
    assert unprotected_tables() == {"contacts_moment"}


def test_a_link_without_its_composite_key_is_caught(as_owner: None) -> None:
    _execute("ALTER TABLE contacts_position DROP CONSTRAINT contacts_position_contact_owner_fk")
    assert unprotected_links() == ["contacts_position.contact_id"]


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
