"""The settings of an account that are its user's own: out into the file, and back in if the user wants."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings

from accounts.models import User
from accounts.services import announce_preferences
from transfer.archive.columns import Column, column_of

FILE = "account.json"
# Never what one logs in with, and nothing that follows from the rest.
SETTINGS = (
    "first_name", "language", "time_zone", "theme", "leap_day", "has_key_shortcuts", "digest_weekdays", "digest_hour",
    "digest_people", "digest_paused_until", "date_lead_days", "has_private_mails", "has_mails",
)  # fmt: skip


def setting_columns() -> list[Column]:
    """Return what the settings may hold."""
    return [column_of(User._meta.get_field(name)) for name in SETTINGS]  # type: ignore[arg-type]


def read_settings(user: User) -> dict[str, Any]:
    """Return the settings of a user as they are written into the file."""
    found = {name: getattr(user, name) for name in SETTINGS}
    return {**found, "digest_paused_until": user.digest_paused_until and user.digest_paused_until.isoformat()}


def accepts_settings(said: Any) -> bool:
    """Tell whether these are settings that a user may have: known names, and a value of each that fits."""
    columns = {column.name: column for column in setting_columns()}
    if not isinstance(said, dict) or not said.keys() <= columns.keys():
        return False
    if not all(columns[name].accepts(value) for name, value in said.items()):
        return False
    known = said.get("time_zone", "UTC") in available_timezones()
    days = said.get("digest_weekdays", [])
    return known and len(set(days)) == len(days) and all(0 <= day <= 6 for day in days)


def apply_settings(*, user: User, said: dict[str, Any]) -> User:
    """Give a user these settings, which `accepts_settings` has seen; when the next mail is due follows."""
    columns = {column.name for column in setting_columns()}
    taken = {name: value for name, value in said.items() if name in columns}
    for name, value in taken.items():
        setattr(user, name, User._meta.get_field(name).to_python(value))  # type: ignore[union-attr]
    if user.language not in dict(settings.LANGUAGES):
        user.language = settings.LANGUAGE_CODE
    user.save(update_fields=list(taken))
    announce_preferences(user=user)
    return user
