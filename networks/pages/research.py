"""What the research for a goal shows: whom to ask, what they said, where to look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, override

from accounts.models import User
from contacts.models import Contact
from contacts.wording import position_words
from goals.models import Goal
from networks.models import Inquiry, LookingPlace
from networks.queries.inquiries import NamedNetwork, Proposed, answered, named_networks, people_to_ask, picked_to_ask
from networks.queries.inquiries import waiting_for as inquiries_waiting
from networks.queries.looking_places import kept_places, known_texts, places_of_past
from networks.rules.search_phrases import About, phrases_for
from networks.words.inquiries import reason_words
from networks.words.looking import alumni_reason, alumni_text, own_alumni_text, search_patterns, search_url, weeks_words
from netzwerk.core.markdown import is_safe_link

SHOWN_PEOPLE = 10
MORE_PEOPLE = 50
SHOWN_SUGGESTIONS = 6
SHOWN_WAITING = 50
SHOWN_ANSWERS = 50
# What was turned down in one language is not suggested in another.
LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class PersonToAsk:
    """Somebody to ask as the page shows them; `inquiry` when the user picked them."""

    contact: Contact
    state: str
    position: str
    reason: str
    inquiry: Inquiry | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place to look that the product suggests, and why where that is not plain."""

    kind: str
    label: str
    text: str
    url: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the list: where it leads, whether it is its turn, how often it comes."""

    place: LookingPlace
    url: str
    is_search: bool
    is_due: bool
    watched: str


@dataclass(frozen=True, slots=True)
class Research:
    """The research for one goal."""

    goal: Goal
    people: list[PersonToAsk]
    has_more_people: bool
    waiting: list[Inquiry]
    answers: list[Inquiry]
    named: list[NamedNetwork]
    suggestions: list[Suggestion]
    more_suggestions: list[Suggestion]
    places: list[PlaceRow]


def research_of(owner: User, goal: Goal, *, today: date, shows_all: bool = False) -> Research:
    """Return the research for a goal in a fixed number of queries."""
    limit = MORE_PEOPLE if shows_all else SHOWN_PEOPLE
    proposed = people_to_ask(owner, goal, on=today, limit=limit + 1)
    suggestions = suggestions_for(owner, goal)
    return Research(
        goal=goal,
        people=[_person(one, today) for one in (*picked_to_ask(owner, goal), *proposed[:limit])],
        has_more_people=len(proposed) > limit and not shows_all,
        waiting=list(inquiries_waiting(owner, goal)[:SHOWN_WAITING]),
        answers=list(answered(owner, goal)[:SHOWN_ANSWERS]),
        named=named_networks(owner, goal),
        suggestions=suggestions[:SHOWN_SUGGESTIONS],
        more_suggestions=suggestions[SHOWN_SUGGESTIONS:],
        places=[place_row(place, today) for place in kept_places(owner, goal)],
    )


def place_row(place: LookingPlace, today: date) -> PlaceRow:
    """Return a place as its row shows it: without a link of its own it leads to a search for its words."""
    url = place.url if is_safe_link(place.url) else ""
    return PlaceRow(
        place=place,
        url=url or search_url(place.text),
        is_search=not url,
        is_due=place.look_again_on is not None and place.look_again_on <= today,
        watched=weeks_words(place.watched_weeks) if place.watched_weeks else "",
    )


def suggestions_for(owner: User, goal: Goal) -> list[Suggestion]:
    """Return where one could look for a goal, without what is on the list or was turned down in either language."""
    known = known_texts(owner, goal)
    about = _about(goal)
    said = {phrase.key for phrase in _phrases(about) if (phrase.kind, phrase.text.casefold()) in known}
    labels: dict[str, str] = {kind.value: str(kind.label) for kind in LookingPlace.Kind}
    phrases = [phrase for phrase in phrases_for(about, search_patterns()) if phrase.key not in said]
    found = [Suggestion(one.kind, labels[one.kind], one.text, search_url(one.text)) for one in phrases]
    # Where one is from is known best, so it comes early.
    return found[:3] + _alumni(owner, known, labels[LookingPlace.Kind.ALUMNI]) + found[3:]


def _phrases(about: About) -> list[Any]:
    """Return the search words in all languages."""
    phrases: list[Any] = []
    for language in LANGUAGES:
        with override(language):
            phrases += phrases_for(about, search_patterns())
    return phrases


def _about(goal: Goal) -> About:
    ideal = goal.ideal_network
    return About(
        field=goal.field or goal.own_purpose,
        place=ideal.place if ideal else "",
        meeting=ideal.format if ideal else "",
        purposes=frozenset(goal.purposes),
    )


def _alumni(owner: User, known: set[tuple[str, str]], label: str) -> list[Suggestion]:
    active = get_language() or "en"
    suggestions = []
    for place in places_of_past(owner):
        texts = {}
        for language in (*LANGUAGES, active):
            with override(language):
                texts[language] = alumni_text(place.name) if place.name else own_alumni_text()
        if not any((LookingPlace.Kind.ALUMNI.value, text.casefold()) in known for text in texts.values()):
            text = texts[active][:200]
            kind = LookingPlace.Kind.ALUMNI.value
            suggestions.append(Suggestion(kind, label, text, search_url(text), alumni_reason(place.count)))
    return suggestions


def _person(proposed: Proposed, today: date) -> PersonToAsk:
    contact = proposed.contact
    return PersonToAsk(
        contact=contact,
        state=contact.state_on(today),
        position=position_words(contact),
        reason=reason_words(proposed),
        inquiry=proposed.inquiry,
    )
