"""One picture of the database for as long as an export reads, while what it notes of itself is committed beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, connections, transaction

from accounts.models import User
from netzwerk.core.walls import acting_as

Interrupt = Callable[[Callable[[], None]], None]


@contextmanager
def one_picture(owner: User) -> Iterator[Interrupt]:
    """Act as the owner in a transaction that reads the database as it is now, whatever others commit meanwhile.

    Yields a function that runs another one in a transaction of its own, by a second connection, and waits for it.
    Inside a transaction of the caller there is no second one: then both see what the caller's transaction sees.
    """
    if connection.in_atomic_block:
        with acting_as(owner):
            yield lambda note: note()
        return
    with ThreadPoolExecutor(max_workers=1) as beside:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    # Must be the first word of a transaction.
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                with acting_as(owner):
                    yield lambda note: beside.submit(note).result()
        finally:
            beside.submit(connections.close_all).result()
