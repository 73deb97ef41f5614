"""What else is known about a person: dates of their own, what they seek and offer, fields that the user made."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models.contact import Contact
from contacts.rules.partial_dates import AnnualDate
from netzwerk.core.owned import Owned, OwnedPart


class OwnDate(OwnedPart):
    """A day of the year that matters to a contact: an anniversary, a name day; the year may be unknown."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="own_dates", db_constraint=False, db_index=False)
    label = models.CharField(_("occasion"), max_length=80)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["month", "day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__range=(1, 12), day__range=(1, 31)), name="contacts_own_date_exists"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "contact"], name="contacts_own_date_contact"),
            models.Index(fields=["owner", "month", "day"], name="contacts_own_dates"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def annual(self) -> AnnualDate:
        """The date as the rules want it."""
        return AnnualDate(self.month, self.day, self.year)


class Topic(OwnedPart):
    """Something that a contact seeks or offers."""

    class Direction(models.TextChoices):
        """Which of the two it is."""

        SEEKS = "seeks", pgettext_lazy("about a person", "Seeks")
        OFFERS = "offers", pgettext_lazy("about a person", "Offers")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="topics", db_constraint=False, db_index=False)
    direction = models.CharField(max_length=6, choices=Direction)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_topic_contact")]

    def __str__(self) -> str:
        return self.text


class CustomField(Owned):
    """A field that the user added to all people; services keep them at ten."""

    class Kind(models.TextChoices):
        """What it holds."""

        TEXT = "text", pgettext_lazy("kind of field", "Text")
        NUMBER = "number", pgettext_lazy("kind of field", "Number")
        DATE = "date", pgettext_lazy("kind of field", "Date")
        CHOICE = "choice", pgettext_lazy("kind of field", "Choice")

    label = models.CharField(_("name"), max_length=60)
    folded_label = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.TEXT)
    choices = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "folded_label"], name="contacts_custom_field_once")]

    def __str__(self) -> str:
        return self.label


class CustomValue(OwnedPart):
    """What a custom field says about one contact, in the column of its kind (a choice is a text)."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="custom_values", db_constraint=False, db_index=False
    )
    field = models.ForeignKey(CustomField, models.CASCADE, related_name="values", db_constraint=False, db_index=False)
    text = models.CharField(max_length=500, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "contact", "field"], name="contacts_custom_value_once")]
        indexes = [models.Index(fields=["owner", "field"], name="contacts_custom_value_field")]

    def __str__(self) -> str:
        return str(self.pk)
