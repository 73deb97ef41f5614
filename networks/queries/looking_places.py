"""Where to look for networks: what is kept, what is due, and where the user studied or worked; fixed queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from accounts.models import User
from contacts.models import Contact, Origin, Position
from goals.models import Goal
from networks.models import Look, LookingPlace
from networks.rules.looking_again import is_school

SHOWN_LOOKS = 3
# With fewer former colleagues from one place it may be anybody's employer.
ENOUGH_COLLEAGUES = 2
MOST_PLACES_OF_PAST = 40
MOST_ALUMNI = 4


@dataclass(frozen=True, slots=True)
class PlaceOfPast:
    """Where several of the user's people are from: an organisation, or nothing where only studies are known."""

    name: str
    count: int


def kept_places(owner: User, goal: Goal) -> QuerySet[LookingPlace]:
    """Return the places that are on the list, those to look at again first, each with its newest looks."""
    looks = Look.objects.for_user(owner).select_related("network").order_by("-looked_on", "-id")
    places = LookingPlace.objects.for_user(owner).kept().filter(goal=goal)
    newest = Prefetch("looks", looks[:SHOWN_LOOKS], to_attr="newest_looks")
    return places.annotate(look_count=Count("looks")).prefetch_related(newest).order_by("look_again_on", "created_at")


def known_texts(owner: User, goal: Goal) -> set[tuple[str, str]]:
    """Return kind and folded text of all that is on the list or was turned down: it is not suggested."""
    rows = LookingPlace.objects.for_user(owner).filter(goal=goal).values_list("kind", "text")
    return {(kind, text.casefold()) for kind, text in rows}


def places_to_look_again(owner: User, *, until: date) -> QuerySet[LookingPlace]:
    """Return the watched places of goals that are pursued whose day has come by `until`, the longest overdue first."""
    places = LookingPlace.objects.for_user(owner).kept().filter(look_again_on__lte=until, goal__status="active")
    return places.select_related("goal").order_by("look_again_on", "id")


def places_of_past(owner: User) -> list[PlaceOfPast]:
    """Return schools and former employers of the user, after the people they have from there; two queries."""
    people = Contact.objects.for_user(owner).present()
    positions = Position.objects.for_user(owner).filter(organisation__isnull=False, contact__deleted_at=None)
    counted = positions.order_by().values("organisation__name", "contact__origin")
    origins = (Origin.STUDIES, Origin.TRAINING, Origin.FORMER_JOB)
    rows = counted.filter(contact__origin__in=origins).annotate(count=Count("contact", distinct=True))
    found = [
        PlaceOfPast(row["organisation__name"], row["count"])
        for row in rows.order_by("-count", "organisation__name")[:MOST_PLACES_OF_PAST]
        if _is_of_the_past(row["organisation__name"], row["contact__origin"], row["count"])
    ]
    best = list({place.name: place for place in reversed(found)}.values())[::-1][:MOST_ALUMNI]
    if not any(is_school(place.name) for place in best):
        fellows = people.filter(origin=Origin.STUDIES).count()
        best += [PlaceOfPast("", fellows)] if fellows else []
    return best


def _is_of_the_past(name: str, origin: str, count: int) -> bool:
    return count >= ENOUGH_COLLEAGUES if origin == Origin.FORMER_JOB else is_school(name)
