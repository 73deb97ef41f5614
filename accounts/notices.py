"""Mails that tell somebody what happened to the ways into their account."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.farewell import MailText, written
from accounts.models import AppPassword, User
from accounts.rules.browsers import Browser
from accounts.wording import device_words
from netzwerk.core.links import absolute_url


def new_device_mail(user: User, browser: Browser, at: datetime) -> MailText:
    """Return the mail about a log-in with a browser that was not known before."""
    with translation.override(user.language):
        device = device_words(*browser)
    links = {"devices_url": absolute_url("accounts:device-list")}
    if user.has_usable_password():
        links["password_url"] = absolute_url("account_change_password")
    return written("device", user, {**links, "device": device, "time": _time(user, at), "zone": user.time_zone})


def app_password_mail(user: User, made: AppPassword, at: datetime) -> MailText:
    """Return the mail about a new password for a program."""
    said = {"name": made.name, "time": _time(user, at), "passwords_url": absolute_url("accounts:app-password-list")}
    return written("app_password", user, said)


def _time(user: User, at: datetime) -> str:
    with translation.override(user.language):
        return date_format(timezone.localtime(at, user.zone), "DATETIME_FORMAT")
