"""How the sample looks for networks: who was asked and what they said, where to look, and a check that is begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal
from networks.models import Inquiry, Look, LookingPlace, Mention, Network
from networks.services.begun_checks import begin_check
from transfer.sample.texts import NOTHING, Text

# Who was asked so many days ago, what they said so many days ago, and which network they named, and why.
_ASKED: tuple[tuple[str, int, int | None, str, Text], ...] = (
    ("Dorothee Amann", 40, 34, "editors", Text("for the rate survey, and the lawyer on Thursdays",
                                               "wegen der Honorarumfrage und der Rechtsberatung am Donnerstag")),
    ("Charlotte Nguyen", 38, 30, "women", Text("every second commission comes from somebody she met there",
                                               "jeder zweite Auftrag kommt von jemandem von dort")),
    ("Aylin Demir", 38, 36, "women", Text("newcomers are taken along to publishers",
                                          "Neue werden zu Verlagen mitgenommen")),
    ("Samuel Adjei", 9, None, "", NOTHING),
)  # fmt: skip
_PLACES: tuple[tuple[str, Text, int | None], ...] = (
    ("press", Text("The weekly of the book trade", "Das Wochenblatt der Buchbranche"), 4),
    ("search", Text("publishing network northern Germany", "Netzwerk Verlagswesen Norddeutschland"), None),
)
_LOOKED = (("press", 29, Text("An article on the book market forum", "Ein Artikel über das Forum Buchmarkt")),)


def add_research(
    *, user: User, contacts: Mapping[str, Contact], networks: Mapping[str, Network], goal: Goal, today: date
) -> None:
    """Enter the research for a goal; people are by name, networks by key."""
    asked = Inquiry.objects.bulk_create(
        Inquiry(
            owner=user,
            goal=goal,
            contact=contacts[name],
            asked_on=today - timedelta(days=days),
            answered_on=None if answered is None else today - timedelta(days=answered),
        )
        for name, days, answered, _key, _why in _ASKED
    )
    Mention.objects.bulk_create(
        Mention(owner=user, inquiry=inquiry, network=networks[key], why=why.in_language(user.language))
        for inquiry, (_name, _days, _answered, key, why) in zip(asked, _ASKED, strict=True)
        if key
    )
    _add_places(user, networks["forum"], goal, today)
    begin_check(network=networks["chamber"], goal=goal, now=timezone.now(), today=today)


def _add_places(user: User, found: Network, goal: Goal, today: date) -> None:
    places = LookingPlace.objects.bulk_create(
        LookingPlace(
            owner=user,
            goal=goal,
            kind=kind,
            text=text.in_language(user.language),
            watched_weeks=weeks,
            # Looked at 29 days ago, and so asked about again since yesterday.
            look_again_on=None if weeks is None else today - timedelta(days=29) + timedelta(weeks=weeks),
        )
        for kind, text, weeks in _PLACES
    )
    by_kind = {place.kind: place for place in places}
    Look.objects.bulk_create(
        Look(
            owner=user,
            place=by_kind[kind],
            looked_on=today - timedelta(days=days),
            brought=text.in_language(user.language),
            network=found,
        )
        for kind, days, text in _LOOKED
    )
