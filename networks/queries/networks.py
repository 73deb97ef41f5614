"""Networks by name, narrowed; and others of the same name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from contacts.models import fold_name
from networks.models import Network
from networks.models.network import NetworkQuerySet
from netzwerk.core.keyset import behind

MOST_NAMES = 300


def narrowed_networks(owner: User, filters: dict[str, Any]) -> NetworkQuerySet:
    """Return present networks by name that these filters leave: q, stage, kind, sphere, active."""
    found = Network.objects.for_user(owner).present().defer("note").by_name()
    if filters.get("active"):
        found = found.active()
    for word in fold_name(filters.get("q", "")).split():
        found = found.filter(folded_name__contains=word)
    return found.filter(**{name: filters[name] for name in ("stage", "kind", "sphere") if filters.get(name)})


def page_behind(owner: User, networks: NetworkQuerySet, after: UUID | None) -> NetworkQuerySet:
    """Return the networks behind one of the user's in this order; all of them where there is no such one."""
    last = Network.objects.for_user(owner).filter(pk=after).first() if after else None
    return networks.filter(behind(("folded_name", last.folded_name), ("id", last.pk))) if last else networks


def namesakes_of(owner: User, name: str, *, but: Network | None = None) -> NetworkQuerySet:
    """Return other present networks of that name, however it is spelled."""
    found = Network.objects.for_user(owner).present().filter(folded_name=fold_name(name))
    return (found.exclude(pk=but.pk) if but else found).defer("note").order_by("id")


def networks_named(owner: User, text: str, *, but: Network, limit: int = 20) -> list[Network]:
    """Return other networks with this text in their name or place, by name; one query."""
    said = Q(folded_name__contains=fold_name(text)) | Q(place__icontains=text)
    others = Network.objects.for_user(owner).present().filter(said).exclude(pk=but.pk)
    return list(others.defer("note").by_name()[:limit])


def known_names(owner: User) -> list[str]:
    """Return the names of the user's networks, for fields that offer them; one query."""
    return list(Network.objects.for_user(owner).present().by_name().values_list("name", flat=True)[:MOST_NAMES])
