"""The contact: a person, with origin, closeness, and when one was last in touch."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import LEAD_DAYS
from contacts.models.orders import order_indexes
from contacts.models.querysets import ContactQuerySet
from contacts.rules.cadence import Cadence, cadence_of
from contacts.rules.partial_dates import AnnualDate
from contacts.rules.states import QuickMarks, RelationFacts, State, state_of
from netzwerk.core.folding import fold
from netzwerk.core.owned import Owned

if TYPE_CHECKING:
    from contacts.models.organisation import Position

NAME_LENGTH = 200


class Origin(models.TextChoices):
    """How the person came into the user's life."""

    CURRENT = "current", _("Around me now")
    ACQUAINTANCE = "acquaintance", _("Met briefly")
    STUDIES = "studies", _("Studies")
    TRAINING = "training", _("Training")
    FORMER_JOB = "former_job", _("Former jobs")
    RELATIVES = "relatives", _("Relatives")
    RELATIVES_KIN = "relatives_kin", _("Relatives' kin")
    NETWORK = "network", _("A network")
    OTHER = "other", _("Somewhere else")


class Closeness(models.TextChoices):
    """Layers of closeness; each has a default cadence (`contacts.rules.cadence`)."""

    INNER = "inner", pgettext_lazy("closeness", "Inner circle")
    CLOSE = "close", pgettext_lazy("closeness", "Close")
    GOOD = "good", pgettext_lazy("closeness", "Good")
    WIDE = "wide", pgettext_lazy("closeness", "Wide")
    NOT_PLACED = "not_placed", pgettext_lazy("closeness", "Not placed")


class LastInTouch(models.TextChoices):
    """The answer to *last in touch, roughly*."""

    THIS_MONTH = "this_month", _("This month")
    THIS_YEAR = "this_year", _("This year")
    ONE_TO_THREE = "one_to_three", _("1 to 3 years ago")
    LONGER = "longer", _("Longer ago")
    NOT_SURE = "not_sure", _("Not sure")


class DueOn(models.Func):
    """The generated column of product rule 1: newest moment, or else the anchor, plus the cadence.

    PostgreSQL clamps months at their end as the rule wants. Without a cadence it is NULL.
    """

    output_field = models.DateField()
    template = """((COALESCE(last_moment_on, anchor_on) + CASE
        WHEN own_cadence_unit = 'week' THEN make_interval(weeks => own_cadence_count)
        WHEN own_cadence_unit = 'month' THEN make_interval(months => own_cadence_count)
        WHEN closeness = 'inner' THEN make_interval(weeks => 1)
        WHEN closeness = 'close' THEN make_interval(months => 1)
        WHEN closeness = 'good' THEN make_interval(months => 3)
        WHEN closeness = 'wide' THEN make_interval(months => 12)
        END)::date)"""


def fold_name(name: str) -> str:
    """Return what a name is sorted and recognised by: folded, and cut to its column.

    One sign can stand for eighteen letters, so a folded name may be longer than the name.
    """
    return fold(name)[: 2 * NAME_LENGTH]


class Contact(Owned):
    """A person the user knows."""

    class CadenceUnit(models.TextChoices):
        """What an own cadence counts."""

        WEEK = "week", _("weeks")
        MONTH = "month", _("months")

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    given_name = models.CharField(_("given name"), max_length=NAME_LENGTH, blank=True)
    family_name = models.CharField(_("family name"), max_length=NAME_LENGTH, blank=True)
    nickname = models.CharField(_("nickname"), max_length=NAME_LENGTH, blank=True)
    name_prefix = models.CharField(_("title"), max_length=60, blank=True)
    name_suffix = models.CharField(_("name suffix"), max_length=60, blank=True)
    former_name = models.CharField(_("former name"), max_length=NAME_LENGTH, blank=True)
    phonetic_name = models.CharField(_("how it is pronounced"), max_length=NAME_LENGTH, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    # What names are sorted and recognised by; only Python can fold them, so services write it.
    folded_name = models.CharField(max_length=2 * NAME_LENGTH, editable=False)

    origin = models.CharField(_("origin"), max_length=14, choices=Origin, default=Origin.OTHER)
    closeness = models.CharField(_("closeness"), max_length=10, choices=Closeness, default=Closeness.NOT_PLACED)
    own_cadence_count = models.PositiveSmallIntegerField(null=True, blank=True)
    own_cadence_unit = models.CharField(max_length=5, choices=CadenceUnit, blank=True, default="")

    last_in_touch = models.CharField(
        _("last in touch, roughly"), max_length=12, choices=LastInTouch, default=LastInTouch.NOT_SURE
    )
    anchor_on = models.DateField()
    last_moment_on = models.DateField(null=True, editable=False)
    due_on = models.GeneratedField(expression=DueOn(), output_field=models.DateField(null=True), db_persist=True)

    snoozed_until = models.DateField(null=True, blank=True)
    is_resting = models.BooleanField(default=False)
    is_close_to_heart = models.BooleanField(_("close to the heart"), default=False)
    is_interesting = models.BooleanField(_("interesting"), default=False)
    ended_in_conflict = models.BooleanField(_("ended in conflict"), default=False)
    # The four quick marks (product rule 6), each -1, 0 or 1; 0 is unmarked as well.
    trust = models.SmallIntegerField(_("trust"), default=0)
    willing_to_help = models.SmallIntegerField(_("willing to help"), default=0)
    standing = models.SmallIntegerField(_("standing in the field"), default=0)
    shared_time = models.SmallIntegerField(_("shared time"), default=0)

    birthday_month = models.PositiveSmallIntegerField(null=True, blank=True)
    birthday_day = models.PositiveSmallIntegerField(null=True, blank=True)
    birthday_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # How many days ahead this person's dates are told; None: as the user's settings say.
    date_lead_days = ArrayField(models.SmallIntegerField(choices=LEAD_DAYS), null=True, blank=True)
    # ISO 639 codes of the languages one can speak with them.
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    how_met = models.CharField(_("how you met"), max_length=300, blank=True)
    where_met = models.CharField(_("where you met"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=100_000)
    # The photo's name in the storage of photos; nothing when there is none.
    photo_name = models.CharField(max_length=100, blank=True, editable=False)

    # Data protection: where what is known about them comes from, what it is kept for, and when the user last said that
    # it shall be kept. Of somebody who was made anonymous, nothing is left but counts.
    data_source = models.CharField(_("source"), max_length=200, blank=True)
    data_purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    data_reviewed_on = models.DateField(null=True, blank=True, editable=False)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    # Of somebody who was merged into another: then this row lies in the bin until the merge can no longer be undone.
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="absorbed", db_constraint=False, db_index=False, editable=False
    )

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(own_cadence_count=None, own_cadence_unit="")
                | Q(own_cadence_count__range=(1, 120), own_cadence_unit__in=["week", "month"]),
                name="contacts_contact_cadence",
            ),
            models.CheckConstraint(
                condition=Q(birthday_month=None, birthday_day=None, birthday_year=None)
                | Q(birthday_month__range=(1, 12), birthday_day__range=(1, 31)),
                name="contacts_contact_birthday",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="contacts_contact_named"),
            models.CheckConstraint(
                condition=Q(trust__range=(-1, 1), willing_to_help__range=(-1, 1))
                & Q(standing__range=(-1, 1), shared_time__range=(-1, 1)),
                name="contacts_contact_quick_marks",
            ),
        ]
        indexes = [
            # The list's order and its keyset; the bin is small and stays out.
            models.Index(fields=["owner", "folded_name", "id"], condition=Q(deleted_at=None), name="contacts_by_name"),
            models.Index(fields=["owner", "due_on"], condition=Q(deleted_at=None), name="contacts_by_due"),
            # Birthdays near a day.
            models.Index(
                fields=["owner", "birthday_month", "birthday_day"],
                condition=Q(deleted_at=None, birthday_month__isnull=False),
                name="contacts_birthdays",
            ),
            # Counted on every page, beside the entry of the navigation.
            models.Index(fields=["owner"], condition=Q(deleted_at=None, archived_at=None), name="contacts_active"),
            *order_indexes(),
            models.Index(fields=["owner", "merged_into"], name="contacts_by_survivor"),
            # Few have days of their own; asked for whenever a mail is planned.
            models.Index(fields=["owner"], condition=Q(date_lead_days__isnull=False), name="contacts_own_lead_days"),
            models.Index(
                fields=["owner", "-deleted_at", "-id"], condition=Q(deleted_at__isnull=False), name="contacts_bin"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def index_name(self) -> None:
        """Set the folded name from the name; the caller saves."""
        self.folded_name = fold_name(self.name)

    @property
    def initials(self) -> str:
        """One or two letters for the avatar: of the first and the last word of the name."""
        words = [word for word in self.name.split() if word[0].isalnum()] or self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def photo_url(self) -> str:
        """The address of the photo, another for each photo, or nothing."""
        if not self.photo_name:
            return ""
        return f"{reverse('contacts:contact-photo', args=[self.pk])}?v={self.photo_version}"

    @property
    def photo_key(self) -> str:
        """The name of the photo's file without its folder and ending, another for each photo."""
        return PurePath(self.photo_name).stem

    @property
    def photo_version(self) -> str:
        """A word that changes with the photo."""
        return self.photo_key[:12]

    @property
    def own_cadence(self) -> Cadence | None:
        """The cadence that the user set for this person, over the one of the closeness."""
        return Cadence(self.own_cadence_count, self.own_cadence_unit) if self.own_cadence_count else None

    @property
    def cadence(self) -> Cadence | None:
        """The cadence that holds; None when there is none."""
        return cadence_of(self.closeness, self.own_cadence)

    @property
    def birthday(self) -> AnnualDate | None:
        """The birthday, with or without its year."""
        if self.birthday_month is None or self.birthday_day is None:
            return None
        return AnnualDate(self.birthday_month, self.birthday_day, self.birthday_year)

    @birthday.setter
    def birthday(self, day: AnnualDate | None) -> None:
        self.birthday_month = day.month if day else None
        self.birthday_day = day.day if day else None
        self.birthday_year = day.year if day else None

    @property
    def quick_marks(self) -> QuickMarks:
        """The four quick marks of product rule 6."""
        return QuickMarks(self.trust, self.willing_to_help, self.standing, self.shared_time)

    @property
    def silent_since(self) -> date:
        """The newest moment or else the anchor: since when the silence counts."""
        return self.last_moment_on or self.anchor_on

    @property
    def relation_facts(self) -> RelationFacts:
        """What the rules about relations ask for."""
        return RelationFacts(
            anchor_on=self.anchor_on,
            last_moment_on=self.last_moment_on,
            cadence=self.cadence,
            is_archived=self.archived_at is not None,
            is_resting=self.is_resting,
            snoozed_until=self.snoozed_until,
            has_ended_in_conflict=self.ended_in_conflict,
            is_deleted=self.deleted_at is not None,
        )

    def state_on(self, day: date) -> State:
        """Return the state of the relation on a day."""
        return state_of(self.relation_facts, day)

    @property
    def current_position(self) -> Position | None:
        """The position that has not ended; asks nothing of the database after `with_details()`."""
        return next((position for position in self.positions.all() if not position.has_ended), None)
