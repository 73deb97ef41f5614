"""One entry of a calendar feed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.urls import reverse

# So many of a kind at most; nobody keeps more people by hand.
MOST = 10_000
_NOBODY = UUID(int=0)


class Entry(NamedTuple):
    """Something on a day: its `key` stays the same, whenever the feed is read and whatever address it has."""

    key: str
    on: date
    summary: str
    url: str
    description: str = ""


def addresses(url_name: str) -> Callable[[UUID], str]:
    """Return what gives the full address of a page for each id: resolving each takes longer than all the rest."""
    before, after = (settings.BASE_URL + reverse(url_name, args=[_NOBODY])).split(str(_NOBODY))
    return lambda pk: f"{before}{pk}{after}"
