"""The networks of the sample as rows, with members, checks, memberships, meetings and what went back and forth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from contacts.models import Contact, Exchange, Moment, Position, fold_name
from contacts.rules.cadence import add_months
from goals.models import Goal
from networks.models import (
    Check,
    CheckAnswer,
    Event,
    GivingIdea,
    Membership,
    MembershipReview,
    Network,
    NetworkBudget,
    NetworkExchange,
    NetworkLink,
    NetworkMember,
    NetworkMoment,
    Occurrence,
    StageMove,
    WantedPerson,
)
from networks.services.checking import keep_snapshot
from transfer.sample.networks import NETWORKS, SampleCheck, SampleNetwork
from transfer.sample.texts import Text

Networks = Mapping[str, Network]

_GIVEN: tuple[tuple[str, str, str, int, Text], ...] = (
    ("women", "given", "advice", 210, Text("workshop on style sheets", "Workshop über Stilblätter")),
    ("women", "given", "help", 150, Text("notes for the panel", "Notizen fürs Podium")),
    ("women", "given", "introduction", 95, Text("two illustrators introduced", "zwei Illustratorinnen vorgestellt")),
    ("women", "received", "commission", 130, Text("a first novel to edit", "ein Debüt zum Lektorieren")),
    ("women", "received", "advice", 60, Text("an hour on fees", "eine Stunde zu Honoraren")),
    ("round", "given", "tip", 120, Text("a printer who delivers", "eine Druckerei, die liefert")),
    ("round", "received", "information", 48, Text("who looks for editors", "wer Lektorate sucht")),
    ("editors", "asked", "information", 20, Text("the rate survey by subject", "die Honorarumfrage nach Fach")),
)
_MEETINGS: tuple[tuple[str, Text, int, str, str, time, int], ...] = (
    ("women", Text("Winter meeting", "Wintertreffen"), 12, "", "Frankfurt", time(16), 240),
    (
        "round",
        Text("Editors' evening", "Abend der Lektorenrunde"),
        -150,
        "monthly_weekday",
        "Café Elbblick",
        time(19),
        120,
    ),
    ("chamber", Text("Chamber breakfast", "Frühstück der Kammer"), -44, "weekly", "Hamburg", time(7, 30), 60),
)
_WANTED: tuple[tuple[str, Text], ...] = (
    ("Aylin Demir", Text("thank her for the panel", "mich fürs Podium bedanken")),
    ("Charlotte Nguyen", Text("ask how she found her agent", "fragen, wie sie ihre Agentin gefunden hat")),
)


def add_networks(*, user: User, contacts: Mapping[str, Contact], goals: list[Goal], today: date) -> Networks:
    """Enter the networks with all that belongs to them, and return them by key; `contacts` are the people by name."""
    made = Network.objects.bulk_create(_network(user, one, today) for one in NETWORKS)
    networks = {one.key: network for one, network in zip(NETWORKS, made, strict=True)}
    _add_belongings(user, networks, today)
    _add_members(user, networks, contacts)
    _add_checks(user, networks, goals[0], today)
    _add_memberships(user, networks, today)
    _add_exchanges(user, networks, today)
    _link_moments(user, networks["round"])
    _add_meetings(user, networks, contacts, today)
    NetworkBudget.objects.create(owner=user, amount=Decimal(250), currency="EUR")
    return networks


def _network(user: User, one: SampleNetwork, today: date) -> Network:
    name, (stage, days_ago) = one.name.in_language(user.language), one.moves[-1]
    return Network(
        owner=user,
        name=name,
        folded_name=fold_name(name),
        stage=stage,
        staged_on=today - timedelta(days=days_ago),
        note=one.note.in_language(user.language),
        source=one.source.in_language(user.language),
        **one.facts,
    )


def _add_belongings(user: User, networks: Networks, today: date) -> None:
    """Enter how each came to its stage, its documents, and what one could give there."""
    StageMove.objects.bulk_create(
        StageMove(
            owner=user,
            network=networks[one.key],
            before=before,
            stage=stage,
            moved_on=today - timedelta(days=days),
        )
        for one in NETWORKS
        for before, (stage, days) in zip(["", *(stage for stage, _days in one.moves)], one.moves, strict=False)
    )
    NetworkLink.objects.bulk_create(
        NetworkLink(owner=user, network=networks[one.key], label=label.in_language(user.language), url=url)
        for one in NETWORKS
        for label, url in one.links
    )
    GivingIdea.objects.bulk_create(
        GivingIdea(owner=user, network=networks[one.key], text=idea.in_language(user.language), position=position)
        for one in NETWORKS
        for position, idea in enumerate(one.ideas)
    )


def _add_members(user: User, networks: Networks, contacts: Mapping[str, Contact]) -> None:
    """Enter who works for a network as one of its members, and whom one wants to know better there."""
    keys = {fold_name(one.organisation): one.key for one in NETWORKS if one.organisation}
    members = {(one.key, contacts[name].pk): ("", True) for one in NETWORKS for name in one.wished}
    there = Position.objects.for_user(user).filter(organisation__folded_name__in=keys)
    for place, pk, role in there.values_list("organisation__folded_name", "contact_id", "role"):
        _role, is_wished = members.get((keys[place], pk), ("", False))
        members[keys[place], pk] = (role, is_wished)
    NetworkMember.objects.bulk_create(
        NetworkMember(
            owner=user,
            network=networks[key],
            contact_id=pk,
            role=role,
            is_wished=is_wished,
            since_year=None if is_wished else networks[key].staged_on.year - 1,
        )
        for (key, pk), (role, is_wished) in members.items()
    )


def _add_checks(user: User, networks: Networks, goal: Goal, today: date) -> None:
    checked = [(networks[one.key], check) for one in NETWORKS for check in one.checks]
    rows = Check.objects.bulk_create(_check(user, network, goal, check, today) for network, check in checked)
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            owner=user,
            check_of=row,
            criterion=answer.criterion,
            level=answer.level,
            text=answer.text.in_language(user.language),
            evidence=answer.evidence.in_language(user.language),
            evidence_on=row.checked_on if answer.evidence.en else None,
        )
        for row, (_network, check) in zip(rows, checked, strict=True)
        for answer in check.answers
    )
    for row in rows:
        keep_snapshot(check=row)


def _check(user: User, network: Network, goal: Goal, one: SampleCheck, today: date) -> Check:
    day = today - timedelta(days=one.days_ago)
    return Check(
        owner=user,
        network=network,
        goal=goal,
        checked_on=day,
        verdict=one.verdict,
        reason=one.reason.in_language(user.language),
        review_on=None if one.review_in is None else today + timedelta(days=one.review_in),
        finished_at=datetime.combine(day, time(10), tzinfo=UTC),
    )


def _add_memberships(user: User, networks: Networks, today: date) -> None:
    # Terms of a year with three months' notice, of which the last day is five weeks away.
    last_day = today + timedelta(weeks=5)
    next_term = add_months(last_day + timedelta(days=1), 3)
    joined_on = networks["women"].staged_on
    women = Membership.objects.create(
        owner=user,
        network=networks["women"],
        since_on=joined_on,
        term_starts_on=add_months(next_term, -36),
        term_months=12,
        notice_count=3,
        notice_unit=Membership.NoticeUnit.MONTHS,
    )
    MembershipReview.objects.create(
        owner=user, membership=women, reviewed_on=joined_on + timedelta(days=365), decision="give_more"
    )
    begun_on = networks["round"].staged_on.replace(day=1, month=1)
    editors = Membership.objects.create(
        owner=user, network=networks["round"], since_on=begun_on, since_precision="year"
    )
    MembershipReview.objects.create(
        owner=user, membership=editors, reviewed_on=today - timedelta(days=200), decision="stay"
    )
    crime = networks["crime"]
    Membership.objects.create(owner=user, network=crime, since_on=today - timedelta(days=1900), left_on=crime.staged_on)


def _add_exchanges(user: User, networks: Networks, today: date) -> None:
    made = Exchange.objects.bulk_create(
        Exchange(
            owner=user, direction=direction, kind=kind, text=text.in_language(user.language),
            happened_on=today - timedelta(days=days),
        )
        for _key, direction, kind, days, text in _GIVEN
    )  # fmt: skip
    NetworkExchange.objects.bulk_create(
        NetworkExchange(owner=user, network=networks[key], exchange=exchange)
        for (key, *_rest), exchange in zip(_GIVEN, made, strict=True)
    )


def _link_moments(user: User, network: Network) -> None:
    there = Moment.objects.for_user(user).filter(
        kind=Moment.Kind.EVENT, organisation__folded_name=fold_name("Lektorenrunde Nord")
    )
    NetworkMoment.objects.bulk_create(
        NetworkMoment(owner=user, network=network, moment=moment, minutes=150) for moment in there
    )


def _add_meetings(user: User, networks: Networks, contacts: Mapping[str, Contact], today: date) -> None:
    events: dict[str, Event] = {}
    for key, title, days, repeats, place, clock, minutes in _MEETINGS:
        said: dict[str, Any] = {"title": title.in_language(user.language), "place": place, "minutes": minutes}
        day = today + timedelta(days=days)
        events[key] = Event.objects.create(
            owner=user, network=networks[key], starts_on=day, starts_at=clock, repeats=repeats, **said
        )
    winter = events["women"]
    occurrence = Occurrence.objects.create(owner=user, event=winter, planned_on=winter.starts_on)
    WantedPerson.objects.bulk_create(
        WantedPerson(
            owner=user, occurrence=occurrence, contact=contacts[name], why=why.in_language(user.language)
        )
        for name, why in _WANTED
    )  # fmt: skip
