"""The complement wizard: begun or gone on with, and what it says written down, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from accounts.models import User
from contacts.models import Contact, fold_name
from contacts.services import NewContact, add_contacts, find_namesakes
from goals.models import Goal, Role
from goals.services import give_role, lock_inventory
from matching.services.approaches import ApproachPlan, write_approach
from netzwerk.core.models import Draft
from netzwerk.core.wizards import find_draft, start_draft

# The name of the wizard in its drafts; their `object_id` is the goal.
WIZARD = "complement"
# How the names of the steps about people begin.
PERSON_STEP = "with-"
FIRST_STEP = Role.Kind.DOOR_OPENER.value


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """Somebody who was chosen: a contact or a new name, for which roles, and how to approach them.

    `is_another`: the user knows that somebody else has this name.
    """

    contact: Contact | None = None
    newcomer: NewContact | None = None
    is_another: bool = False
    kinds: tuple[str, ...] = ()
    approach: ApproachPlan | None = None

    @property
    def name(self) -> str:
        """What they are called."""
        return self.contact.name if self.contact else self.newcomer.name if self.newcomer else ""

    @property
    def step(self) -> str:
        """The name of the step of the wizard that is about them: short, and the same as long as they are chosen."""
        key = f"{self.contact.pk}" if self.contact else f"{fold_name(self.name)}, {self.is_another}"
        return f"{PERSON_STEP}{sha256(key.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What finishing a draft made: how many roles, new contacts, approaches and next steps."""

    roles: int = 0
    newcomers: int = 0
    approaches: int = 0
    steps: int = 0


@transaction.atomic
def begin_complement(*, goal: Goal, now: datetime) -> Draft:
    """Return the draft to go on with for a goal, a new one where there is none."""
    # Two tabs meet here, and the second sees what the first has begun.
    Goal.objects.for_user(goal.owner).select_for_update().get(pk=goal.pk)
    found = find_draft(owner=goal.owner, wizard=WIZARD, object_id=goal.pk, now=now)
    return found or start_draft(owner=goal.owner, wizard=WIZARD, object_id=goal.pk, step=FIRST_STEP, now=now)


@transaction.atomic
def finish_complement(*, goal: Goal, draft: Draft, people: Sequence[PersonPlan], now: datetime, today: date) -> Outcome:
    """Write down all that a draft says and return what it made; a draft that is finished changes nothing more.

    Somebody who was archived or binned meanwhile is left out. A new name that somebody has got meanwhile is theirs.
    """
    locked = Draft.objects.for_user(goal.owner).select_for_update().get(pk=draft.pk)
    if locked.finished_at:
        return Outcome()
    lock_inventory(owner=goal.owner)
    contacts, added = _contacts(goal.owner, people, today)
    roles = approaches = steps = 0
    for plan, contact in zip(people, contacts, strict=True):
        if contact is None:
            continue
        roles += _give_roles(goal, contact, plan.kinds)
        if plan.approach:
            write_approach(goal=goal, contact=contact, plan=plan.approach)
            approaches += bool(plan.approach.gives or plan.approach.asks)
            steps += bool(plan.approach.step and plan.approach.step_on)
    locked.finished_at, locked.data = now, {}
    locked.save(update_fields=["finished_at", "data", "updated_at"])
    return Outcome(roles=roles, newcomers=added, approaches=approaches, steps=steps)


def _give_roles(goal: Goal, contact: Contact, kinds: Sequence[str]) -> int:
    had = set(Role.objects.for_user(goal.owner).filter(goal=goal, contact=contact).values_list("kind", flat=True))
    for kind in kinds:
        give_role(goal=goal, contact=contact, kind=kind)
    return len(set(kinds) - had)


def _contacts(owner: User, people: Sequence[PersonPlan], today: date) -> tuple[list[Contact | None], int]:
    """Return the contact of each plan, those with new names entered, and how many these are."""
    found = _those_there(owner, people)
    wanted = [place for place, plan in enumerate(people) if plan.newcomer and found[place] is None]
    new = [newcomer for place in wanted if (newcomer := people[place].newcomer)]
    for place, contact in zip(wanted, add_contacts(owner=owner, people=new, today=today) if new else [], strict=True):
        found[place] = contact
    for contact in filter(None, found):
        contact.owner = owner
    return found, len(wanted)


def _those_there(owner: User, people: Sequence[PersonPlan]) -> list[Contact | None]:
    ids = [plan.contact.pk for plan in people if plan.contact]
    rows = Contact.objects.for_user(owner).active().order_by("pk").select_for_update(no_key=True).filter(pk__in=ids)
    there = {contact.pk: contact for contact in rows}
    names = [plan.name for plan in people if plan.newcomer and not plan.is_another]
    namesakes = find_namesakes(owner=owner, names=names) if names else {}
    found: list[Contact | None] = []
    for plan in people:
        same = [] if plan.is_another else namesakes.get(fold_name(plan.name), [])
        namesake = next((one for one in same if not one.archived_at), None)
        found.append(there.get(plan.contact.pk) if plan.contact else namesake)
    return found
