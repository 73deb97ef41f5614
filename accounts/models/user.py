"""The user: mail address as login, language, time zone, digest preferences."""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from netzwerk.core.ids import new_id

MONDAY = 0
LEAD_DAYS = ((0, _("on the day, by a mail of its own")), (7, _("a week before")), (30, _("a month before")))


def default_weekdays() -> list[int]:
    """Return the days of a new user's digest: Monday alone."""
    return [MONDAY]


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new user; without a password nobody can log in as them."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who networks on purpose."""

    class Theme(models.TextChoices):
        """How the pages look."""

        SYSTEM = "system", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class LeapDay(models.TextChoices):
        """When a 29 February is kept in other years."""

        FEB_28 = "feb28", _("On 28 February")
        MAR_1 = "mar1", _("On 1 March")

    email = models.EmailField(_("mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    leap_day = models.CharField(_("birthdays on 29 February"), max_length=5, choices=LeapDay, default=LeapDay.FEB_28)
    # Single keys like "/" can get in the way of whoever speaks to the machine (WCAG 2.1.4).
    has_key_shortcuts = models.BooleanField(
        _("use single keys as shortcuts"),
        default=True,
        help_text=_("/ searches, l notes a moment. Turn this off when keys are pressed by accident."),
    )
    # Names the folder of this user's files, so that a path tells nothing and can be deleted whole.
    files_id = models.UUIDField(default=new_id, editable=False, unique=True)
    is_sample = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    digest_weekdays = ArrayField(models.SmallIntegerField(), default=default_weekdays, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])
    digest_people = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    # No mails before this local date: holidays.
    digest_paused_until = models.DateField(null=True, blank=True)
    # How many days ahead birthdays and other dates are told once more, beside the mail that covers them; 0 is a mail
    # on the day itself. Somebody may have days of their own (`Contact.date_lead_days`).
    date_lead_days = ArrayField(models.SmallIntegerField(choices=LEAD_DAYS), default=list, blank=True)
    # Mails with first names alone: nothing in them tells who it is, or what was said.
    has_private_mails = models.BooleanField(default=False)
    # Without it, the reminders of the day come as a notification alone.
    has_mails = models.BooleanField(default=True)
    # Computed from these and the time zone; what the tick reads. None: no mails.
    next_digest_at = models.DateTimeField(null=True, editable=False)
    # How many mails in a row the server of this address refused for good, and since when the mails pause for it.
    digest_refusals = models.PositiveSmallIntegerField(default=0, editable=False)
    digest_paused_at = models.DateTimeField(null=True, editable=False)
    # When somebody who reads mails at this address called one spam; mails pause for it as well.
    digest_complained_at = models.DateTimeField(null=True, editable=False)
    # What this user may keep, where it differs from what the site allows everybody: people, and bytes of files.
    most_contacts = models.PositiveIntegerField(null=True, blank=True)
    most_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    # When the account goes, with everything in it, unless its user changes their mind before.
    deletion_due_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        # With `unique`, this makes addresses differ by more than their case.
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_user_email_lower")]
        indexes = [
            models.Index(
                fields=["next_digest_at"],
                condition=Q(next_digest_at__isnull=False),
                name="accounts_user_digest",
            ),
            models.Index(
                fields=["deletion_due_at"],
                condition=Q(deletion_due_at__isnull=False),
                name="accounts_user_deletion",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as Python's own."""
        return ZoneInfo(self.time_zone)
