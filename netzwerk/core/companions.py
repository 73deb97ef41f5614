"""What stands beside a lower app's row because an upper app knows where it belongs: a moment in a network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from netzwerk.core.registry import Registry

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Companion:
    """Something of an upper app's that a row belongs to: what it is called, where it leads, and its icon."""

    title: str
    url: str
    icon: str


# Called once a page with the ids of its rows; asks a fixed number of queries.
CompanionSource = Callable[["User", Collection[UUID]], Mapping[UUID, Companion]]

moment_companions: Registry[CompanionSource] = Registry()
exchange_companions: Registry[CompanionSource] = Registry()
# What holds for exchanges that may be shown: one with something that lies in the bin may not.
exchange_conditions: Registry[Callable[[User], Q]] = Registry()


def companions_of(sources: Registry[CompanionSource], user: User, ids: Collection[UUID]) -> dict[UUID, list[Companion]]:
    """Return what each of these rows belongs to, in the order of the apps; nothing is asked where there are no rows."""
    found: dict[UUID, list[Companion]] = {pk: [] for pk in ids}
    for source in sources if ids else ():
        for pk, companion in source(user, ids).items():
            found[pk].append(companion)
    return found
