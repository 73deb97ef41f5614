"""How the database goes about a query: for tests that it does so by an index."""

from __future__ import annotations

from django.conf import settings
from django.db import connection


def plan_of(sql: str) -> str:
    """Return how the database would go about it, were the table large.

    A small one that nobody has analysed would be read whole or sorted, which says nothing about a large one.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def analyse(table: str) -> None:
    """Let the planner know how many rows there are, as the table's owner, who alone may."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(f'ANALYZE "{table}"')
        cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_ROLE}"')


def plan_left_alone(sql: str) -> str:
    """Return how the database goes about it, the planner left to itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())
