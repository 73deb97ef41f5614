"""Accounts whose address nobody has proved: they give way to whoever proves it, and go after two weeks."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.services.leaving import delete_user

# The link to confirm an address is good for three days; whoever logs in later is sent another.
UNCONFIRMED_KEPT_FOR = timedelta(days=14)


def make_room(*, email_address: EmailAddress, now: datetime) -> bool:
    """Delete an account that was made with an address which somebody else proves now, if nobody ever logged in to it.

    Return whether the address is free: in an account that is used, it stays with its user.
    """
    others = User.objects.filter(email=email_address.email).exclude(pk=email_address.user_id)
    for user in never_confirmed(others):
        delete_user(user=user, now=now)
    return not others.exists()


def never_confirmed(users: QuerySet[User]) -> QuerySet[User]:
    """Return those who signed up, confirmed no address, and never got in."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    signed_up = users.filter(last_login=None, is_sample=False, is_staff=False)
    return signed_up.filter(Exists(addresses), ~Exists(addresses.filter(verified=True)))


def forget_unconfirmed(now: datetime) -> int:
    """Delete accounts whose address was not confirmed within two weeks; return how many."""
    old = never_confirmed(User.objects.filter(date_joined__lt=now - UNCONFIRMED_KEPT_FOR))
    gone = 0
    for user in old.order_by("pk").iterator():
        delete_user(user=user, now=now)
        gone += 1
    return gone
