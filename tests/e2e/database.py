"""Looking into the running stack's database as its owner, past the walls: for what no page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import psycopg


class Database:
    """One question at a time, each in a connection of its own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, sql: LiteralString, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows, if it has any."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    def count(self, sql: LiteralString, values: Sequence[object] = ()) -> int:
        """Return the one number that a statement asks for."""
        return int(self.ask(sql, values)[0][0])
