"""Which rows belong to a network, for two that turn out to be one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from django.utils.translation import ngettext

from networks.belongings import both_members
from networks.models import (
    Check,
    Event,
    GivingIdea,
    Look,
    Membership,
    Mention,
    Network,
    NetworkExchange,
    NetworkLink,
    NetworkMember,
    NetworkMerge,
    NetworkMoment,
    StageMove,
)
from netzwerk.core.belonging import Belonging, Columns
from netzwerk.core.folding import fold

OF_NETWORK = ("network",)


def _members(count: int) -> str:
    return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}


def _moments(count: int) -> str:
    return ngettext("%(count)s moment", "%(count)s moments", count) % {"count": count}


def _exchanges(count: int) -> str:
    return ngettext("%(count)s given or received", "%(count)s given or received", count) % {"count": count}


def _checks(count: int) -> str:
    return ngettext("%(count)s check", "%(count)s checks", count) % {"count": count}


def _ideas(count: int) -> str:
    return ngettext("%(count)s idea of what to give", "%(count)s ideas of what to give", count) % {"count": count}


def _memberships(count: int) -> str:
    return ngettext("%(count)s membership of yours", "%(count)s memberships of yours", count) % {"count": count}


def _events(count: int) -> str:
    return ngettext("%(count)s meeting", "%(count)s meetings", count) % {"count": count}


def _links(count: int) -> str:
    return ngettext("%(count)s link", "%(count)s links", count) % {"count": count}


def _mentions(count: int) -> str:
    return ngettext("named %(count)s time", "named %(count)s times", count) % {"count": count}


def _is_current(row: Columns) -> bool:
    return row["left_on"] is None


def _same_link(row: Columns) -> Hashable:
    return str(row["url"]).rstrip("/").casefold()


def _same_idea(row: Columns) -> Hashable:
    # One that was taken away says nothing any more.
    return None if row["deleted_at"] else fold(row["text"])


NETWORK_BELONGINGS: tuple[Belonging, ...] = (
    Belonging(
        model=NetworkMember,
        fields=OF_NETWORK,
        words=_members,
        reads=("role", "since_year", "until_year", "is_wished"),
        combine=both_members,
    ),
    Belonging(model=NetworkMoment, fields=OF_NETWORK, words=_moments),
    Belonging(model=NetworkExchange, fields=OF_NETWORK, words=_exchanges),
    Belonging(model=Check, fields=OF_NETWORK, words=_checks),
    Belonging(
        model=GivingIdea,
        fields=OF_NETWORK,
        words=_ideas,
        reads=("text", "deleted_at"),
        same=_same_idea,
        order="position",
    ),
    # One can be a member once at a time: of two current memberships the survivor's holds.
    Belonging(model=Membership, fields=OF_NETWORK, words=_memberships, reads=("left_on",), is_ruled=_is_current),
    Belonging(model=Event, fields=OF_NETWORK, words=_events),
    Belonging(model=NetworkLink, fields=OF_NETWORK, words=_links, reads=("url",), same=_same_link, order="position"),
    Belonging(model=Mention, fields=OF_NETWORK, words=_mentions),
    Belonging(model=Look, fields=OF_NETWORK),
    Belonging(model=StageMove, fields=OF_NETWORK),
    # Records of what was done to one of the two.
    Belonging(model=NetworkMerge, fields=("survivor", "absorbed"), is_moved=False),
    Belonging(model=Network, fields=("merged_into",), is_moved=False),
)


def moving_rows() -> Iterator[Belonging]:
    """Yield what moves when two networks become one."""
    return (belonging for belonging in NETWORK_BELONGINGS if belonging.is_moved)
