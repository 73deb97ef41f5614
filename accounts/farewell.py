"""The two mails of an account that ends: that it goes, with a way back, and that it is gone."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from accounts.tokens import KeepToken, sign_keep
from netzwerk.core.links import absolute_url


class MailText(NamedTuple):
    """A mail without pictures, in the language of its reader."""

    subject: str
    text: str


def scheduled_mail(user: User, due_at: datetime) -> MailText:
    """Return the mail that says when an account goes, and how it stays."""
    token = sign_keep(KeepToken(user.pk, due_at))
    links = {
        "keep_url": absolute_url("accounts:keep-by-link", token),
        "settings_url": absolute_url("accounts:settings"),
    }
    return written("scheduled", user, {**links, "due_at": due_at})


def gone_mail(user: User) -> MailText:
    """Return the mail that says that an account is gone."""
    return written("gone", user, {})


def written(name: str, user: User, context: dict[str, Any]) -> MailText:
    """Return a mail to a user, in their language and time zone, from the two templates of its name."""
    with translation.override(user.language), timezone.override(user.zone):
        if "due_at" in context:
            context["day"] = date_format(timezone.localtime(context["due_at"]), "DATE_FORMAT")
        said = {**context, "email": user.email, "base_url": settings.BASE_URL}
        subject, text = (render_to_string(f"accounts/mail/{name}_{part}.txt", said) for part in ("subject", "message"))
    return MailText(" ".join(subject.split()), text.strip() + "\n")
