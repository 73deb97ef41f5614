"""Small functions that make rows for tests; the caller acts as the owner or passes one."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress as LoginAddress
from django.utils import timezone
from PIL import Image

from accounts.models import User
from contacts.models import (
    Contact,
    EmailAddress,
    Exchange,
    Moment,
    Organisation,
    Participation,
    Position,
    SavedView,
    Tag,
    Tie,
    fold_name,
)
from contacts.rules.search_words import words_of
from contacts.services.indexing import write_contact_words
from contacts.services.tags import tag_contacts
from contacts.services.views import save_view
from goals.models import Competence, Goal, NextStep, Offer, Question, Role
from matching.models import Approach, Holder, Revival
from networks.models import Check, CheckAnswer, Event, Membership, Network, NetworkMember
from netzwerk.core.walls import acting_as
from reminders.models import CalendarFeed, PushSubscription

PASSWORD = "correct horse battery"
TODAY = date(2026, 3, 16)  # a Monday
ZONE = "Europe/Berlin"
# An id that nothing has; the same in each process, for the names of tests that are shared among several.
NOBODY = "0190a0b0-0000-7000-8000-000000000000"


def local_today() -> date:
    """Return the day where the users of `make_user` live; around midnight the machine's is another."""
    return timezone.localdate(timezone=ZoneInfo(ZONE))  # noqa: TID251


def make_user(email: str = "alice@example.org", **fields: Any) -> User:
    """Return a user with a confirmed address who can log in with `PASSWORD`."""
    user = User.objects.create_user(email, PASSWORD, **{"first_name": "Alice", "time_zone": ZONE, **fields})
    LoginAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_contact(owner: User, name: str = "Miriam Kessler", **fields: Any) -> Contact:
    """Return a contact, entered on `TODAY` unless `anchor_on` says otherwise."""
    contact = Contact(owner=owner, name=name, **{"anchor_on": TODAY, **fields})
    contact.index_name()
    with acting_as(owner):
        contact.save()
        contact.refresh_from_db(fields=["due_on"])
        # By its name alone: what belongs to somebody is found once a service has written it.
        write_contact_words(owner=owner, words={contact.pk: dict.fromkeys(words_of(name), 0)})
    return contact


def make_mail(contact: Contact, address: str, position: int = 0) -> EmailAddress:
    """Return a mail address of a contact."""
    with acting_as(contact.owner):
        return EmailAddress.objects.create(owner=contact.owner, contact=contact, address=address, position=position)


def make_moment(owner: User, *contacts: Contact, on: date = TODAY, **fields: Any) -> Moment:
    """Return a moment with these contacts; their `last_moment_on` is left alone (services set it)."""
    with acting_as(owner):
        moment = Moment.objects.create(owner=owner, happened_on=on, **fields)
        for contact in contacts:
            Participation.objects.create(owner=owner, moment=moment, contact=contact)
    return moment


def make_organisation(owner: User, name: str = "Nordlicht Verlag", **fields: Any) -> Organisation:
    """Return an organisation."""
    with acting_as(owner):
        return Organisation.objects.create(owner=owner, name=name, folded_name=fold_name(name), **fields)


def make_position(contact: Contact, organisation: Organisation | None = None, **fields: Any) -> Position:
    """Return a position of a contact."""
    with acting_as(contact.owner):
        return Position.objects.create(owner=contact.owner, contact=contact, organisation=organisation, **fields)


def make_goal(owner: User, statement: str = "Five publishing clients by June", **fields: Any) -> Goal:
    """Return an active goal; pass `is_leading=True` for the one that leads."""
    with acting_as(owner):
        return Goal.objects.create(owner=owner, statement=statement, **{"purposes": ["commissions"], **fields})


def make_role(goal: Goal, contact: Contact, kind: str = "expert") -> Role:
    """Return what a contact is for a goal."""
    with acting_as(goal.owner):
        return Role.objects.create(owner=goal.owner, goal=goal, contact=contact, kind=kind)


def make_step(goal: Goal, contact: Contact, text: str = "Call", **fields: Any) -> NextStep:
    """Return an open next step, due on `TODAY` unless told otherwise."""
    with acting_as(goal.owner):
        own = {"owner": goal.owner, "goal": goal, "contact": contact}
        return NextStep.objects.create(text=text, **own, **{"due_on": TODAY, **fields})


def make_competence(goal: Goal, text: str = "Calculating a fee") -> Competence:
    """Return a competence that a goal needs."""
    with acting_as(goal.owner):
        return Competence.objects.create(owner=goal.owner, goal=goal, text=text)


def make_question(goal: Goal, text: str = "Who decides about illustrations?") -> Question:
    """Return a question that somebody could answer for a goal."""
    with acting_as(goal.owner):
        return Question.objects.create(owner=goal.owner, goal=goal, text=text)


def make_offer(owner: User, text: str = "A look at a layout", kind: str = "help") -> Offer:
    """Return something that the user can give."""
    with acting_as(owner):
        return Offer.objects.create(owner=owner, kind=kind, text=text)


def make_tie(contact: Contact, other: Contact, kind: str = "knows", **fields: Any) -> Tie:
    """Return that two contacts know each other."""
    with acting_as(contact.owner):
        return Tie.objects.create(owner=contact.owner, contact=contact, other=other, kind=kind, **fields)


def make_holder(competence: Competence, contact: Contact) -> Holder:
    """Return that somebody has a competence."""
    own = {"owner": contact.owner, "contact": contact}
    with acting_as(contact.owner):
        return Holder.objects.create(goal=competence.goal, competence=competence, **own)


def make_approach(goal: Goal, contact: Contact, **fields: Any) -> Approach:
    """Return how to approach somebody for a goal."""
    texts = {"gives": "A look at the layout", "asks": "Who decides about illustrations?"}
    with acting_as(goal.owner):
        return Approach.objects.create(owner=goal.owner, goal=goal, contact=contact, **{**texts, **fields})


def make_revival(contact: Contact, **fields: Any) -> Revival:
    """Return that the user got in touch with somebody again, on `TODAY` after four years; nobody has answered yet."""
    days = {"begun_on": TODAY, "silent_since": TODAY.replace(year=TODAY.year - 4)}
    with acting_as(contact.owner):
        return Revival.objects.create(owner=contact.owner, contact=contact, **{**days, **fields})


def make_picture(size: tuple[int, int] = (8, 6), kind: str = "PNG", **options: Any) -> bytes:
    """Return a picture as a file would hold it."""
    out = BytesIO()
    Image.new("RGB", size, (180, 90, 40)).save(out, kind, **options)
    return out.getvalue()


def make_exchange(owner: User, contact: Contact, direction: str = "given", **fields: Any) -> Exchange:
    """Return something given (or another direction) on `TODAY`: help, unless told otherwise."""
    with acting_as(owner):
        return Exchange.objects.create(
            owner=owner, contact=contact, direction=direction, **{"kind": "help", "happened_on": TODAY, **fields}
        )


def make_tag(owner: User, name: str, *contacts: Contact) -> Tag:
    """Return a tag that these contacts have."""
    with acting_as(owner):
        return tag_contacts(owner=owner, contact_ids=[contact.pk for contact in contacts], names=[name])[0]


def make_view(owner: User, name: str = "Close ones", query: str = "closeness=close") -> SavedView:
    """Return a saved view."""
    with acting_as(owner):
        return save_view(owner=owner, name=name, query=query)


def make_network(owner: User, name: str = "Women in Publishing", **fields: Any) -> Network:
    """Return a network: an idea since `TODAY`, unless told otherwise."""
    with acting_as(owner):
        return Network.objects.create(
            owner=owner, name=name, folded_name=fold_name(name), **{"staged_on": TODAY, **fields}
        )


def make_member(network: Network, contact: Contact, **fields: Any) -> NetworkMember:
    """Return that a contact is in a network."""
    with acting_as(network.owner):
        return NetworkMember.objects.create(owner=network.owner, network=network, contact=contact, **fields)


def make_check(network: Network, goal: Goal, levels: dict[str, int | None] | None = None, **fields: Any) -> Check:
    """Return a finished check of a network for a goal on `TODAY` with these answers by criterion."""
    with acting_as(network.owner):
        own = {"owner": network.owner}
        finished = {"checked_on": TODAY, "finished_at": timezone.now(), **fields}
        check = Check.objects.create(network=network, goal=goal, **own, **finished)
        for criterion, level in (levels or {}).items():
            CheckAnswer.objects.create(check_of=check, criterion=criterion, level=level, **own)
    return check


def make_membership(network: Network, **fields: Any) -> Membership:
    """Return the user's own membership of a network."""
    with acting_as(network.owner):
        return Membership.objects.create(owner=network.owner, network=network, **fields)


def make_event(network: Network, title: str = "Spring meeting", **fields: Any) -> Event:
    """Return a meeting of a network, on `TODAY` unless told otherwise."""
    with acting_as(network.owner):
        return Event.objects.create(owner=network.owner, network=network, title=title, **{"starts_on": TODAY, **fields})


def make_subscription(owner: User, number: int = 1, **fields: Any) -> PushSubscription:
    """Return a browser that takes notifications, at an address where nobody listens."""
    endpoint = f"https://fcm.googleapis.com/fcm/send/{owner.pk}-{number}"
    values = {"p256dh": "B" * 87, "auth": "a" * 22, "device": "Firefox on Android", **fields}
    with acting_as(owner):
        return PushSubscription.objects.create(
            owner=owner, endpoint=endpoint, endpoint_hash=sha256(endpoint.encode()).hexdigest(), **values
        )


def make_feed(owner: User, **fields: Any) -> CalendarFeed:
    """Return the calendar feed of a user."""
    with acting_as(owner):
        return CalendarFeed.objects.create(owner=owner, **fields)
