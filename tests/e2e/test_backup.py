"""A backup of the running site comes back in an empty database and an empty folder: all rows, all files, a log-in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect
from psycopg import sql

from netzwerk.core.backup.manifest import Manifest
from netzwerk.core.backup.packing import Packer, chunks_of, new_file, opened
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.seeds import seed
from tests.e2e.visitors import give_password, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "ulrike@example.org"
# Log-ins are no part of a backup.
LEFT_OUT = {"django_session", "usersessions_usersession"}


@dataclass
class Site:
    """A database and a folder for files."""

    environment: dict[str, str]
    folder: Path

    def manage(self, *arguments: str) -> None:
        """Run a command of manage.py as an operator would."""
        done = self._run(*arguments)
        assert done.returncode == 0, done.stderr

    def fail(self, *arguments: str) -> str:
        """Run one that is refused, and return what it says."""
        done = self._run(*arguments)
        assert done.returncode == 1
        return done.stderr

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        database = Database(self.environment["DATABASE_URL"])
        tables = database.ask(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        with psycopg.connect(database.url) as connection:
            count = sql.SQL("SELECT count(*) FROM {}")
            return {
                table: (connection.execute(count.format(sql.Identifier(table))).fetchone() or (0,))[0]
                for (table,) in tables
            }

    def files(self) -> dict[str, bytes]:
        """Return all files of users."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for place in ("media", "photos")
            for path in (self.folder / place).rglob("*")
            if path.is_file()
        }


@pytest.fixture
def second(stack: Stack, tmp_path: Path) -> Iterator[Site]:
    """Another database without a table, and an empty folder."""
    database = Database(stack.environment["DATABASE_URL"])
    database.ask("CREATE DATABASE second")
    url = stack.environment["DATABASE_URL"].rpartition("/")[0] + "/second"
    folder = tmp_path / "second"
    folder.mkdir(mode=0o700)
    yield Site({**stack.environment, "DATABASE_URL": url, "DATA_DIR": str(folder)}, folder)
    database.ask("DROP DATABASE second WITH (FORCE)")


def with_wrong_counts(backup: Path, target: Path) -> Path:
    """Write a backup again that claims one more account than it holds, with digests that are right."""
    with opened(backup) as found, new_file(target) as file:
        packer, old = Packer(file, 0), found.manifest
        for part in old.parts:
            packer.add(part.name, chunks_of(found.part(part.name)))
        rows = {**old.rows, "accounts_user": old.rows["accounts_user"] + 1}
        packer.close(
            Manifest(old.made_at, old.product, old.postgres, old.migrations, rows, old.key, list(packer.parts))
        )
    return target


def log_in(browser: Browser, site: Stack) -> None:
    """Log in with the address and password of then, and look at the person of then."""
    context = browser.new_context(base_url=site.base_url, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    give_password(page, ADDRESS)
    page.wait_for_url("**/")
    page.goto("/contacts/?q=Anna+Berg")
    page.get_by_role("link", name="Anna Berg").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna Berg")
    image = page.locator("main img[src*='photo']").first
    expect(image).to_be_visible()
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")
    context.close()


@pytest.fixture
def first(page: Page, browser: Browser, mails: Mails, stack: Stack, database: Database) -> Site:
    """The site that runs, with the sample account, and one of somebody with a photo and an import."""
    visitor = browser.new_context(base_url=stack.base_url, locale="en-GB", reduced_motion="reduce").new_page()
    visitor.goto("/")
    visitor.locator("form[action='/settings/sample/'] button").click()
    expect(visitor.locator(".add > summary").first).to_be_visible()
    visitor.context.close()
    sign_up(page, mails, ADDRESS)
    seed(stack, "files-of", str(database.count("SELECT id FROM accounts_user WHERE email = %s", [ADDRESS])))
    return Site(stack.environment, stack.folder)


def check_rows(before: dict[str, int], after: dict[str, int], found: dict[str, int], backup: Path) -> None:
    """Compare all counts: with those that the backup took in one instant, and with the site's, where it stood still."""
    with opened(backup) as file:
        assert found == file.manifest.rows
    assert found["contacts_contact"] > 20
    # The machinery of the running site goes on writing jobs and signs of life.
    still = {table for table, count in before.items() if after[table] == count} - LEFT_OUT
    assert {table: found[table] for table in still} == {table: before[table] for table in still}
    assert len(still) > len(before) - 5


def run_and_log_in(browser: Browser, site: Site, folder: Path) -> None:
    """Run the application on what was restored."""
    settings = {name: site.environment[name] for name in ("DATABASE_URL", "SECRET_KEY")}
    folder.mkdir()
    for place in ("media", "photos"):
        (folder / place).symlink_to(site.folder / place)
    running = Stack(folder, {**settings, "PORT": str(free_port())}, is_throwaway=True)
    try:
        running.start()
        log_in(browser, running)
    finally:
        running.stop()


def check_refusals(site: Site, backup: Path, wrong: Path) -> None:
    """Nothing of what is there goes without a word, by a wrong backup, or under the feet of somebody."""
    accounts = site.counts()["accounts_user"]
    assert "add --replace" in site.fail("restore_backup", str(backup))
    said = site.fail("restore_backup", "--replace", str(with_wrong_counts(backup, wrong)))
    assert "accounts_user has not as many rows as the backup says" in said
    with psycopg.connect(site.environment["DATABASE_URL"]) as somebody:
        somebody.execute("SELECT 1 FROM accounts_user")
        said = site.fail("restore_backup", "--replace", str(backup))
    assert "The database is in use. Stop web, worker and beat first" in said
    assert site.counts()["accounts_user"] == accounts


def test_everything_comes_back_elsewhere(first: Site, second: Site, browser: Browser, tmp_path: Path) -> None:
    before = first.counts()
    first.manage("backup", str(tmp_path))
    after = first.counts()
    backup = next(tmp_path.glob("netzwerk-*.tar"))
    assert backup.stat().st_mode & 0o777 == 0o600

    second.manage("restore_backup", str(backup))

    counts = second.counts()
    check_rows(before, after, counts, backup)
    assert second.files() == first.files()
    assert len(second.files()) >= 2
    assert all(path.stat().st_mode & 0o77 == 0 for path in second.folder.rglob("*"))
    run_and_log_in(browser, second, tmp_path / "other")
    check_refusals(second, backup, tmp_path / "wrong.tar")
    second.manage("restore_backup", "--replace", str(backup))
    assert second.counts() == counts
