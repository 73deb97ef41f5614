"""What happens to users: the sample account, another address, saved preferences."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from accounts.models import User
from netzwerk.core import registry
from netzwerk.core.ids import new_id
from netzwerk.core.walls import acting_as


@transaction.atomic
def make_sample_user(*, language: str, time_zone: str) -> User:
    """Return a new user without a password whose rooms are furnished by every app that has something to show."""
    user = User.objects.create_user(
        f"jana-{new_id().hex[-8:]}@example.org",
        first_name="Jana",
        language=language,
        time_zone=time_zone,
        is_sample=True,
        digest_weekdays=[],
    )
    with acting_as(user):
        for fill in registry.sample_fillers:
            fill(user)
    return user


def is_taken(email: str) -> bool:
    """Tell whether somebody logs in with this address, or has confirmed it."""
    address = email.lower()
    is_confirmed = EmailAddress.objects.filter(email=address, verified=True).exists()
    return is_confirmed or User.objects.filter(email=address).exists()


def belongs_to(user: User, email: str) -> bool:
    """Tell whether somebody logs in with this address: one that they typed as their new one is not theirs yet."""
    address = email.lower()
    return user.email == address or EmailAddress.objects.filter(user=user, email=address, verified=True).exists()


def drop_claims(*, email: str, keeper: User | None = None) -> int:
    """Forget that others typed an address as their new one and never confirmed it; return how many had.

    Call it once somebody has proved that the address is theirs: `keeper`, or somebody who has no account yet.
    """
    claims = EmailAddress.objects.filter(email=email.lower(), verified=False, primary=False)
    claims = claims.exclude(user__email=email.lower())
    return int((claims.exclude(user=keeper) if keeper else claims).delete()[0])


@transaction.atomic
def change_address(*, user: User, email: str) -> EmailAddress:
    """Let a user log in with another address from now on, unconfirmed: for a site that sends no mails."""
    user.email = email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    return EmailAddress.objects.create(user=user, email=user.email, primary=True)


def disconnect_all(*, user: User) -> int:
    """Take away every account elsewhere that somebody logs in with; return how many there were."""
    return int(SocialAccount.objects.filter(user=user).delete()[0])


def has_elsewhere(user: User) -> bool:
    """Tell whether there is something to connect, or connected already."""
    return has_log_in(user) and bool(settings.SOCIALACCOUNT_PROVIDERS)


def welcome_address(*, email_address: EmailAddress, **_signal: Any) -> None:
    """Tell the apps that a mail address is confirmed, and that of nobody else; django-allauth calls this."""
    drop_claims(email=email_address.email, keeper=email_address.user)
    for hook in registry.address_confirmed_hooks:
        hook(email_address.user)


def announce_preferences(*, user: User) -> None:
    """Tell the apps that a user saved language, time zone and the like."""
    for hook in registry.preferences_changed_hooks:
        hook(user)


def has_password(user: User) -> bool:
    """Tell whether the user can log in at all; a sample account cannot."""
    return user.has_usable_password()


def has_log_in(user: User) -> bool:
    """Tell whether anybody ever logs in as this user, by whatever means; into a sample account nobody does."""
    return not user.is_sample
