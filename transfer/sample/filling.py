"""Fills an account with the sample: made-up people only, every date relative to the day, the same for one seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Moment, Organisation, Participation, fold_name
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts, recompute_last_moments
from contacts.services.belongings import find_or_add_organisations
from contacts.services.indexing import reindex_moments
from netzwerk.core.folding import fold
from transfer.sample.cast import CAST
from transfer.sample.crowd import crowd
from transfer.sample.giving import add_giving
from transfer.sample.goals import add_goals
from transfer.sample.helping import add_helping
from transfer.sample.lists import add_tags_and_views
from transfer.sample.lives import add_lives
from transfer.sample.moments import SampleMoment, moments_of
from transfer.sample.network_rows import add_networks
from transfer.sample.people import LEAP_DAY, Birthday, SamplePerson
from transfer.sample.research import add_research
from transfer.sample.twice import add_somebody_twice

SEED = 7
# Numbers that the German regulator keeps free for films and books.
_LANDLINES = ("+49 30 23125", "+49 40 66969", "+49 89 99998", "+49 221 4710", "+49 69 90009")
_MOBILE = "+49 171 39200"


def furnish(user: User) -> None:
    """Fill a new sample account; called as that user."""
    fill_with_sample(user=user, today=timezone.localdate(timezone=user.zone))


def fill_with_sample(*, user: User, today: date, seed: int = SEED) -> None:
    """Enter about 150 people of all origins and states, moments over several years, tags, views, and two goals."""
    random = Random(seed)  # noqa: S311 - a story, no secret
    people = [*CAST, *crowd(random, {person.name for person in CAST})]
    details = [_details_of(person, number, user, today) for number, person in enumerate(people)]
    contacts = add_contacts(owner=user, people=details, today=today)
    _add_moments(user, people, contacts, today, random)
    _set_aside(people, contacts, today)
    add_tags_and_views(user=user, people=people, contacts=contacts)
    by_name = {contact.name: contact for contact in contacts}
    add_lives(user=user, contacts=by_name, today=today)
    goals = add_goals(user=user, contacts=by_name, today=today)
    networks = add_networks(user=user, contacts=by_name, goals=goals, today=today)
    add_research(user=user, contacts=by_name, networks=networks, goal=goals[0], today=today)
    add_giving(user=user, contacts=by_name, today=today)
    add_helping(user=user, contacts=by_name, goals=goals, today=today)
    add_somebody_twice(user=user, contacts=by_name, today=today)


def _details_of(person: SamplePerson, number: int, user: User, today: date) -> NewContact:
    given_name, _, family_name = person.name.partition(" ")
    return NewContact(
        name=person.name,
        given_name=given_name,
        family_name=family_name,
        place=person.place,
        organisation=person.organisation,
        role=person.role.in_language(user.language),
        emails=_emails(person),
        phones=_phones(person, number),
        birthday=_birthday(person.birthday, today) if person.birthday else None,
        note=person.note.in_language(user.language),
        origin=person.origin,
        closeness=person.closeness,
        last_in_touch=person.last_in_touch,
        is_interesting=person.is_interesting,
        is_close_to_heart=person.is_close_to_heart,
        ended_in_conflict=person.ended_in_conflict,
    )


def _emails(person: SamplePerson) -> tuple[Channel, ...]:
    if not person.mail:
        return ()
    name = fold(person.name).replace(" ", ".")
    if person.organisation:
        return (Channel(value=f"{name}@example.org", kind="work"),)
    return (Channel(value=f"{name}@example.com", kind="home"),)


def _phones(person: SamplePerson, number: int) -> tuple[Channel, ...]:
    if not person.phone:
        return ()
    if number % 3 == 0 and number < 300:
        return (Channel(value=f"{_MOBILE}{number // 3:02d}", kind="mobile"),)
    return (Channel(value=f"{_LANDLINES[number % len(_LANDLINES)]} {number:03d}", kind="work"),)


def _birthday(birthday: Birthday, today: date) -> AnnualDate:
    if birthday is LEAP_DAY:
        return AnnualDate(2, 29, (today.year - 39) // 4 * 4)
    day = today + timedelta(days=birthday.in_days)
    year = None if birthday.age is None else day.year - birthday.age
    return AnnualDate(day.month, min(day.day, 28) if day.month == 2 else day.day, year)


def _add_moments(user: User, people: list[SamplePerson], contacts: list[Contact], today: date, random: Random) -> None:
    happened = list(moments_of(people, today, random))
    organisations = find_or_add_organisations(user, {moment.organisation for moment in happened})
    pairs = [(_moment(user, moment, organisations), moment.people) for moment in happened]
    moments = Moment.objects.bulk_create(moment for moment, _people in pairs)
    Participation.objects.bulk_create(
        Participation(owner=user, moment=moment, contact=contacts[number]) for moment, who in pairs for number in who
    )
    recompute_last_moments(owner=user, contact_ids=[contact.pk for contact in contacts], today=today)
    reindex_moments(owner=user, moment_ids=[moment.pk for moment in moments])


def _moment(user: User, moment: SampleMoment, organisations: dict[str, Organisation]) -> Moment:
    return Moment(
        owner=user,
        kind=moment.kind,
        happened_on=moment.happened_on,
        precision=moment.precision,
        initiator=moment.initiator,
        note=moment.note.in_language(user.language),
        organisation=organisations.get(fold_name(moment.organisation)),
    )


def _set_aside(people: list[SamplePerson], contacts: list[Contact], today: date) -> None:
    changed = []
    for person, contact in zip(people, contacts, strict=True):
        contact.is_resting = person.is_resting
        contact.archived_at = timezone.now() if person.is_archived else None
        contact.snoozed_until = today + timedelta(days=person.snoozed_days) if person.snoozed_days else None
        if person.is_resting or person.is_archived or person.snoozed_days:
            changed.append(contact)
    Contact.objects.bulk_update(changed, ["is_resting", "archived_at", "snoozed_until"])
