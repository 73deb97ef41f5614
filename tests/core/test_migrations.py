"""Migrations leave the version before at work: they add, and take away only what no released version uses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django_migration_linter import MigrationLinter

OURS = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
# The last migrations of the release before: whoever runs it sees the tables of the next one before its code. At each
# release they move on. What is older was made for empty tables.
RELEASED = {
    "core": "0002_initial", "accounts": "0001_initial", "contacts": "0001_initial", "goals": "0001_initial",
    "networks": "0001_initial", "matching": "0001_initial", "reminders": "0001_initial", "transfer": "0001_initial",
}  # fmt: skip
# An index or a link that goes: what it kept is kept by the walls' own, and it was dropped within milliseconds.
ALLOWED_WARNINGS = {("contacts", "0002_parts"): {"DROP_INDEX"}, ("transfer", "0002_parts"): {"DROP_INDEX"}}


class Linter(MigrationLinter):
    """Writes nothing, and remembers what it found."""

    found: dict[tuple[str, str], set[str]]

    def lint_migration(self, migration: Any) -> None:
        """Look through one migration."""
        self.here = (migration.app_label, migration.name)
        self.found.setdefault(self.here, set())
        super().lint_migration(migration)

    def print_errors(self, errors: list[Any]) -> None:
        """Note errors."""
        self.found[self.here] |= {issue.code for issue in errors}

    def print_warnings(self, warnings: list[Any]) -> None:
        """Note warnings."""
        self.found[self.here] |= {issue.code for issue in warnings}


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.fixture
def before(loader: MigrationLoader) -> ProjectState:
    """The models as the version before knows them."""
    return loader.project_state([(app, name) for app, name in RELEASED.items()])


def later(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Return the migrations of ours that came after the release."""
    old = {key for app, name in RELEASED.items() for key in loader.graph.forwards_plan((app, name))}
    return sorted(key for key in loader.graph.nodes if key[0] in RELEASED and key not in old)


def test_every_app_with_migrations_has_its_release(loader: MigrationLoader) -> None:
    assert {app for app, _name in loader.graph.nodes if app in OURS} == RELEASED.keys()


def test_no_migration_since_the_release_breaks_the_version_before(db: None, loader: MigrationLoader) -> None:
    linter = Linter(no_cache=True, no_output=True, include_apps=sorted(RELEASED))
    linter.found = {}
    for key in later(loader):
        linter.lint_migration(loader.graph.nodes[key])
    assert linter.found.keys() == set(later(loader))
    wrong = {key: codes - ALLOWED_WARNINGS.get(key, set()) for key, codes in linter.found.items()}
    assert {key: codes for key, codes in wrong.items() if codes} == {}


def columns_of(table: str) -> dict[str, bool]:
    """Return the columns of a table, and of each whether a row may leave it out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, is_nullable = 'YES' OR column_default IS NOT NULL OR is_generated = 'ALWAYS' "
            "OR is_identity = 'YES' FROM information_schema.columns WHERE table_name = %s",
            [table],
        )
        return dict(cursor.fetchall())


def old_tables(before: ProjectState) -> Iterator[tuple[str, set[str]]]:
    """Yield the tables and columns that the version before knows."""
    for model in before.apps.get_models(include_auto_created=True):
        if model._meta.app_label in RELEASED:
            yield model._meta.db_table, {field.column for field in model._meta.local_concrete_fields if field.column}


def test_the_version_before_finds_its_columns_and_may_leave_out_the_new_ones(db: None, before: ProjectState) -> None:
    tables = dict(old_tables(before))
    assert len(tables) > 30
    for table, known in tables.items():
        there = columns_of(table)
        assert known <= there.keys(), f"{table} lost {known - there.keys()}"
        needed = {column for column, may_be_left_out in there.items() if not may_be_left_out}
        assert needed <= known, f"{table} wants {needed - known}, which the version before does not give"


def test_no_new_rule_refuses_what_the_version_before_writes(before: ProjectState, loader: MigrationLoader) -> None:
    now = loader.project_state()
    for key, model in before.models.items():
        if key[0] in RELEASED and key in now.models:
            assert rules_of(now.models[key].options) <= rules_of(model.options), key


def rules_of(options: dict[str, Any]) -> set[str]:
    """Return the names of the constraints of a model."""
    return {constraint.name for constraint in options.get("constraints", ())}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('ALTER TABLE "contacts_contact" DROP COLUMN "name" CASCADE;', "DROP_COLUMN"),
        ('ALTER TABLE "contacts_contact" RENAME COLUMN "name" TO "title";', "RENAME_COLUMN"),
        ('ALTER TABLE "contacts_contact" ADD COLUMN "x" integer NOT NULL;', "NOT_NULL"),
        ('CREATE INDEX "i" ON "contacts_contact" ("name");', "CREATE_INDEX"),
        ('DROP TABLE "contacts_contact" CASCADE;', "DROP_TABLE"),
    ],
)
def test_what_would_break_it_is_found(db: None, monkeypatch: pytest.MonkeyPatch, statement: str, code: str) -> None:
    linter = Linter(no_cache=True, no_output=True)
    linter.found = {}
    monkeypatch.setattr(linter, "get_sql", lambda *_names: ["BEGIN;", statement, "COMMIT;"])
    linter.lint_migration(linter.migration_loader.graph.nodes["contacts", "0001_initial"])
    assert code in linter.found["contacts", "0001_initial"]


def test_models_of_the_version_before_can_be_asked(db: None, before: ProjectState) -> None:
    for model in before.apps.get_models():
        if model._meta.app_label in RELEASED and isinstance(model._meta.pk, models.Field):
            assert len(model._base_manager.all()[:1]) <= 1


def test_a_migration_waits_for_no_lock_for_long(real_transactions: None) -> None:
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    own = {**os.environ, "DATABASE_URL": url, "DATABASE_LOCK_SECONDS": "1"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=own, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "Somebody else holds a lock" in done.stderr
    assert subprocess.run(command, cwd=settings.BASE_DIR, env=own, capture_output=True, check=False).returncode == 0
