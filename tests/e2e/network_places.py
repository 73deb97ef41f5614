"""The pages of networks, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database


def network_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of networks, with rows of this user where one is needed."""
    for part in (_board, _people, _merging, _fits, _checks, _memberships, _events, _research):
        yield from part(database, user_id)


def _board(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the board, the list, and the forms of a network."""
    yield "networks", "/networks/"
    yield "network-new", "/networks/new/"
    yield "network-new-refused", ("/networks/new/", {"name": ""})


def _people(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield members, and moments and exchanges in a network."""
    yield from ()


def _merging(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the pages of two networks that are one."""
    yield from ()


def _fits(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the comparison, the weights, and how the score works."""
    yield from ()


def _checks(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the check wizard, and earlier checks."""
    yield from ()


def _memberships(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield memberships, the yearly question, leaving, and the balance."""
    yield "networks-balance", "/networks/balance/"
    yield "networks-balance-refused", ("/networks/balance/", {"amount": "-5", "currency": "E"})
    sql = "SELECT id, network_id FROM networks_membership WHERE owner_id = %s AND left_on IS NULL LIMIT 1"
    for membership, network in database.ask(sql, [user_id]):
        here, of_network = f"/networks/memberships/{membership}/", f"/networks/{network}/"
        yield "membership", here
        yield "membership-review", f"{here}review/"
        yield "membership-review-refused", (f"{here}review/", {"decision": "give_more"})
        yield "membership-edit", f"{of_network}membership/"
        yield "membership-edit-refused", (f"{of_network}membership/", {"since": "soon", "term": "own"})
        yield "membership-leave", f"{of_network}leave/"
        yield "membership-leave-refused", (f"{of_network}leave/", {"left_on": ""})
        for fact in ("moments", "people", "given", "helpful"):
            yield f"network-brought-{fact}", f"{of_network}brought/{fact}/"


def _events(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield meetings, their sheet to prepare, and whom one met."""
    yield from ()


def _research(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the research for a goal."""
    yield from ()
