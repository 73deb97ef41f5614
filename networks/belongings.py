"""Which rows of networks belong to a person, for two who turn out to be one."""

from __future__ import annotations

from django.utils.translation import ngettext

from networks.models import Inquiry, Network, NetworkMember, WantedPerson
from netzwerk.core.belonging import Belonging, Columns


def _networks(count: int) -> str:
    return ngettext("%(count)s network", "%(count)s networks", count) % {"count": count}


def _wanted(count: int) -> str:
    return ngettext("wanted at %(count)s meeting", "wanted at %(count)s meetings", count) % {"count": count}


def _inquiries(count: int) -> str:
    return ngettext("%(count)s inquiry", "%(count)s inquiries", count) % {"count": count}


def both_members(kept: Columns, other: Columns) -> Columns:
    """Return what somebody is who is in one network twice: there since the earliest year, wished for if either was.

    They left in the later of two years; where one of the two has not left, they are there still. The words of the role
    are those of the survivor, if there are any.
    """
    since = [row["since_year"] for row in (kept, other) if row["since_year"] is not None]
    until = [row["until_year"] for row in (kept, other)]
    return {
        "role": kept["role"] or other["role"],
        "since_year": min(since, default=None),
        "until_year": None if None in until else max(until),
        "is_wished": kept["is_wished"] or other["is_wished"],
    }


BELONGINGS = (
    Belonging(
        model=NetworkMember,
        fields=("contact",),
        words=_networks,
        reads=("role", "since_year", "until_year", "is_wished"),
        combine=both_members,
        when_anonymous={"role": "", "is_wished": False},
    ),
    Belonging(model=WantedPerson, fields=("contact",), words=_wanted),
    Belonging(model=Inquiry, fields=("contact",), words=_inquiries),
    # Whom the user has a network from.
    Belonging(model=Network, fields=("source_contact",)),
)
