"""Everything that the page of one day shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from contacts.models import Contact
from contacts.rules.states import State
from reminders.queries.covering import covered_today
from reminders.rules.schedule import local_date
from reminders.services import propose_people
from today.coming import Coming, coming_up
from today.goals import GoalCard, goal_cards
from today.machinery import Notices, notices_of
from today.people import PersonCard, person_card
from today.promises import Promises, open_promises
from today.relations import StatePart, relations_by_state
from today.words import greeting, people_words

# With fewer than these the page asks who else comes to mind.
FEW_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Day:
    """The day of one user; the number of queries behind it is constant."""

    greeting: str
    lead: str
    people: list[PersonCard]
    nobody_due: bool
    due_count: int
    due_shown: int
    promises: Promises
    goals: list[GoalCard]
    coming: Coming
    relations: list[StatePart]
    unplaced_count: int
    is_due_elsewhere: bool
    has_few_people: bool
    notices: Notices


def day_of(*, user: User, now: datetime) -> Day:
    """Return the day of this user at an instant, by the user's own clock."""
    today = local_date(now, user.zone)
    proposal = propose_people(user=user, on=today, covered=covered_today(user=user, on=today))
    due_count = Contact.objects.for_user(user).due(on=today).count()
    people = [person_card(suggestion, today) for suggestion in proposal.people]
    relations = relations_by_state(user=user, on=today)
    counts = {part.state: part.count for part in relations}
    return Day(
        greeting=greeting(now.astimezone(user.zone).hour, user.first_name),
        lead=people_words(len(people)) if people else "",
        people=people,
        nobody_due=proposal.nobody_due,
        due_count=due_count,
        due_shown=sum(1 for person in people if person.contact.due_on and person.contact.due_on <= today),
        promises=open_promises(user=user, on=today),
        goals=goal_cards(user=user, on=today),
        coming=coming_up(user=user, on=today, dates=proposal.further_dates),
        relations=relations,
        unplaced_count=counts.get(State.NOT_PLACED, 0),
        # Whoever is quiet or dormant may be due, too, so that more are due than the state says.
        is_due_elsewhere=due_count > counts.get(State.DUE, 0),
        has_few_people=sum(counts.values()) < FEW_PEOPLE,
        notices=notices_of(user=user, now=now),
    )
