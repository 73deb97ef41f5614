"""Accounts elsewhere that somebody logs in with: whose they are, who may make an account by them, and what is kept.

Decision 0026 says why: an address alone joins an account elsewhere to one here only where both sides have proved it.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.entrance import closed_page, invitation_in, use_invitation
from accounts.forms import known_zone
from accounts.models import User
from accounts.reauthentication import PROCESS, come_back, is_fresh

logger = logging.getLogger(__name__)

# Where the visit keeps the time zone that the browser named when it set out.
ZONE_KEY = "time_zone"
LAST_WAY_IN = _("This is your only way in. Choose a password first, and then disconnect it.")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Joins by proved addresses alone, keeps no more than an address, and obeys the site's way of signing up."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _("There is an account with this address. Log in to it, and then connect %s in the settings."),
        "no_password": LAST_WAY_IN,
        "disconnect_last": LAST_WAY_IN,
        "no_verified_email": _("Your mail address is not confirmed, so this is your only way in."),
        "connected_other": _("It is connected with another account here."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Fill in the first name and the address, and keep nothing else of what the provider tells."""
        if "\0" in sociallogin.account.uid:
            raise PermissionDenied
        clean = {key: value.replace("\0", "") for key, value in data.items() if isinstance(value, str)}
        user: User = super().populate_user(request, sociallogin, clean)
        user.email = user.email.lower()
        for address in sociallogin.email_addresses:
            address.email = address.email.lower()
        sociallogin.is_fresh = is_fresh(sociallogin.provider, sociallogin.account.extra_data)
        sociallogin.account.extra_data = {"email": user.email}
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return whose account it is by an address that the provider has checked, and that is confirmed here too."""
        for address in sociallogin.email_addresses:
            if address.verified and self.can_authenticate_by_email(sociallogin, address.email):
                found = EmailAddress.objects.filter(email=address.email, verified=True).select_related("user").first()
                if found is not None:
                    return found.user, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Where the address has an account that is not theirs for sure, ask them to log in and connect it.

        Whoever was only to show once more who they are is neither logged in nor signed up by it.

        Only whoever has proved to the provider that the address is theirs is told so; anybody else would learn who has
        an account here.
        """
        process = sociallogin.state.get("process")
        if process == PROCESS:
            raise ImmediateHttpResponse(come_back(request, sociallogin))
        if sociallogin.is_existing or process == "connect":
            return
        proved = [address.email for address in sociallogin.email_addresses if address.verified]
        for email in proved:
            services.drop_claims(email=email)
        if any(services.is_taken(email) for email in proved):
            context = {"provider": sociallogin.provider, "email": sociallogin.user.email}
            raise ImmediateHttpResponse(render(request, "socialaccount/taken.html", context, status=403))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let an account be made at once, but where others typed the address as their new one and never confirmed it.

        Then the form asks for it, as allauth would take it for taken.
        """
        emails = [address.email for address in sociallogin.email_addresses]
        is_claimed = EmailAddress.objects.filter(email__in=emails).exists()
        is_free = is_claimed and not any(services.is_taken(email) for email in emails)
        return not is_free and bool(super().is_auto_signup_allowed(request, sociallogin))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let them make an account as the site is set; an invitation to an address is for that one alone."""
        invitation = invitation_in(request)
        email = sociallogin.user.email
        if invitation and invitation.email and email and invitation.email != email:
            raise ImmediateHttpResponse(closed_page(request, reason="other"))
        return bool(super().is_open_for_signup(request, sociallogin))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make the account, with what the browser says of language and time zone, and use the invitation up."""
        user: User = sociallogin.user
        user.language = get_language() or "en"
        user.time_zone = known_zone(str(request.session.get(ZONE_KEY, "")))
        email = form.cleaned_data["email"] if form else user.email
        try:
            with transaction.atomic():
                use_invitation(request, email)
                user = super().save_user(request, sociallogin, form=form)
        except services.NotInvitedError as error:
            raise ImmediateHttpResponse(closed_page(request, reason="spent")) from error
        for address in EmailAddress.objects.filter(user=user, verified=True):
            services.welcome_address(email_address=address)
        return user

    def validate_disconnect(self, account: SocialAccount, accounts: Any) -> None:
        """Refuse to take the last way in: one whose provider is not set up any more is none."""
        usable = {provider.sub_id for provider in self.list_providers(self.request)}
        others = accounts.exclude(pk=account.pk).filter(provider__in=usable)
        if not account.user.has_usable_password() and not others.exists():
            raise self.validation_error("no_password")

    def on_authentication_error(
        self, _request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_more: Any
    ) -> None:
        """Note for the operator that it did not work, without what was said."""
        name = type(exception).__name__ if exception else "none"
        logger.warning("log-in by %s did not work: %s, exception %s", provider.sub_id, error, name)
