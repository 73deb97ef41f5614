"""What to know about the people whom one wants to meet, before one goes: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Moment, Participation, Topic
from goals.models import Goal, Offer, Question, Role
from networks.models import NetworkMember, WantedPerson
from networks.queries.events import Meeting

T = TypeVar("T")

# More members than one ticks on a screen; the others are found by their name.
MOST_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Preparation:
    """One person on the sheet; whatever is not known is None or empty.

    `member` says as what they are in the network, `last` is the newest moment with them, `offer` something the user
    could give, `question` one to ask; `seeks` and `offers` are what the person seeks and offers.
    """

    contact: Contact
    why: str
    member: NetworkMember | None
    last: Moment | None
    offer: Offer | None
    question: Question | None
    seeks: Sequence[str] = ()
    offers: Sequence[str] = ()


def wanted_at(owner: User, meeting: Meeting) -> list[WantedPerson]:
    """Return whom the user wants to meet there, by name, with their positions; three queries at most."""
    if meeting.occurrence is None:
        return []
    wanted = list(WantedPerson.objects.for_user(owner).filter(occurrence=meeting.occurrence, declined_at=None))
    people = Contact.objects.for_user(owner).present().filter(pk__in=[row.contact_id for row in wanted])
    found = {contact.pk: contact for contact in people.defer("note").with_positions()}
    there = [row for row in wanted if row.contact_id in found]
    for row in there:
        row.contact = found[row.contact_id]
    return sorted(there, key=lambda row: (row.contact.folded_name, row.contact.pk))


def candidates_for(owner: User, meeting: Meeting) -> list[Contact]:
    """Return whom the user may have met there: those who are wanted, then members by name; five queries at most."""
    wanted = [row.contact for row in wanted_at(owner, meeting)]
    members = NetworkMember.objects.for_user(owner).filter(network=meeting.event.network_id)
    people = Contact.objects.for_user(owner).active().filter(pk__any_of=members.values("contact_id"))
    others = people.exclude(pk__in=[contact.pk for contact in wanted]).defer("note").with_positions().by_name()
    return [*wanted, *others[:MOST_CANDIDATES]]


def preparations(owner: User, meeting: Meeting, *, today: date) -> list[Preparation]:
    """Return the people of the sheet by name, with what to know about each; ten queries at most."""
    wanted = wanted_at(owner, meeting)
    ids = [row.contact_id for row in wanted]
    members = NetworkMember.objects.for_user(owner).filter(network=meeting.event.network_id, contact__in=ids)
    by_contact = {member.contact_id: member for member in members}
    last, topics, questions = _last_moments(owner, ids, today), _topics(owner, ids), _questions(owner, ids)
    offers = list(Offer.objects.for_user(owner))
    return [
        Preparation(
            contact=row.contact,
            why=row.why,
            member=by_contact.get(row.contact_id),
            last=last.get(row.contact_id),
            offer=_one_of(offers, row.contact_id),
            question=_one_of(questions.get(row.contact_id) or questions[None], row.contact_id),
            seeks=topics[row.contact_id, Topic.Direction.SEEKS],
            offers=topics[row.contact_id, Topic.Direction.OFFERS],
        )
        for row in wanted
    ]


def _last_moments(owner: User, ids: Collection[UUID], today: date) -> dict[UUID, Moment]:
    rows = Participation.objects.for_user(owner).filter(
        contact__in=ids, moment__deleted_at=None, moment__happened_on__lte=today
    )
    newest = rows.order_by("contact", "-moment__happened_on", "-moment_id").distinct("contact")
    return {row.contact_id: row.moment for row in newest.select_related("moment")}


def _topics(owner: User, ids: Collection[UUID]) -> dict[tuple[UUID, str], list[str]]:
    found: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for topic in Topic.objects.for_user(owner).filter(contact__in=ids):
        found[topic.contact_id, topic.direction].append(topic.text)
    return found


def _questions(owner: User, ids: Collection[UUID]) -> dict[UUID | None, list[Question]]:
    """Return the questions of the goals for which somebody has a role; under None those of the first goal."""
    goals = list(Goal.objects.for_user(owner).active().values_list("pk", flat=True))
    by_goal: dict[UUID, list[Question]] = defaultdict(list)
    for question in Question.objects.for_user(owner).filter(goal__in=goals):
        by_goal[question.goal_id].append(question)
    found: dict[UUID | None, list[Question]] = defaultdict(list)
    found[None] = next((by_goal[goal] for goal in goals if by_goal[goal]), [])
    roles = Role.objects.for_user(owner).filter(contact__in=ids, goal__in=goals)
    for contact_id, goal_id in sorted(set(roles.values_list("contact_id", "goal_id"))):
        found[contact_id] += by_goal[goal_id]
    return found


def _one_of(things: Sequence[T], contact_id: UUID) -> T | None:
    """Return one of them: the same for one contact, another for the next, as `goals.queries.offer_for` does it."""
    return things[contact_id.int % len(things)] if things else None
