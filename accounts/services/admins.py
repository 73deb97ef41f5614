"""Those who operate the site, and the links that they pass on."""

from __future__ import annotations

import logging
from datetime import datetime

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Invitation, User
from accounts.services.mails import queue_login_mail

logger = logging.getLogger("netzwerk.security")


class CannotBeAdminError(Exception):
    """Why somebody cannot operate the site, in a sentence."""


@transaction.atomic
def make_admin(*, email: str, password: str | None = None, is_vouched_for: bool = False) -> tuple[User, bool]:
    """Let somebody operate the site; return them, and whether the account is a new one.

    A new account counts as confirmed, as whoever has the machine vouches for it; without a password nobody comes in
    before its link (`password_link`) is used. One that is there must have confirmed its address, or somebody vouches
    for it: anybody may have signed up with it. Raises `ValidationError` for an address or password that will not do,
    and `CannotBeAdminError`.
    """
    validate_email(email)
    user = User.objects.select_for_update(no_key=True).filter(email=email.lower()).first()
    if user is None:
        return _new_admin(email, password), True
    if user.is_sample:
        raise CannotBeAdminError("A sample account cannot operate the site.")
    if not user.is_active:
        raise CannotBeAdminError(f"{user.email} is blocked. Run unblock_user first.")
    if not is_vouched_for and not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        raise CannotBeAdminError(
            f"Nobody has confirmed the address {user.email}, so anybody may have made that account. If you know whose "
            "it is, add --unconfirmed; if not, delete_user takes it away."
        )
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    logger.info("made an admin: user %s", user.pk)
    return user, False


@transaction.atomic
def take_admin_back(*, user: User) -> bool:
    """Let somebody operate the site no longer; return whether they did. Their account stays."""
    is_changed = bool(User.objects.filter(pk=user.pk, is_staff=True).update(is_staff=False))
    if is_changed:
        logger.info("no admin any more: user %s", user.pk)
    return is_changed


@transaction.atomic
def withdraw_invitations(*, invitations: QuerySet[Invitation], now: datetime) -> list[Invitation]:
    """End those of these invitations that are still good, and return them."""
    found = list(invitations.filter(used_at=None, expires_at__gt=now).select_for_update(of=("self",)))
    for invitation in found:
        invitation.expires_at = now
    Invitation.objects.bulk_update(found, ["expires_at"])
    return found


def password_link(user: User) -> str:
    """Return the address at which a user chooses a password: good once, and for three days."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user),
        },
    )
    return settings.BASE_URL + path


def mail_password_link(*, user: User) -> None:
    """Send a user that link."""
    _mail("welcome", user.email, user.language, {"password_url": password_link(user)})


def mail_invitation(*, email: str, link: str, language: str) -> None:
    """Send somebody the link by which they may make an account."""
    _mail("invited", email, language, {"invitation_url": link})


def _mail(name: str, recipient: str, language: str, said: dict[str, str]) -> None:
    with translation.override(language):
        subject, text = (
            render_to_string(f"accounts/mail/{name}_{part}.txt", {**said, "base_url": settings.BASE_URL})
            for part in ("subject", "message")
        )
    queue_login_mail(recipient=recipient, subject=" ".join(subject.split()), text=text.strip() + "\n")


def _new_admin(email: str, password: str | None) -> User:
    if password is not None:
        validate_password(password, User(email=email.lower()))
    user = User.objects.create_user(email, password, is_staff=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    logger.info("made an admin: user %s", user.pk)
    return user
