"""How django-allauth talks to the rest: its mails are jobs, its links come from BASE_URL."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.devices import know_device
from accounts.entrance import may_sign_up
from accounts.models import User
from accounts.reauthentication import PAGE, is_asked_elsewhere, was_asked_lately
from accounts.services import make_room, queue_login_mail
from accounts.ways_in import other_ways_in
from netzwerk.core.redirects import is_path_of_ours

UNASSIGNED = "Cn"
CHOSEN_BY_MAIL = "account/email/password_reset"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Queues mails instead of sending them, and trusts neither the Host header nor `next`.

    Where no mail server is set up nothing is queued, as nobody could ever send it.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together. Please try once more."),
        "incorrect_password": _("That is not your password."),
        "duplicate_email": _("This is your address already."),
        "enter_current_password": _("That is not your password."),
        "too_many_login_attempts": _("That was tried too often. Please wait a few minutes."),
        "rate_limited": _("That was tried too often. Please wait a few minutes."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render the mail now, and leave the sending to a worker.

        In the language of the account, where it is about one: a change may come from a browser that speaks another.
        """
        if not settings.IS_MAIL_SET_UP:
            return
        safe = {key: on_our_host(value) if key.endswith("_url") else value for key, value in context.items()}
        reader = context.get("user")
        with translation.override(reader.language if isinstance(reader, User) else get_language()):
            message = self.render_mail(template_prefix, email, {**safe, "base_url": settings.BASE_URL})
        html = next((part[0] for part in getattr(message, "alternatives", []) if part[1] == "text/html"), "")
        queue_login_mail(recipient=email, subject=message.subject, text=message.body, html=html)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell of a change; after a password that was chosen by mail also which other ways into the account there are.

        Who needs another password may have lost the account to somebody, who then has added such a way.
        """
        told = {"user": user, **(context or {})}
        if template_prefix == CHOSEN_BY_MAIL:
            told["ways_in"] = other_ways_in(user, timezone.now())
        super().send_notification_mail(template_prefix, user, told, email)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let somebody make an account where anybody may, or with the invitation of this visit."""
        return may_sign_up(request)

    def clean_email(self, email: str) -> str:
        """Refuse letters too new to be known here: the database may know small ones for them, and then they differ."""
        if any(unicodedata.category(sign) == UNASSIGNED for sign in email):
            raise ValidationError(EmailValidator.message, code="invalid")
        return email

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address; an account that somebody made with it and never confirmed gives way to who proves it."""
        if not make_room(email_address=email_address, now=timezone.now()):
            said = {"email": email_address.email}
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", said)
            return False
        return bool(super().confirm_email(request, email_address))

    def login(self, request: HttpRequest, user: User) -> None:
        """Log somebody in, and remember whether it is for the first time."""
        request.allauth.is_first = user.last_login is None  # type: ignore[attr-defined]  # of its middleware
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, *, signup: bool, **how: Any) -> HttpResponse:
        """Lead on, and know the browser from now on; a mail tells of one that is new, but not of the very first."""
        response: HttpResponse = super().post_login(request, user, signup=signup, **how)
        is_first = signup or request.allauth.is_first  # type: ignore[attr-defined]
        know_device(request, response, user=user, is_told=not is_first)
        return response

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Tell whether a change asks who it is; raises `ReauthenticationRequired` where allauth would ask nothing."""
        is_required = bool(super().is_reauthentication_required(app=app, **more))
        if is_required and is_asked_elsewhere(self.request.user) and not was_asked_lately(self.request):
            raise ReauthenticationRequired
        return is_required

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Return how this user can show who it is; where nothing of ours can, by an account elsewhere."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and is_asked_elsewhere(user):
            methods.append({"id": "elsewhere", "description": "", "url": reverse(PAGE)})
        return methods

    def is_safe_url(self, url: str | None) -> bool:
        """Let a log-in lead to paths of ours alone; django-allauth would also take another port of this host."""
        return is_path_of_ours(url or "")


def on_our_host(url: str) -> str:
    """Return the same path under BASE_URL; allauth builds its links from the request's Host header."""
    parts = urlsplit(url)
    return settings.BASE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
