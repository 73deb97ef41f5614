"""Who is worth a message today, and why: the one answer that Today and the mail share (product rules 5, 6 and 8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Exchange
from contacts.queries.exchanges import promises_by_contact
from goals.models import Goal, NextStep, Offer, Role
from matching.queries.approaches import gives_for
from reminders.queries import OwnDay, own_days_between
from reminders.rules.ranking import Choice, choose_people
from reminders.rules.reasons import Candidate
from reminders.rules.schedule import dates_until_next
from reminders.sentences import Facts, birthday_sentence, own_day_sentence, sentences_for
from reminders.services.candidates import load_candidates

_OwnDays = Mapping[UUID, tuple[OwnDay, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the days at hand, by contact: own dates that come, and the most urgent promise that counts."""

    own_days: _OwnDays
    promises: Mapping[UUID, Exchange]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody worth a message: why, what one could give, and what the person is for which goal.

    `gives` is what the user thought of for this person, or else one of the offers; nothing where there is neither.
    """

    contact: Contact
    sentences: tuple[str, ...]
    gives: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A birthday before the next mail, or a date of somebody's own."""

    contact: Contact
    on: date
    sentence: str
    is_birthday: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """The people of one day; `dates` are all birthdays and own dates until the next mail, also of the chosen."""

    people: tuple[Suggestion, ...]
    nobody_due: bool
    due_count: int
    dates: tuple[ComingDate, ...] = ()


def propose_people(*, user: User, on: date, count: int | None = None, only: Collection[UUID] | None = None) -> Proposal:
    """Choose at most `count` people (the user's own number by default) for the local date `on`, and say why.

    The number of queries is constant; the same rows give the same people in the same order all day. With `only`
    nobody else is considered: for a mail that was begun and is sent again.
    """
    until = dates_until_next(set(user.digest_weekdays), user.zone, on).last
    limit = user.digest_people if count is None else count
    suggestible = Contact.objects.for_user(user).suggestible(on=on)
    if only is not None:
        suggestible = suggestible.filter(pk__in=only)
    known = _Known(own_days_between(user, on, until), promises_by_contact(user, until=until))
    candidates, choice = _choose(user, suggestible, known, on=on, until=until, limit=limit)
    if choice.nobody_due and not choice.people:
        candidates, choice = _choose(user, suggestible, known, on=on, until=until, limit=limit, is_beginning=True)
    dates = [one for one in candidates if any(day and day <= until for day in (one.birthday_on, one.own_date_on))]
    contacts = _contacts(user, choice, dates)
    return Proposal(
        people=_suggestions(user, choice, contacts, known, on),
        nobody_due=choice.nobody_due,
        due_count=suggestible.due(on=on).count(),
        dates=_coming(dates, contacts, known.own_days, on, until),
    )


def _choose(
    user: User,
    contacts: ContactQuerySet,
    known: _Known,
    *,
    on: date,
    until: date,
    limit: int,
    is_beginning: bool = False,
) -> tuple[list[Candidate], Choice]:
    candidates = load_candidates(
        user=user,
        contacts=contacts,
        on=on,
        until=until,
        limit=limit,
        own_days=known.own_days,
        promised=known.promises.keys(),
        is_beginning=is_beginning,
    )
    return candidates, choose_people(candidates, user_id=user.pk, on=on, until=until, limit=limit)


def _contacts(user: User, choice: Choice, dates: Sequence[Candidate]) -> dict[UUID, Contact]:
    wanted = {one.candidate.contact_id for one in choice.people} | {one.contact_id for one in dates}
    found = Contact.objects.for_user(user).filter(pk__in=wanted).defer("note")
    return {contact.pk: contact for contact in found.with_details()}


def _suggestions(
    user: User, choice: Choice, contacts: dict[UUID, Contact], known: _Known, on: date
) -> tuple[Suggestion, ...]:
    ids = [one.candidate.contact_id for one in choice.people]
    roles, steps, offers = _roles(user, ids), _steps(user, ids), list(Offer.objects.for_user(user))
    thought_of = gives_for(user, ids)
    suggestions = []
    for place, chosen in enumerate(choice.people):
        contact_id = chosen.candidate.contact_id
        facts = Facts(
            contact=contacts[contact_id],
            roles=roles.get(contact_id, ()),
            next_step=steps.get(contact_id),
            on=on,
            zone=user.zone,
            own_days=known.own_days.get(contact_id, ()),
            promise=known.promises.get(contact_id),
        )
        # Another offer for each person, and other ones tomorrow.
        offer = offers[(on.toordinal() + place) % len(offers)].text if offers else ""
        gives = thought_of.get(contact_id, offer)
        suggestions.append(Suggestion(facts.contact, sentences_for(chosen.reasons, facts), gives, facts.roles))
    return tuple(suggestions)


def _roles(user: User, contact_ids: Sequence[UUID]) -> dict[UUID, tuple[Role, ...]]:
    found: dict[UUID, tuple[Role, ...]] = {}
    roles = Role.objects.for_user(user).filter(contact_id__in=contact_ids, goal__status=Goal.Status.ACTIVE)
    for role in roles.select_related("goal").order_by("-goal__is_leading", "goal__created_at", "kind"):
        found[role.contact_id] = (*found.get(role.contact_id, ()), role)
    return found


def _steps(user: User, contact_ids: Sequence[UUID]) -> dict[UUID, NextStep]:
    steps = NextStep.objects.for_user(user).open().wanted().filter(contact_id__in=contact_ids)
    # The one that is due first is written last, and stays.
    return {step.contact_id: step for step in steps.order_by("-due_on", "-id")}


def _coming(
    dates: Sequence[Candidate], contacts: dict[UUID, Contact], own_days: _OwnDays, on: date, until: date
) -> tuple[ComingDate, ...]:
    coming = []
    for one in sorted(dates, key=lambda one: (one.order_key, one.contact_id)):
        contact = contacts[one.contact_id]
        if one.birthday_on is not None and one.birthday_on <= until:
            coming.append(ComingDate(contact, one.birthday_on, birthday_sentence(contact, one.birthday_on, on)))
        for own in own_days.get(one.contact_id, ()):
            coming.append(ComingDate(contact, own.on, own_day_sentence(own, on), is_birthday=False))
    return tuple(sorted(coming, key=lambda one: one.on))
