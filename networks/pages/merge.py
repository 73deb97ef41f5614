"""What a merge of two networks would do, before it is done: fields to choose from, and what comes along."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from contacts.pages.merge import Row, row_of
from contacts.rules.links import link_name
from contacts.services.moving import rows_of
from networks.labels import STAGE_ICONS
from networks.models import Membership, Network
from networks.services.network_rows import moving_rows
from networks.words.merging import GROUPS
from networks.words.money import fee_words
from networks.words.stages import kind_words


@dataclass(frozen=True, slots=True)
class Side:
    """One of two networks that may be one."""

    network: Network
    subtitle: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What differs, what comes along, and whether each of the two has a current membership."""

    rows: list[Row]
    comes_along: list[str]
    has_two_memberships: bool


def side_of(network: Network) -> Side:
    """Return how a network is shown; asks nothing of the database."""
    lines = [(STAGE_ICONS[network.stage], str(network.get_stage_display()))]
    if network.url:
        lines.append(("link-45deg", link_name(network.url).text))
    if fee := fee_words(network):
        lines.append(("receipt", fee))
    return Side(network, kind_words(network), lines)


def preferred_survivor(one: Network, other: Network) -> Network:
    """Return which of two should stay: where the user spends time; what more is known of; the older entry."""
    return max((one, other), key=lambda each: (each.is_active, _filled(each), -each.created_at.timestamp()))


def preview_of(user: User, survivor: Network, absorbed: Network) -> Preview:
    """Return what differs and what moves; the number of queries does not depend on how much."""
    rows = [row for group in GROUPS if (row := row_of(group, survivor, absorbed))]
    current = Membership.objects.for_user(user).filter(network__in=[survivor, absorbed], left_on=None)
    return Preview(rows, _along(user, absorbed), current.count() > 1)


def _filled(network: Network) -> int:
    return sum(bool(group.words(network)) for group in GROUPS)


def _along(user: User, absorbed: Network) -> list[str]:
    words = []
    for belonging in moving_rows():
        if belonging.words is None:
            continue
        count = rows_of(user, belonging, absorbed.pk).count()
        if count:
            words.append(belonging.words(count))
    return words
