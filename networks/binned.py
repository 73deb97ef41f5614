"""What of the networks' can lie in the bin: networks with all that belongs to them, single meetings and ideas."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from contacts.wording import day_words, dotted
from networks.models import Event, EventQuerySet, GivingIdea, GivingIdeaQuerySet, Network, NetworkQuerySet
from networks.services.happenings import forget_exchanges
from netzwerk.core.bin import BinKind


class NetworksInBin(BinKind):
    """Networks that were deleted; not those that were merged into another, which undoing the merge brings back."""

    key: ClassVar[str] = "networks"
    icon: ClassVar[str] = "diagram-3"

    def found(self, user: User) -> NetworkQuerySet:
        """Return the networks that were deleted."""
        return Network.objects.for_user(user).filter(deleted_at__isnull=False, merged_into=None)

    def shown(self, user: User) -> NetworkQuerySet:
        """Return them without their notes."""
        return self.found(user).defer("note")

    def due(self, owner: User, before: datetime, *, with_merged: bool) -> NetworkQuerySet:
        """Return those that go; what was merged goes after 30 days, but not when the bin is emptied before."""
        if not with_merged:
            return self.found(owner).filter(deleted_at__lte=before)
        return Network.objects.for_user(owner).filter(deleted_at__lte=before)

    def title(self, thing: Network) -> str:
        """Return the name."""
        return thing.name

    def detail(self, thing: Network) -> str:
        """Return how far one had come with it, and where it is."""
        return dotted(thing.get_stage_display(), thing.place)

    def purge(self, *, owner: User, ids: Collection[UUID]) -> None:
        """Delete networks with whatever was merged into them; moments there stay, and what was with a person."""
        going = Network.objects.for_user(owner).filter(Q(pk__in=ids) | Q(merged_into__in=ids))
        forget_exchanges(owner=owner, networks=list(going.values_list("pk", flat=True)))
        going.delete()


class EventsInBin(BinKind):
    """Meetings that were deleted; those of a network in the bin come back, and go, with it."""

    key: ClassVar[str] = "events"
    icon: ClassVar[str] = "calendar-event"

    def found(self, user: User) -> EventQuerySet:
        """Return the meetings that were deleted, of networks that were not."""
        return Event.objects.for_user(user).filter(deleted_at__isnull=False, network__deleted_at=None)

    def shown(self, user: User) -> EventQuerySet:
        """Return them with their networks."""
        return self.found(user).select_related("network").defer("note", "network__note")

    def due(self, owner: User, before: datetime, *, with_merged: bool) -> EventQuerySet:
        """Return those that go, wherever their network is."""
        del with_merged
        return Event.objects.for_user(owner).filter(deleted_at__lte=before)

    def title(self, thing: Event) -> str:
        """Return what it is called."""
        return thing.title

    def detail(self, thing: Event) -> str:
        """Return of which network it is, and when."""
        return dotted(thing.network.name, day_words(thing.starts_on))


class IdeasInBin(BinKind):
    """Ideas of what to give that were taken away; those of a network in the bin come back, and go, with it."""

    key: ClassVar[str] = "ideas"
    icon: ClassVar[str] = "gift"

    def found(self, user: User) -> GivingIdeaQuerySet:
        """Return the ideas that were taken away, of networks that are there."""
        return GivingIdea.objects.for_user(user).filter(deleted_at__isnull=False, network__deleted_at=None)

    def shown(self, user: User) -> GivingIdeaQuerySet:
        """Return them with their networks."""
        return self.found(user).select_related("network").defer("network__note")

    def due(self, owner: User, before: datetime, *, with_merged: bool) -> GivingIdeaQuerySet:
        """Return those that go, wherever their network is."""
        del with_merged
        return GivingIdea.objects.for_user(owner).filter(deleted_at__lte=before)

    def title(self, thing: GivingIdea) -> str:
        """Return what could be given."""
        return thing.text

    def detail(self, thing: GivingIdea) -> str:
        """Return to which network."""
        return thing.network.name


KINDS = (NetworksInBin(), EventsInBin(), IdeasInBin())
