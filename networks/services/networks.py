"""Networks: entered, changed, put into the bin and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from contacts.models import fold_name
from contacts.services.purging import schedule_purge
from networks.models import Network, NetworkLink, Stage, StageMove
from networks.services.details import DocumentLink, NetworkDetails
from networks.services.stages import join, want_an_idea


@transaction.atomic
def create_network(
    *,
    owner: User,
    details: NetworkDetails,
    today: date,
    links: Sequence[DocumentLink] = (),
    stage: str = Stage.IDEA,
    is_confirmed: bool = False,
) -> Network:
    """Return a new network; that it came to its stage today is noted.

    There is no idea yet of what to give it, so one is a member of it only when that is confirmed; else this raises
    `NothingToGiveError`.
    """
    network = Network.objects.create(owner=owner, stage=stage, staged_on=today, **_columns_of(details))
    StageMove.objects.create(owner=owner, network=network, stage=stage, moved_on=today)
    if stage == Stage.MEMBER:
        want_an_idea(network=network, is_confirmed=is_confirmed)
        join(network=network, on=today)
    _set_links(network, links)
    return network


@transaction.atomic
def change_network(*, network: Network, details: NetworkDetails, links: Sequence[DocumentLink]) -> Network:
    """Replace what is known about a network; its stage stays."""
    columns = _columns_of(details)
    for name, value in columns.items():
        setattr(network, name, value)
    network.save(update_fields=list(columns))
    _set_links(network, links)
    return network


@transaction.atomic
def set_sphere(*, network: Network, sphere: str) -> Network:
    """Say what one mostly gets from a network: business, knowledge, social, or nothing said."""
    network.sphere = Network.Sphere(sphere) if sphere else ""
    network.save(update_fields=["sphere"])
    return network


@transaction.atomic
def delete_network(*, network: Network, now: datetime) -> Network:
    """Put a network into the bin, with all that belongs to it; it can be restored for 30 days."""
    network.deleted_at = network.deleted_at or now
    network.save(update_fields=["deleted_at"])
    schedule_purge(owner=network.owner, deleted_at=network.deleted_at)
    return network


@transaction.atomic
def restore_network(*, network: Network) -> Network:
    """Bring a network back as it was."""
    network.deleted_at = None
    network.save(update_fields=["deleted_at"])
    return network


def _columns_of(details: NetworkDetails) -> dict[str, object]:
    return {**asdict(details), "languages": list(details.languages), "folded_name": fold_name(details.name)}


def _set_links(network: Network, links: Sequence[DocumentLink]) -> None:
    NetworkLink.objects.for_user(network.owner).filter(network=network).delete()
    NetworkLink.objects.bulk_create(
        NetworkLink(owner=network.owner, network=network, url=link.url, label=link.label, position=place)
        for place, link in enumerate(links)
    )
