"""The large user of `networks.py` with as many ties as matching has to bear, and with all it can know of people.

One person has 2,000 of 57,000 ties, one organisation 3,000 people; a quarter of 20,000 exchanges are introductions.
The field and needs of the leading goal are words that hundreds of people have, so that every short list is full.
"""

# ruff: noqa: S608 - no value of a user's comes near these statements
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from bench.crowd import as_owner
from bench.networks import Networked
from contacts.models import ContactWord, MomentWord
from goals.models import Competence, Goal, InventoryCard, LogEntry, NextStep, Offer, Question, Role
from matching.models import Approach, DeclinedProposal, Holder, Review, Revival
from netzwerk.core.walls import acting_as
from tests.factories import TODAY

# Beside the 10,000 ties of `People`.
MORE_TIES = 45_000
TABLES = (
    "goals_role", "goals_nextstep", "goals_logentry", "goals_competence", "goals_question", "goals_inventorycard",
    "goals_offer", "matching_holder", "matching_approach", "matching_bridge", "matching_declinedproposal",
    "matching_revival", "matching_review", "matching_warmup", "core_draft",
)  # fmt: skip


class Matched(Networked):
    """The large user with as many ties as the issue wants, and with all that matching can know of people."""

    def fill(self) -> None:
        """Write everything, and tell the planner nothing."""
        super().fill()
        with as_owner() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
            self._make_more_ties(cursor)
            self._make_relations(cursor)
            self.people = _ids(cursor, "SELECT g, p.id FROM person p JOIN crowd USING (owner_id) WHERE crowd.n = 0")
            places = "SELECT place_n, p.id FROM place p JOIN crowd USING (owner_id) WHERE crowd.n = 0"
            self.places = _ids(cursor, places)
        with acting_as(self.large):
            self.goal = self._want()
            self._help()

    def analyse(self) -> None:
        """Let the planner know."""
        super().analyse()
        with as_owner() as cursor:
            for table in TABLES:
                cursor.execute(f"VACUUM ANALYZE {table}")

    def _make_more_ties(self, cursor: Any) -> None:
        kinds = "array['knows', 'works_with', 'introduced', 'relative']"
        values = f"gen_random_uuid(), owner_id, one, other, ({kinds})[g % 4 + 1], '', g % 3 + 1, now()"
        columns = "(id, owner_id, contact_id, other_id, kind, kinship, strength, created_at)"
        cursor.execute(f"""
            INSERT INTO contacts_tie {columns} SELECT {values} FROM (
                SELECT p.owner_id, least(p.id, o.id) AS one, greatest(p.id, o.id) AS other, t.n AS g
                FROM generate_series(0, {MORE_TIES - 1}) t(n) JOIN crowd ON crowd.n = 0
                JOIN person p ON p.g = t.n % 10000 AND p.owner_id = crowd.owner_id
                JOIN person o ON o.g = (t.n * 31 + t.n / 10000 * 977 + 13) % 10000 AND o.owner_id = crowd.owner_id
                WHERE p.id <> o.id
                UNION ALL SELECT p.owner_id, least(p.id, o.id), greatest(p.id, o.id), o.g
                FROM person p JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
                JOIN person o ON o.owner_id = p.owner_id AND o.g % 5 = 3 WHERE p.g = 0) t
            ON CONFLICT DO NOTHING""")

    def _make_relations(self, cursor: Any) -> None:
        """Let people stand differently to the user, 3,000 of them at one place, and some introduced by others."""
        cursor.execute("""
            UPDATE contacts_contact c SET trust = g % 3 - 1,
                last_moment_on = CASE WHEN g % 4 > 0 THEN last_moment_on END,
                closeness = (array['inner', 'close', 'good', 'wide', 'not_placed'])[least(5, 1 + g % 40)]
            FROM person p WHERE p.id = c.id;
            UPDATE contacts_position q SET organisation_id = o.id, started_on = date '2005-01-01' + p.g,
                has_ended = p.g % 2 = 0, ended_on = CASE WHEN p.g % 2 = 0 THEN date '2020-01-01' + p.g % 900 END
            FROM person p JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
            JOIN place o ON o.owner_id = p.owner_id AND o.place_n = 0 WHERE q.contact_id = p.id AND p.g < 3000;
            UPDATE contacts_exchange e SET kind = 'introduction', text = 'to ' || c.name
            FROM person p JOIN crowd ON crowd.n = 0 AND crowd.owner_id = p.owner_id
            JOIN person o ON o.owner_id = p.owner_id AND o.g = (p.g * 7 + 3) % 10000
            JOIN contacts_contact c ON c.id = o.id WHERE e.contact_id = p.id AND p.g % 4 = 0""")

    def _want(self) -> Goal:
        """Let the leading goal want what frequent words say."""
        user = self.large
        standing = ContactWord.objects.for_user(user).filter(part=ContactWord.Part.STANDING)
        words = [word for word, _n in standing.values_list("word").annotate(n=Count("pk")).order_by("-n", "word")[:60]]
        notes = MomentWord.objects.for_user(user).values_list("word").annotate(n=Count("pk")).order_by("-n", "word")
        words = [word for word in words if len(word) > 5]
        noted = [word for word, _n in notes[:400] if len(word) > 5]
        goal = Goal.objects.for_user(user).get()
        goal.field = words[0]
        goal.save()
        for number in range(5):
            text = f"{noted[number]} {noted[number + 10]} {words[number + 1]}"
            Competence.objects.create(owner=user, goal=goal, text=text)
            Question.objects.create(owner=user, goal=goal, text=f"{text} {noted[number + 20]}?")
        goal.owner = user
        return goal

    def _help(self) -> None:
        """Let people play roles, have competences, and be written to; all that grows in years."""
        own: dict[str, Any] = {"owner": self.large}
        of_goal = {**own, "goal": self.goal}
        now, people, kinds = timezone.now(), self.people, Role.Kind.values
        line = Competence.objects.for_user(self.large)[0]
        Offer.objects.bulk_create(Offer(kind="help", text=f"Offer {n}", position=n, **own) for n in range(20))
        Role.objects.bulk_create(Role(contact_id=people[n * 7], kind=kinds[n % 6], **of_goal) for n in range(300))
        Holder.objects.bulk_create(Holder(contact_id=people[n * 3], competence=line, **of_goal) for n in range(100))
        NextStep.objects.bulk_create(
            NextStep(contact_id=people[n * 7], text="Ask", due_on=TODAY, done_at=now if n % 3 else None, **of_goal)
            for n in range(600)
        )
        LogEntry.objects.bulk_create(LogEntry(happened_on=TODAY, text="A talk", **of_goal) for _n in range(500))
        Approach.objects.bulk_create(Approach(contact_id=people[n], gives="A hint", **of_goal) for n in range(100))
        DeclinedProposal.objects.bulk_create(
            DeclinedProposal(contact_id=people[n * 9 + 1], kind=kinds[n % 6], **of_goal) for n in range(200)
        )
        Revival.objects.bulk_create(
            Revival(
                contact_id=people[n * 5],
                begun_on=TODAY,
                silent_since=TODAY,
                outcome="helped" if n > 20 else "waiting",
                outcome_on=TODAY if n > 20 else None,
                **of_goal,
            )
            for n in range(300)
        )
        Review.objects.bulk_create(Review(since_on=TODAY, finished_on=TODAY, **own) for _n in range(12))
        InventoryCard.objects.bulk_create(
            InventoryCard(contact_id=people[n], looked_at=now, **own) for n in range(3000)
        )


def _ids(cursor: Any, question: str) -> dict[int, UUID]:
    cursor.execute(question)
    return dict(cursor.fetchall())
