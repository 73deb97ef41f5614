"""Who is worth a message today, and why: the one answer that Today and the mail share (product rules 5, 6 and 8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Closeness, Contact, ContactQuerySet, Exchange
from contacts.queries.exchanges import promises_by_contact
from goals.models import Goal, NextStep, Offer, Role
from matching.queries.approaches import gives_for
from reminders.queries.covering import Covered, covered_by, covered_today
from reminders.queries.days import DayTold, OwnDay, days_told
from reminders.queries.leads import ON_THE_DAY, told_ahead
from reminders.rules.ranking import Choice, choose_people, line_up
from reminders.rules.reasons import Candidate
from reminders.services.candidates import load_candidates
from reminders.words.days import birthday_sentence, own_day_sentence
from reminders.words.reasons import Facts, sentences_for

# Of whoever has more, the rest is on the list of people.
MOST = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the days at hand: dates that are told, the soonest first, and the promises that count."""

    covered: Covered
    days: tuple[DayTold, ...]
    promises: Mapping[UUID, Exchange]

    def days_of(self, contact_id: UUID) -> list[DayTold]:
        """Return what is told of somebody."""
        return [one for one in self.days if one.contact_id == contact_id]

    @property
    def own_days(self) -> dict[UUID, tuple[OwnDay, ...]]:
        """The own dates from today until the next mail: those that are a reason to name somebody."""
        found: dict[UUID, tuple[OwnDay, ...]] = {}
        for one in self.days:
            if one.own is not None and self.covered.on <= one.on <= self.covered.until:
                found[one.contact_id] = (*found.get(one.contact_id, ()), one.own)
        return found


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
    """A birthday or a date of somebody's own that is told, and what is said about it.

    `is_belated` when it passed while no mail came; `is_ahead` when a later mail covers it, and this one tells it a week
    or a month before.
    """

    contact: Contact
    on: date
    sentence: str
    is_birthday: bool = True
    is_belated: bool = False
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The people of one day; `dates` are all birthdays and own dates that are told, also of the chosen."""

    people: tuple[Suggestion, ...]
    nobody_due: bool
    dates: tuple[ComingDate, ...] = ()

    @property
    def further_dates(self) -> tuple[ComingDate, ...]:
        """The dates of those who are not named anyway."""
        named = {one.contact.pk for one in self.people}
        return tuple(one for one in self.dates if one.contact.pk not in named)


@dataclass(frozen=True, slots=True)
class Everybody:
    """A part of all people who have a reason, and how many these are; `MOST` says that there may be more."""

    people: tuple[Suggestion, ...]
    total: int


def propose_people(
    *,
    user: User,
    on: date,
    count: int | None = None,
    only: Collection[UUID] | None = None,
    covered: Covered | None = None,
) -> Proposal:
    """Choose at most `count` people (the user's own number by default) for the local date `on`, and say why.

    The number of queries is constant; the same rows give the same people in the same order all day. With `only`
    nobody else is considered: for a mail that was begun and is sent again. `covered` are the days of which a mail
    speaks; by default, those from today until the next. A mail on the day itself names those alone whose day it is.
    """
    covered = covered or covered_by(user=user, on=on)
    limit = user.digest_people if count is None else count
    suggestible = Contact.objects.for_user(user).suggestible(on=on)
    if only is not None:
        suggestible = suggestible.filter(pk__in=only)
    if covered.is_day:
        suggestible = told_ahead(suggestible, user, ON_THE_DAY)
    days = days_told(user, suggestible, covered)
    if covered.is_day:
        suggestible = suggestible.filter(pk__in={one.contact_id for one in days})
    known = _Known(covered, tuple(days), promises_by_contact(user, until=covered.until))
    choice = _choose(user, suggestible, known, limit)
    if choice.nobody_due and not choice.people and not covered.is_day:
        choice = _choose(user, suggestible, known, limit, is_beginning=True)
    contacts = _contacts(suggestible, choice, days)
    dates = tuple(_coming(contacts[one.contact_id], one, on) for one in days if one.contact_id in contacts)
    return Proposal(
        people=_suggestions(user, choice, contacts, known),
        nobody_due=choice.nobody_due,
        dates=tuple(sorted(dates, key=_soonest_first)),
    )


def propose_everybody(*, user: User, on: date, first: int, count: int) -> Everybody:
    """Return `count` of all who have a reason on the date `on`, from the place `first`; the people of the day lead.

    For whoever gets no mails. The number of queries is constant; of more than `MOST` the rest is left out.
    """
    covered = covered_today(user=user, on=on)
    suggestible = Contact.objects.for_user(user).suggestible(on=on)
    days = days_told(user, suggestible, covered)
    known = _Known(covered, tuple(days), promises_by_contact(user, until=covered.until))
    inner = suggestible.filter(closeness=Closeness.INNER).values_list("pk", flat=True)[:MOST]
    candidates = _candidates(user, suggestible, known, MOST, also=inner)
    choice = choose_people(candidates, user_id=user.pk, on=on, until=covered.until, limit=user.digest_people)
    if choice.nobody_due and not choice.people:
        choice = _choose(user, suggestible, known, user.digest_people, is_beginning=True)
    line = line_up(candidates, choice, on=on, until=covered.until)[:MOST]
    part = Choice(tuple(line[first : first + count]), choice.nobody_due)
    return Everybody(_suggestions(user, part, _contacts(suggestible, part, ()), known), len(line))


def _choose(user: User, contacts: ContactQuerySet, known: _Known, limit: int, *, is_beginning: bool = False) -> Choice:
    candidates = _candidates(user, contacts, known, limit, is_beginning=is_beginning)
    covered = known.covered
    return choose_people(candidates, user_id=user.pk, on=covered.on, until=covered.until, limit=limit)


def _candidates(
    user: User,
    contacts: ContactQuerySet,
    known: _Known,
    limit: int,
    *,
    is_beginning: bool = False,
    also: Collection[UUID] = (),
) -> list[Candidate]:
    on, until = known.covered.on, known.covered.until
    return load_candidates(
        user=user,
        contacts=contacts,
        on=on,
        until=until,
        limit=limit,
        own_days=known.own_days,
        promised={pk: promise.due_on or promise.happened_on for pk, promise in known.promises.items()},
        is_beginning=is_beginning,
        also=also,
    )


def _contacts(suggestible: ContactQuerySet, choice: Choice, days: Sequence[DayTold]) -> dict[UUID, Contact]:
    wanted = {one.candidate.contact_id for one in choice.people} | {one.contact_id for one in days}
    found = suggestible.filter(pk__in=wanted).defer("note")
    found = found.prefetch_related("emails", "phones").with_positions()
    return {contact.pk: contact for contact in found}


def _suggestions(user: User, choice: Choice, contacts: dict[UUID, Contact], known: _Known) -> tuple[Suggestion, ...]:
    ids = [one.candidate.contact_id for one in choice.people]
    roles, steps, offers = _roles(user, choice), _steps(user, choice), list(Offer.objects.for_user(user))
    thought_of, on, own_days = gives_for(user, ids), known.covered.on, known.own_days
    suggestions = []
    for place, chosen in enumerate(choice.people):
        contact_id = chosen.candidate.contact_id
        facts = Facts(
            contact=contacts[contact_id],
            roles=roles.get(contact_id, ()),
            next_step=steps.get(contact_id),
            on=on,
            zone=user.zone,
            own_days=own_days.get(contact_id, ()),
            promise=known.promises.get(contact_id),
        )
        # Another offer for each person, and other ones tomorrow.
        offer = offers[(on.toordinal() + place) % len(offers)].text if offers else ""
        gives = thought_of.get(contact_id, offer)
        # What is no reason to name somebody, such as a birthday in a month, is told of whoever is named all the same.
        told = [_sentence(facts.contact, one, on) for one in known.days_of(contact_id)]
        sentences = tuple(dict.fromkeys([*sentences_for(chosen.reasons, facts), *told]))
        suggestions.append(Suggestion(facts.contact, sentences, gives, facts.roles))
    return tuple(suggestions)


def _roles(user: User, choice: Choice) -> dict[UUID, tuple[Role, ...]]:
    those = [one.candidate for one in choice.people]
    contact_ids = [one.contact_id for one in those if one.has_role_in_leading_goal or one.has_role_in_other_goal]
    if not contact_ids:
        return {}
    found: dict[UUID, tuple[Role, ...]] = {}
    roles = Role.objects.for_user(user).filter(contact_id__in=contact_ids, goal__status=Goal.Status.ACTIVE)
    for role in roles.select_related("goal").order_by("-goal__is_leading", "goal__created_at", "kind"):
        found[role.contact_id] = (*found.get(role.contact_id, ()), role)
    return found


def _steps(user: User, choice: Choice) -> dict[UUID, NextStep]:
    """Return the next step of each who is named for it."""
    contact_ids = [one.candidate.contact_id for one in choice.people if one.candidate.next_step_due_on is not None]
    if not contact_ids:
        return {}
    steps = NextStep.objects.for_user(user).open().wanted().filter(contact_id__in=contact_ids)
    # The one that is due first is written last, and stays.
    return {step.contact_id: step for step in steps.order_by("-due_on", "-id")}


def _coming(contact: Contact, told: DayTold, on: date) -> ComingDate:
    return ComingDate(
        contact,
        told.on,
        _sentence(contact, told, on),
        is_birthday=told.own is None,
        is_belated=told.on < on,
        is_ahead=told.is_ahead,
    )


def _sentence(contact: Contact, told: DayTold, on: date) -> str:
    return own_day_sentence(told.own, on) if told.own else birthday_sentence(contact, told.on, on)


def _soonest_first(one: ComingDate) -> tuple[date, str, UUID, bool, str]:
    return (one.on, one.contact.folded_name, one.contact.pk, not one.is_birthday, one.sentence)
