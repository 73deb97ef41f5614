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
    for imported, state in database.ask(
        "SELECT id, state FROM transfer_import WHERE owner_id = %s AND state IN ('ready', 'done')", [user_id]
    ):
        yield f"import-{state}", f"/import/{imported}/"
        if state == "ready":
            yield "import-differs", f"/import/{imported}/?show=differs"
            yield "import-tag-refused", (f"/import/{imported}/accept/", {"tag_name": "x" * 61})
    for (row,) in database.ask(
        "SELECT id FROM transfer_importrow WHERE owner_id = %s AND finding = 'broken' LIMIT 1", [user_id]
    ):
        yield "import-row", f"/import/rows/{row}/"


def _columns(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the question what the columns of a table mean, and an answer by which nobody is anybody."""
    for (imported,) in database.ask(
        "SELECT id FROM transfer_import WHERE owner_id = %s AND state = 'asking'", [user_id]
    ):
        yield "columns", f"/import/{imported}/columns/0/"
        yield "columns-refused", (f"/import/{imported}/columns/0/", {"has_header": "on", "column_0": "note"})


def _exports(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the page of exports, and one that is ready."""
    yield "export", "/export/"
    yield "export-refused", ("/export/new/", {"whom": "all"})
    yield "export-choose", ("/export/new/", {"all": "1", "query": ""})
    for (export,) in database.ask("SELECT id FROM transfer_export WHERE owner_id = %s LIMIT 1", [user_id]):
        yield "export-ready", f"/export/{export}/"


def _restores(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the page where an export comes back, refused once."""
    yield "restore", "/restore/"
    yield "restore-refused", ("/restore/new/", {})


def _rights(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield data protection, the report about a person, what asks before it is final, and who was untouched."""
    yield "data-protection", "/data-protection/"
    yield "untouched", "/data-protection/untouched/"
    yield "untouched-refused", ("/data-protection/untouched/decide/", {"do": "erase"})
    for (contact,) in database.ask(
        "SELECT contact_id FROM contacts_participation WHERE owner_id = %s GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
        [user_id],
    ):
        for page in ("report", "erase", "anonymise"):
            yield f"person-{page}", f"/data-protection/{page}/{contact}/"
