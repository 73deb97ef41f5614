"""How django-allauth talks to the rest: its mails are jobs, its links come from BASE_URL."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.devices import know_device
from accounts.entrance import may_sign_up
from accounts.models import User
from accounts.services import queue_login_mail
from netzwerk.core.redirects import is_path_of_ours

UNASSIGNED = "Cn"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Queues mails instead of sending them, and trusts neither the Host header nor `next`.

    Where no mail server is set up nothing is queued, as nobody could ever send it.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together. Please try once more."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "too_many_login_attempts": _("That was tried too often. Please wait a few minutes."),
        "rate_limited": _("That was tried too often. Please wait a few minutes."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render the mail now, in the visitor's language, and leave the sending to a worker."""
        if not settings.IS_MAIL_SET_UP:
            return
        safe = {key: on_our_host(value) if key.endswith("_url") else value for key, value in context.items()}
        message = self.render_mail(template_prefix, email, {**safe, "base_url": settings.BASE_URL})
        html = next((part[0] for part in getattr(message, "alternatives", []) if part[1] == "text/html"), "")
        queue_login_mail(recipient=email, subject=message.subject, text=message.body, html=html)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let somebody make an account where anybody may, or with the invitation of this visit."""
        return may_sign_up(request)

    def clean_email(self, email: str) -> str:
        """Refuse letters too new to be known here: the database may know small ones for them, and then they differ."""
        if any(unicodedata.category(sign) == UNASSIGNED for sign in email):
            raise ValidationError(EmailValidator.message, code="invalid")
        return email

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

    def is_safe_url(self, url: str | None) -> bool:
        """Let a log-in lead to paths of ours alone; django-allauth would also take another port of this host."""
        return is_path_of_ours(url or "")


def on_our_host(url: str) -> str:
    """Return the same path under BASE_URL; allauth builds its links from the request's Host header."""
    parts = urlsplit(url)
    return settings.BASE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
