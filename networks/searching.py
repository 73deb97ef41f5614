"""Networks, their meetings and places to look, for the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.rules.search_words import holds, terms_among, words_of
from contacts.wording import day_words, dotted
from networks.models import Event, LookingPlace, Network
from networks.queries.events import schedule_of
from networks.rules.occurrences import dates_back_from, dates_from
from netzwerk.core.registry import SearchHit

# Somebody has dozens of networks; so many rows of each sort are looked through at most.
MOST_ROWS = 500


def find_networks(user: User, text: str) -> list[SearchHit]:
    """Return networks, meetings and places to look that have every word; three queries.

    A meeting leads to its next date, or else to its last one. What is called so comes before what is only noted so, and
    otherwise networks before meetings and places.
    """
    found = [*_networks(user), *_events(user, timezone.localdate()), *_places(user)]
    terms = terms_among(text, words_of(*(words for words, _hit in found)))
    hits = [hit for words, hit in found if holds(words, terms)]
    return sorted(hits, key=lambda hit: not holds(hit.title, terms))


def _networks(user: User) -> Iterator[tuple[str, SearchHit]]:
    networks = Network.objects.for_user(user).present().by_name()
    for network in networks.only("name", "place", "kind", "source", "note", "stage")[:MOST_ROWS]:
        words = " ".join((network.name, network.place, network.get_kind_display(), network.source, network.note))
        address = reverse("networks:network-detail", args=[network.pk])
        detail = dotted(network.get_stage_display(), network.place)
        yield words, SearchHit(network.name, address, "diagram-3", detail)


def _events(user: User, today: date) -> Iterator[tuple[str, SearchHit]]:
    events = Event.objects.for_user(user).present().select_related("network").defer("note", "network__note")
    for event in events.order_by("-starts_on", "-id")[:MOST_ROWS]:
        schedule = schedule_of(event)
        day = next(dates_from(schedule, today), None) or next(dates_back_from(schedule, today), event.starts_on)
        address = reverse("networks:occurrence", args=[event.pk, day.isoformat()])
        detail = dotted(event.network.name, day_words(day))
        yield event.title, SearchHit(event.title, address, "calendar-event", detail)


def _places(user: User) -> Iterator[tuple[str, SearchHit]]:
    places = LookingPlace.objects.for_user(user).kept().order_by("text", "id")
    for text, goal_id, statement in places.values_list("text", "goal_id", "goal__statement")[:MOST_ROWS]:
        address = reverse("networks:research", args=[goal_id])
        yield text, SearchHit(text, address, "binoculars", dotted(_("Place to look"), statement))
