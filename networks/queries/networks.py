"""Networks by name, narrowed; and others of the same name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.models import fold_name
from networks.models import Network
from networks.models.network import NetworkQuerySet
from netzwerk.core.keyset import behind


def networks_of(owner: User, filters: dict[str, Any]) -> NetworkQuerySet:
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


def namesake_of(owner: User, name: str, *, but: Network | None = None) -> Network | None:
    """Return another present network of that name."""
    found = Network.objects.for_user(owner).present().filter(folded_name=fold_name(name))
    return (found.exclude(pk=but.pk) if but else found).first()
