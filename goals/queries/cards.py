"""The round of one card a person: who is in it, whose turn it is, and how far one has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Origin, Tag
from contacts.queries.nameable import not_in_bin
from goals.labels import CIRCLES
from goals.models import InventoryCard
from netzwerk.core.keyset import behind
from netzwerk.core.owned import OwnedQuerySet

# The circles of life, then whoever came by a network or an address book.
ORIGINS = tuple(str(origin) for origin in (*CIRCLES, Origin.NETWORK, Origin.OTHER))
INTERESTING, SKIPPED = "interesting", "skipped"
WHOM = ("", INTERESTING, SKIPPED)
# So many tags are offered as chips beside those that somebody has; the others are typed.
USUAL_TAGS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose cards one goes through: of one circle or all, everybody or only some."""

    circle: str = ""
    whom: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Choice:
        """Return what an address, a form or the draft says; what makes no sense is everybody."""
        circle, whom = said.get("circle", ""), said.get("whom", "")
        return cls(circle if circle in ORIGINS else "", whom if whom in WHOM else "")

    @property
    def values(self) -> dict[str, str]:
        """What it says, without what is left open."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def query(self) -> str:
        """The end of an address, question mark included."""
        return f"?{urlencode(self.values)}" if self.values else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cards of how many people were looked at, and how many of these passed over."""

    done: int = 0
    total: int = 0
    skipped: int = 0

    @property
    def left(self) -> int:
        """How many wait."""
        return self.total - self.done

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.done + other.done, self.total + other.total, self.skipped + other.skipped)


def progress(*, owner: User, whom: str, today: date) -> dict[str, Progress]:
    """Return how far one has come in each circle that has somebody, in one query."""
    looked, skipped = _looked_at(owner), Q(pk__in=_cards(owner).filter(is_skipped=True).values("contact_id"))
    people = _people(owner, Choice(whom=whom if whom == INTERESTING else ""), today)
    rows = (
        people.order_by()
        .values_list("origin")
        .annotate(done=Count("pk", filter=looked), total=Count("pk"), skipped=Count("pk", filter=skipped))
    )
    found = {origin: Progress(*numbers) for origin, *numbers in rows}
    return {origin: found[origin] for origin in ORIGINS if origin in found}


def next_person(*, owner: User, choice: Choice, today: date, after: Contact | None = None) -> Contact | None:
    """Return whose card is next: by circle, in it whoever was entered last; behind the last the first who waits.

    Somebody who was passed over comes once in a round of those.
    """
    waiting = _waiting(owner, choice, today).annotate(turn=_turn()).order_by("-turn", "-created_at", "-id")
    if after is None:
        return waiting.first()
    others = waiting.exclude(pk=after.pk)
    keys = ("turn", _turns()[after.origin]), ("created_at", after.created_at), ("id", after.pk)
    following = others.filter(behind(*keys, is_descending=True)).first()
    return following or (others.first() if choice.whom != SKIPPED else None)


def previous_person(*, owner: User, contact: Contact) -> Contact | None:
    """Return whose card was looked at before this one, whatever the circle; nobody in the bin."""
    cards = _cards(owner).filter(not_in_bin(owner, "contact")).order_by("-looked_at")
    mine = _cards(owner).filter(contact=contact).first()
    if mine:
        cards = cards.filter(looked_at__lt=mine.looked_at)
    # Without a join: one row by its index, and then the person by theirs.
    before = cards.values_list("contact_id", flat=True).first()
    return Contact.objects.for_user(owner).filter(pk=before).first() if before else None


def usual_tags(*, owner: User) -> list[str]:
    """Return the names of the tags that most people have, in one query."""
    tags = Tag.objects.for_user(owner).with_counts()
    return [tag.name for tag in tags.order_by(F("people").desc(), "folded_name")[:USUAL_TAGS]]


def _cards(owner: User) -> OwnedQuerySet[InventoryCard]:
    return InventoryCard.objects.for_user(owner)


def _looked_at(owner: User) -> Q:
    return Q(pk__in=_cards(owner).values("contact_id"))


def _people(owner: User, choice: Choice, today: date) -> ContactQuerySet:
    """Return the people of a choice whom rule 2 lets be named."""
    people = Contact.objects.for_user(owner).suggestible(on=today)
    if choice.circle:
        people = people.filter(origin=choice.circle)
    return people.filter(is_interesting=True) if choice.whom == INTERESTING else people


def _waiting(owner: User, choice: Choice, today: date) -> ContactQuerySet:
    people = _people(owner, choice, today)
    if choice.whom == SKIPPED:
        return people.filter(pk__any_of=_cards(owner).filter(is_skipped=True).values("contact_id"))
    return people.exclude(_looked_at(owner))


def _turns() -> dict[str, int]:
    return {origin: turn for turn, origin in enumerate(reversed(ORIGINS))}


def _turn() -> Case:
    """Return the turn of a circle, the first the greatest, so that all of the order runs down."""
    turns = (When(origin=origin, then=Value(turn)) for origin, turn in _turns().items())
    return Case(*turns, default=Value(-1), output_field=IntegerField())
