"""The networks of the board: the newest of each stage, and how many there are."""

from __future__ import annotations

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from networks.models import Network

# So many of a stage fit a column; the list has the rest.
MOST_IN_COLUMN = 30


def networks_on_board(owner: User, most: int = MOST_IN_COLUMN) -> list[Network]:
    """Return the networks that came last to each stage, the newest first; one query."""
    order = [F("staged_on").desc(), F("id").desc()]
    numbered = (
        Network.objects.for_user(owner).present().defer("note")
        .annotate(place_in_stage=Window(RowNumber(), partition_by=[F("stage")], order_by=order))
        .filter(place_in_stage__lte=most)
    )  # fmt: skip
    return list(numbered.order_by("-staged_on", "-id"))


def count_by_stage(owner: User) -> dict[str, int]:
    """Return how many networks are in each stage that has some; one query."""
    found = Network.objects.for_user(owner).present().order_by().values_list("stage")
    return dict(found.annotate(Count("pk")))
