"""The pages of transfer, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database


def transfer_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of transfer, with rows of this user where one is needed."""
    for part in (_imports, _columns, _exports, _restores, _rights):
        yield from part(database, user_id)


def _imports(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the page where files are dropped, and an import in each state that has a page of its own."""
    yield "import", "/import/"
    yield "import-refused", ("/import/new/", {"origin": "studies"})
    for (imported,) in database.ask("SELECT id FROM transfer_import WHERE owner_id = %s", [user_id]):
        yield "import-done", f"/import/{imported}/"


def _columns(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the question what the columns of a table mean."""
    yield from ()


def _exports(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the page of exports, and one that is ready."""
    yield from ()


def _restores(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what a restore would do."""
    yield from ()


def _rights(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield data protection, the report about a person, and who was untouched for years."""
    yield from ()
