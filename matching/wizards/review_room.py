"""What a review is about: goals, facts, people, lines of the plan; each fetched once, when it is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.functional import cached_property

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, Offer
from matching.forms.review_plan import PlanLine, usual_day
from matching.queries.gaps import Gap, gaps_of
from matching.queries.review_facts import (
    MOST_GOALS,
    CommonFacts,
    GoalFacts,
    common_facts,
    facts_of_goals,
    reviewed_goals,
)
from matching.queries.review_people import Giver, Weary, find_givers, find_weary
from matching.queries.review_steps import Helper, find_helpers, open_steps
from matching.queries.reviews import Standing, standing_of
from matching.rules.reviewing import looks_back_to
from matching.words.review_choices import gap_text
from matching.words.reviews import thanks_text

MOST_OFFERS = 4


class ReviewRoom:
    """All that the steps of a review ask for, on one day."""

    def __init__(self, owner: User, today: date) -> None:
        self.owner, self.today = owner, today

    @cached_property
    def standing(self) -> Standing:
        """How things stand with the reviews."""
        return standing_of(self.owner)

    @property
    def since(self) -> date:
        """The day from which on this review tells what happened."""
        return looks_back_to(self.standing.last_on, self.today)

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals that are asked about."""
        for goal in self._pursued[:MOST_GOALS]:
            goal.owner = self.owner
        return self._pursued[:MOST_GOALS]

    @property
    def has_more_goals(self) -> bool:
        """Whether there are more goals than one review asks about."""
        return len(self._pursued) > MOST_GOALS

    @cached_property
    def _pursued(self) -> list[Goal]:
        return reviewed_goals(self.owner)

    @property
    def has_goals(self) -> bool:
        """Whether there is a goal to ask about."""
        return bool(self.goals)

    @cached_property
    def has_people(self) -> bool:
        """Whether there is anybody at all."""
        return Contact.objects.for_user(self.owner).active().exists()

    @cached_property
    def facts(self) -> list[GoalFacts]:
        """What happened for each goal."""
        return facts_of_goals(self.owner, self.goals, self.since, self.today)

    @cached_property
    def common(self) -> CommonFacts:
        """What happened beside the goals."""
        return common_facts(self.owner, self.since, self.today)

    @cached_property
    def givers(self) -> list[Giver]:
        """Who gave something."""
        return find_givers(self.owner, self.since, self.today)

    @cached_property
    def weary(self) -> list[Weary]:
        """Whose tie could rest."""
        return find_weary(self.owner, self.since, self.today)

    @cached_property
    def gaps(self) -> Mapping[Goal, list[Gap]]:
        """What each goal lacks."""
        found = gaps_of(self.owner, self.goals)
        return {goal: found.get(goal.pk, []) for goal in self.goals}

    def missing(self, goals: Sequence[Goal]) -> dict[Goal, list[str]]:
        """Return which roles nobody has for these goals."""
        return {goal: [gap.kind for gap in self.gaps[goal] if gap.kind] for goal in goals}

    @cached_property
    def offers(self) -> list[str]:
        """What the user could give, as far as it fits into a line: it comes before what one asks for."""
        return [offer.text for offer in Offer.objects.for_user(self.owner)[:MOST_OFFERS]]

    @cached_property
    def _helpers(self) -> list[Helper]:
        return find_helpers(self.owner, self.goals, self.today)

    def helpers(self, goals: Sequence[Goal]) -> list[Helper]:
        """Return who can be named in the plan of these goals."""
        return [helper for helper in self._helpers if helper.goal in goals]

    @cached_property
    def _steps(self) -> list[PlanLine]:
        return [
            PlanLine(
                f"step-{step.pk.hex}",
                "step",
                step.text,
                max(step.due_on, self.today),
                step.goal,
                step.contact_id,
                step.contact.name,
                step,
            )
            for step in open_steps(self.owner, self.goals, self.today)
        ]

    def lines(self, goals: Sequence[Goal], thanked: Sequence[Contact], gaps: Mapping[Goal, str]) -> list[PlanLine]:
        """Return the lines that are in the plan already: open steps of these goals, thanks, gaps."""
        day = usual_day(self.today)
        steps = [line for line in self._steps if line.goal in goals]
        thanks = [
            PlanLine(
                f"thank-{contact.pk.hex}",
                "thank",
                thanks_text(contact.name),
                day,
                self._goal_of(contact, goals),
                contact.pk,
                contact.name,
            )
            for contact in thanked
        ]
        # A gap needs somebody to ask.
        chosen = [goal for goal in goals if goal in gaps and any(one.goal == goal for one in self._helpers)]
        return [
            *steps,
            *thanks,
            *(PlanLine(f"gap-{goal.pk.hex}", "gap", gap_text(gaps[goal]), day, goal) for goal in chosen),
        ]

    def _goal_of(self, contact: Contact, goals: Sequence[Goal]) -> Goal:
        """Return the goal for which somebody is thanked: one that has a role for them, or else the first that stays."""
        own = [helper.goal for helper in self._helpers if helper.contact_id == contact.pk]
        return next(iter([*own, *goals, *self.goals]))
