"""With whom one could keep in touch when one leaves a network."""

from __future__ import annotations

from django.db.models import F, Q

from accounts.models import User
from contacts.models import Contact, Participation
from contacts.models.querysets import ContactQuerySet
from networks.models import Network, NetworkMember
from networks.queries.happenings import moments_kept

# More than these nobody goes through on one page.
MOST = 60


def people_there(user: User, network: Network) -> ContactQuerySet:
    """Return members of a network and those met there, who may be named; those met last come first."""
    members = NetworkMember.objects.for_user(user).filter(network=network)
    met = Participation.objects.for_user(user).filter(moment__pk__any_of=moments_kept(user, network).values("moment"))
    there = Q(pk__in=members.values("contact")) | Q(pk__in=met.values("contact"))
    found = Contact.objects.for_user(user).present().filter(there, archived_at=None, ended_in_conflict=False)
    return found.defer("note").order_by(F("last_moment_on").desc(nulls_last=True), "folded_name", "id")
