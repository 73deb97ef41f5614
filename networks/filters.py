"""What the list of people can be narrowed by because of networks."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.filters import Asking, Choices, choice_of_rows, read_id
from networks.models import Network, NetworkMember

ANY = "any"


def _networks(asking: Asking) -> Choices:
    networks = Network.objects.for_user(asking.user).present().by_name().values_list("pk", "name")
    return [(ANY, _("In any network")), *((str(pk), name) for pk, name in networks)]


def _is_member(value: str, asking: Asking) -> Q:
    return _is_one_of(value, asking, is_wished_only=False)


def _is_wished(value: str, asking: Asking) -> Q:
    return _is_one_of(value, asking, is_wished_only=True)


def _is_one_of(value: str, asking: Asking, *, is_wished_only: bool) -> Q:
    members = NetworkMember.objects.for_user(asking.user).filter(network__deleted_at=None)
    if is_wished_only:
        members = members.filter(is_wished=True)
    if value != ANY:
        members = members.filter(network_id=value)
    # Asked once: joined instead, members without statistics would be looked through for each person.
    return Q(pk__any_of=members.values("contact_id"))


def _read(value: str) -> str | None:
    return value if value == ANY else read_id(value)


NETWORK = choice_of_rows("network", gettext_lazy("Network"), _networks, _is_member, read=_read)
WISHED = choice_of_rows("wished", gettext_lazy("Would like to know better in"), _networks, _is_wished, read=_read)
