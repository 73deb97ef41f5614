"""Who uses it: the user, ways in, and mails of the log-in system."""

from accounts.models.access import AppPassword, Invitation, KnownDevice
from accounts.models.mail import LoginMail
from accounts.models.user import LEAD_DAYS, User, UserManager, default_weekdays

__all__ = [
    "LEAD_DAYS",
    "AppPassword",
    "Invitation",
    "KnownDevice",
    "LoginMail",
    "User",
    "UserManager",
    "default_weekdays",
]
