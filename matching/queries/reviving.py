"""Old ties: which ten a day shows, what is waiting for an outcome, whom to warm up with; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from contacts.models import Closeness, Contact, ContactQuerySet, Moment, Participation
from contacts.models.querysets import state_condition
from contacts.queries.nameable import not_in_bin
from contacts.rules.cadence import latest_months_before
from contacts.rules.partial_dates import next_occurrence
from contacts.rules.states import QuickMarks, State, sum_of_marks
from goals.models import Goal, Role
from matching.models import DeclinedProposal, Revival, RevivalQuerySet, WarmUp
from matching.queries.eligible import anybody, eligible_for
from matching.queries.proposals import Proposal, Weighed, sought_for, weigh
from matching.rules.evidence import EvidenceKind
from matching.rules.reviving import OldTie, choose_ten, lots_of

# So long nobody is proposed again who did not answer, or said: not now.
LEFT_ALONE_MONTHS = 6
# So long after a revival nobody asks what came of it.
ASKED_AFTER = timedelta(days=14)
# A birthday is an occasion so many days before it.
OCCASION_DAYS = 21
# So many who speak of a goal are looked at.
MOST_RELEVANT = 200
WARM_UPS = 2
# What tells that somebody has to do with a goal.
_SPEAKING = frozenset(EvidenceKind(kind) for kind in ("industry", "position", "tag", "offer", "note", "moment"))
NEAR = (Closeness.INNER, Closeness.CLOSE, Closeness.GOOD)


@dataclass(frozen=True, slots=True)
class TieToRevive:
    """Somebody worth reviving, with the facts: the role they were picked for, what speaks for a goal, the last moment.

    `birthday_on` is there when it is near.
    """

    contact: Contact
    role: Role | None
    proposal: Proposal | None
    last: Moment | None
    birthday_on: date | None


def declined_revivals(owner: User) -> QuerySet[DeclinedProposal, UUID]:
    """Return the ids of those whom the user does not want to revive: at all, or for a goal that is active."""
    turned_down = DeclinedProposal.objects.for_user(owner).filter(kind=Role.Kind.WORTH_REVIVING)
    turned_down = turned_down.filter(Q(goal=None) | Q(goal__status=Goal.Status.ACTIVE))
    return turned_down.order_by().values_list("contact_id", flat=True)


def worth_reviving(owner: User, *, today: date) -> ContactQuerySet:
    """Return whom product rule 6 calls worth reviving, but those turned down, written to, or left alone for now."""
    lately = latest_months_before(today, LEFT_ALONE_MONTHS)
    quiet = (Revival.Outcome.NO_ANSWER, Revival.Outcome.NOT_NOW)
    revived = Revival.objects.for_user(owner).filter(
        Q(outcome=Revival.Outcome.WAITING) | Q(outcome__in=quiet, outcome_on__gt=lately)
    )
    people = Contact.objects.for_user(owner).worth_reviving(on=today)
    return people.exclude(pk__in=declined_revivals(owner)).exclude(pk__in=revived.order_by().values("contact_id"))


def ten_to_revive(owner: User, today: date, goal: Goal | None = None) -> list[TieToRevive]:
    """Return at most ten people worth reviving, shuffled: the same all day, and none of them better than the others.

    With a `goal` only those are there whom the user picked for it, who have a role for it, or who speak of it.
    Without one, those who speak of the leading goal are drawn more often.
    """
    everybody = worth_reviving(owner, today=today)
    about = goal or Goal.objects.for_user(owner).active().first()
    roles = _roles(owner, goal)
    weighed = _weighed_for(owner, about, today) if about else None
    spoken = _speaking(weighed) if weighed else set()
    if goal is not None:
        everybody = everybody.filter(pk__in={*roles, *spoken})
    ties = [
        OldTie(
            contact_id,
            sum_of_marks(QuickMarks(*marks)),
            is_picked=contact_id in roles and roles[contact_id].kind == Role.Kind.WORTH_REVIVING,
            is_relevant=contact_id in roles or contact_id in spoken,
        )
        for contact_id, *marks in everybody.order_by().values_list("pk", *QuickMarks._fields)
    ]
    chosen = choose_ten(ties, user_id=owner.pk, on=today)
    told = weighed.among(spoken.intersection(chosen)) if weighed else []
    return _with_facts(owner, chosen, roles, {one.contact.pk: one for one in told}, today)


def count_worth_reviving(owner: User, *, today: date) -> int:
    """Return how many people are worth reviving: those of the ten-list are drawn from them."""
    return worth_reviving(owner, today=today).count()


def tie_of(owner: User, contact: Contact, today: date) -> TieToRevive:
    """Return one person with the same facts, whoever it is."""
    [tie] = _with_facts(owner, [contact.pk], _roles(owner, None), {}, today)
    return tie


def _roles(owner: User, goal: Goal | None) -> dict[UUID, Role]:
    """Return a role of each person in the active goals, or in one of them: *worth reviving* before all others."""
    roles = Role.objects.for_user(owner).filter(goal__status=Goal.Status.ACTIVE).select_related("goal")
    if goal is not None:
        roles = Role.objects.for_user(owner).filter(goal=goal).select_related("goal")
    found: dict[UUID, Role] = {}
    for role in roles.order_by("-goal__is_leading", "goal__created_at", "id"):
        if role.contact_id not in found or _is_pick(role) > _is_pick(found[role.contact_id]):
            found[role.contact_id] = role
    return found


def _is_pick(role: Role) -> bool:
    return role.kind == Role.Kind.WORTH_REVIVING


def _weighed_for(owner: User, goal: Goal, today: date) -> Weighed:
    kind = Role.Kind.WORTH_REVIVING
    eligible = eligible_for(owner, goal, kind, today=today, is_silent=True)
    return weigh(eligible, kind, sought_for(owner, goal, kind), today=today)


def _speaking(weighed: Weighed) -> set[UUID]:
    """Return who speaks of a goal; that somebody is silent, or knows many people, says nothing about it."""
    most = weighed.judged[:MOST_RELEVANT]
    return {one.known.contact_id for one in most if any(fact.kind in _SPEAKING for fact in one.evidence)}


def _with_facts(
    owner: User, ids: list[UUID], roles: Mapping[UUID, Role], spoken: Mapping[UUID, Proposal], today: date
) -> list[TieToRevive]:
    people = Contact.objects.for_user(owner).filter(pk__in=ids).with_details().prefetch_related("topics")
    by_id = {contact.pk: contact for contact in people}
    last = last_moments(owner, ids, today)
    return [
        TieToRevive(
            contact=by_id[pk],
            role=roles.get(pk),
            proposal=spoken.get(pk),
            last=last.get(pk),
            birthday_on=near_birthday(owner, by_id[pk], today),
        )
        for pk in ids
    ]


def near_birthday(owner: User, contact: Contact, today: date) -> date | None:
    """Return the next birthday when it is near enough to be an occasion."""
    if contact.birthday is None:
        return None
    day = next_occurrence(contact.birthday, today, owner.leap_day)
    return day if day <= today + timedelta(days=OCCASION_DAYS) else None


def last_moments(owner: User, ids: Collection[UUID], today: date) -> dict[UUID, Moment]:
    """Return the newest moment of each of these people that is not to come, by contact."""
    rows = Participation.objects.for_user(owner).filter(
        contact__in=ids, moment__deleted_at=None, moment__happened_on__lte=today
    )
    newest = rows.order_by("contact", "-moment__happened_on", "-moment_id").distinct("contact")
    return {row.contact_id: row.moment for row in newest.select_related("moment__organisation")}


def people_to_warm_up_with(owner: User, today: date, *, page: int = 0) -> list[Contact]:
    """Return two close people with whom one is in touch, others on each `page`, and none to whom one wrote today."""
    written = WarmUp.objects.for_user(owner).filter(written_on=today).order_by().values("contact_id")
    near = Contact.objects.for_user(owner).suggestible(on=today).filter(closeness__in=NEAR)
    fresh = near.filter(state_condition(State.FRESH, on=today)).exclude(pk__in=written)
    drawn = lots_of(fresh.order_by().values_list("pk", flat=True), user_id=owner.pk, on=today)
    if not drawn:
        return []
    chosen = [drawn[(WARM_UPS * page + place) % len(drawn)] for place in range(min(WARM_UPS, len(drawn)))]
    by_id = {one.pk: one for one in fresh.filter(pk__in=chosen).with_details()}
    return [by_id[pk] for pk in chosen]


def warm_ups_of(owner: User, today: date) -> QuerySet[WarmUp]:
    """Return to whom the user wrote on a day to warm up, the bin left out."""
    rows = WarmUp.objects.for_user(owner).filter(not_in_bin(owner, "contact"), written_on=today)
    return rows.prefetch_related("contact").order_by("created_at", "id")


def waiting_outcomes(owner: User, today: date) -> QuerySet[Revival]:
    """Return revivals of two weeks ago and longer of which nobody has said what came of them, the oldest first.

    Of those whom product rule 2 lets be suggested: of somebody who rests, nobody asks.
    """
    return anybody(owner, today=today).among(waiting(owner).filter(begun_on__lte=today - ASKED_AFTER))


def waiting(owner: User) -> RevivalQuerySet:
    """Return revivals of which nobody has said what came of them, the oldest first, the bin left out."""
    return revivals(owner).waiting().order_by("begun_on", "id")


def revivals(owner: User) -> RevivalQuerySet:
    """Return all revivals with their people and goals, the newest first, the bin left out."""
    found = Revival.objects.for_user(owner).filter(not_in_bin(owner, "contact"))
    return found.select_related("goal").prefetch_related("contact").order_by("-begun_on", "-id")


def revivals_of(contact: Contact) -> RevivalQuerySet:
    """Return the revivals of one person, the newest first."""
    found = Revival.objects.for_user(contact.owner).filter(contact=contact)
    return found.select_related("goal").order_by("-begun_on", "-id")
