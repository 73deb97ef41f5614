"""Migration operations that build the walls in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POLICY = "owner_id = (select nullif(current_setting('netzwerk.owner', true), '')::bigint)"


class ProtectOwned(Operation):
    """Wall off one owned table, and tie each of its links to the same owner.

    Enables row-level security with the owner's policy, makes (owner_id, id) a key that links can point at, and adds
    for every field in `links` a deferrable composite foreign key, so that no row can point at somebody else's.
    With `only_links=True` just the foreign keys are added: for a field that a later migration brings. Rows without an
    id of their own (`has_id=False`) are nothing that links can point at.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str, links: Sequence[str] = (), only_links: bool = False, has_id: bool = True) -> None:
        self.model = model
        self.links = list(links)
        self.only_links = only_links
        self.has_id = has_id

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: the walls are no part of Django's picture of a model."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Build the wall."""
        model = to_state.apps.get_model(app_label, self.model)
        table = model._meta.db_table
        if not self.only_links:
            if self.has_id:
                schema_editor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_owner_key" UNIQUE (owner_id, id)')
            schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            schema_editor.execute(f'CREATE POLICY owner_only ON "{table}" USING ({POLICY}) WITH CHECK ({POLICY})')
        for name in self.links:
            schema_editor.execute(self._link(model, name))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the wall down again."""
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        for name in self.links:
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_{name}_owner_fk"')
        if not self.only_links:
            schema_editor.execute(f'DROP POLICY owner_only ON "{table}"')
            schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
            if self.has_id:
                schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_owner_key"')

    def describe(self) -> str:
        """Return the line that `migrate` and `sqlmigrate` print."""
        return f"Protect {self.model} by its owner"

    def _link(self, model: Any, name: str) -> str:
        table = model._meta.db_table
        field = model._meta.get_field(name)
        target = field.related_model._meta.db_table
        return (
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{name}_owner_fk" FOREIGN KEY (owner_id, "{field.column}") '
            f'REFERENCES "{target}" (owner_id, id) DEFERRABLE INITIALLY DEFERRED'
        )
