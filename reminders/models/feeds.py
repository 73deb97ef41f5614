"""The calendar feed: which days other calendar programs may read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from netzwerk.core.owned import Owned


class CalendarFeed(Owned):
    """The one feed of its owner; the id is signed into its address, so that a new row makes the old address useless."""

    class Alarm(models.TextChoices):
        """When a calendar program shall speak up."""

        NONE = "none", _("No alarm")
        ON_THE_DAY = "day", _("At 9:00 on the day")
        DAY_BEFORE = "before", _("At 18:00 on the day before")

    has_birthdays = models.BooleanField(_("birthdays and other dates of people"), default=True)
    has_due_people = models.BooleanField(_("people who become due"), default=True)
    has_next_steps = models.BooleanField(_("next steps and promises"), default=True)
    has_memberships = models.BooleanField(_("dates of memberships"), default=True)
    alarm = models.CharField(_("alarm"), max_length=6, choices=Alarm, default=Alarm.NONE)
    created_at = models.DateTimeField(auto_now_add=True)
    last_read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="reminders_one_feed")]

    def __str__(self) -> str:
        return str(self.pk)
