"""Give and take: what went from one to the other, was asked for, or promised."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models.contact import Contact
from contacts.models.moment import Moment
from netzwerk.core.keyset import behind
from netzwerk.core.owned import Owned, OwnedQuerySet

# What counts as which way; each exchange fits exactly one.
WAYS = {
    "given": Q(direction="given") | Q(direction="promised", done_on__isnull=False),
    "received": Q(direction="received") | Q(direction="asked", done_on__isnull=False),
    "promised": Q(direction="promised", done_on=None),
    "asked": Q(direction="asked", done_on=None),
}


class ExchangeQuerySet(OwnedQuerySet["Exchange"]):
    """Questions about exchanges."""

    def present(self) -> Self:
        """Return exchanges that were not deleted."""
        return self.filter(deleted_at=None)

    def open_promises(self) -> Self:
        """Return promises that are not kept yet, the most urgent first, those without a date last."""
        promised = self.present().filter(direction=Exchange.Direction.PROMISED, done_on=None)
        return promised.order_by(models.F("due_on").asc(nulls_last=True), "happened_on", "id")

    def open_questions(self) -> Self:
        """Return what the user asked for and has not got yet, the oldest first."""
        asked = self.present().filter(direction=Exchange.Direction.ASKED, done_on=None)
        return asked.order_by("happened_on", "id")

    def went(self, way: str) -> Self:
        """Return what counts as given or as received, or what is still promised or asked for.

        A promise that was kept counts as given, and what was asked for and came as received.
        """
        return self.filter(WAYS[way])

    def newest_first(self, *, after: Exchange | None = None) -> Self:
        """Return exchanges by date, those after one of them when it is given: pages by keyset."""
        ordered = self.order_by("-happened_on", "-id")
        if after is None:
            return ordered
        return ordered.filter(behind(("happened_on", after.happened_on), ("id", after.pk), is_descending=True))


class Exchange(Owned):
    """Something given, received, asked or promised, with a contact; without one, with what an upper app links it to."""

    class Direction(models.TextChoices):
        """Which way it went."""

        GIVEN = "given", pgettext_lazy("exchange", "Given")
        RECEIVED = "received", pgettext_lazy("exchange", "Received")
        ASKED = "asked", pgettext_lazy("exchange", "Asked")
        PROMISED = "promised", pgettext_lazy("exchange", "Promised")

    class Kind(models.TextChoices):
        """What it was."""

        INTRODUCTION = "introduction", pgettext_lazy("kind of exchange", "Introduction")
        ADVICE = "advice", pgettext_lazy("kind of exchange", "Advice")
        TIP = "tip", pgettext_lazy("kind of exchange", "Tip")
        COMMISSION = "commission", pgettext_lazy("kind of exchange", "Commission")
        INFORMATION = "information", pgettext_lazy("kind of exchange", "Information")
        FEEDBACK = "feedback", pgettext_lazy("kind of exchange", "Feedback")
        HELP = "help", pgettext_lazy("kind of exchange", "Help")

    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, related_name="exchanges", db_constraint=False, db_index=False
    )
    direction = models.CharField(max_length=8, choices=Direction)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.CharField(_("what"), max_length=300, blank=True)
    happened_on = models.DateField(_("date"))
    # Until when a promise shall be kept, if that was said.
    due_on = models.DateField(_("by"), null=True, blank=True)
    # When a promise was kept, or what was asked for came.
    done_on = models.DateField(null=True, blank=True)
    moment = models.ForeignKey(
        Moment, models.SET_NULL, null=True, related_name="exchanges", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = ExchangeQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(direction="promised"), name="contacts_exchange_due_is_promised"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(direction__in=["promised", "asked"]),
                name="contacts_exchange_done_was_open",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "contact", "-happened_on"], name="contacts_exchange_contact"),
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(direction="promised", done_on=None, deleted_at=None),
                name="contacts_open_promises",
            ),
            models.Index(fields=["owner", "-happened_on", "-id"], name="contacts_exchanges_by_date"),
            models.Index(fields=["owner", "moment"], name="contacts_exchange_moment"),
            models.Index(
                fields=["owner", "-deleted_at", "-id"],
                condition=Q(deleted_at__isnull=False),
                name="contacts_exchange_bin",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether something is promised or asked for, and not done yet."""
        return self.done_on is None and self.direction in (Exchange.Direction.PROMISED, Exchange.Direction.ASKED)
