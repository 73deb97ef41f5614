"""The pages of matching and what goals got with it, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.e2e.addresses import Place
from tests.e2e.database import Database


def matching_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of matching, with rows of this user where one is needed."""
    for part in (_home, _goals, _inventory, _complement, _proposals, _gaps, _paths, _reviving, _review):
        yield from part(database, user_id)


def _home(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    yield "find-people", "/matching/"


def _goals(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what the page of a goal asks: progress, notes, what helped."""
    goals = "SELECT id FROM goals_goal WHERE owner_id = %s AND is_leading"
    for (goal,) in database.ask(goals, [user_id]):
        page = f"/goals/{goal}/"
        yield "goal-log", f"{page}log/"
        yield "goal-progress-refused", (f"{page}log/add/", {"kind": "progress", "number": "", "happened_on": ""})
        yield "goal-reached", f"{page}reached/"
        yield "goal-reached-refused", (f"{page}reached/", {"thank_by": "2001-01-01", "number": "-1"})
        yield "goal-let-go", f"{page}let-go/"
    steps = "SELECT id FROM goals_nextstep WHERE owner_id = %s AND done_at IS NULL AND dropped_at IS NULL LIMIT 1"
    for (step,) in database.ask(steps, [user_id]):
        yield "step-move-refused", (f"/goals/steps/{step}/move/", {"due_on": "2001-01-01"})
    entries = "SELECT id FROM goals_logentry WHERE owner_id = %s AND kind = 'progress' LIMIT 1"
    for (entry,) in database.ask(entries, [user_id]):
        yield "goal-log-entry", f"/goals/log/{entry}/"


def _inventory(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the cards of the inventory."""
    yield "inventory-cards", "/goals/inventory/cards/"
    yield "inventory-cards-none", "/goals/inventory/cards/?circle=&whom=skipped"
    people = (
        "SELECT id FROM contacts_contact WHERE owner_id = %s AND deleted_at IS NULL AND archived_at IS NULL "
        "ORDER BY is_interesting DESC, id LIMIT 1"
    )
    for (contact,) in database.ask(people, [user_id]):
        card = f"/goals/inventory/cards/{contact}/"
        yield "inventory-card", card
        yield "inventory-card-refused", (card, {"closeness": "", "organisation": "!", "new_tags": "x" * 61})
        yield "quick-marks", f"/contacts/{contact}/details/quick-marks/"


def _complement(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the complement wizard, and how to approach one person."""
    roles = (
        "SELECT r.goal_id, r.contact_id FROM goals_role r JOIN goals_goal g ON g.id = r.goal_id "
        "JOIN contacts_contact c ON c.id = r.contact_id WHERE r.owner_id = %s AND c.deleted_at IS NULL "
        "ORDER BY g.is_leading DESC, r.id LIMIT 1"
    )
    for goal, contact in database.ask(roles, [user_id]):
        of_goal = f"/matching/goals/{goal}/"
        yield "complement-expert", f"{of_goal}complement/?step=expert"
        yield "complement-summary", f"{of_goal}complement/?step=summary"
        yield "approach", f"{of_goal}contacts/{contact}/approach/"
        refused = {"person-offer": "none", "person-gives": "x" * 301, "person-step": "Call"}
        yield "approach-refused", (f"{of_goal}contacts/{contact}/approach/", refused)
        yield "approaches", f"{of_goal}approaches/"
        yield "approaches-of-person", f"/matching/contacts/{contact}/"
    drafts = "SELECT id FROM core_draft WHERE owner_id = %s AND wizard = 'complement' AND finished_at IS NULL LIMIT 1"
    for (draft,) in database.ask(drafts, [user_id]):
        known = {"who": "Nobody I know", "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-line": ","}
        yield "complement-refused", (f"/matching/complement/{draft}/insider/", known)


def _proposals(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the proposals of a goal, who was turned down, and how they are weighed."""
    goals = "SELECT id FROM goals_goal WHERE owner_id = %s ORDER BY is_leading DESC, id LIMIT 1"
    for (goal,) in database.ask(goals, [user_id]):
        here = f"/matching/goals/{goal}/proposals/"
        yield "proposals", here
        yield "proposals-expert", f"{here}?kind=expert&q=Miriam"
        yield "proposals-multiplier", f"{here}?kind=multiplier"
        yield "proposals-declined", f"{here}declined/"
    yield "score", "/matching/score/"


def _gaps(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what is missing for a goal, and how it developed."""
    goals = "SELECT id FROM goals_goal WHERE owner_id = %s ORDER BY is_leading DESC, id LIMIT 1"
    for (goal,) in database.ask(goals, [user_id]):
        yield "gaps", f"/matching/goals/{goal}/gaps/"
        yield "gap-role", f"/matching/goals/{goal}/gap/?kind=insider"
        yield "development", f"/matching/goals/{goal}/development/"
    competences = (
        "SELECT c.goal_id, c.id FROM goals_competence c JOIN goals_goal g ON g.id = c.goal_id WHERE c.owner_id = %s "
        "ORDER BY g.is_leading DESC, c.position DESC, c.id LIMIT 1"
    )
    for goal, competence in database.ask(competences, [user_id]):
        yield "gap-competence", f"/matching/goals/{goal}/gap/?competence={competence}"
        add = f"/matching/goals/{goal}/holders/add/?competence={competence}"
        yield "holder-add", add
        yield "holder-add-refused", (add, {"who": "Nobody of that name"})


def _paths(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield who could introduce one to whom."""
    yield "paths", "/matching/paths/"
    yield "paths-meant", "/matching/paths/?q=Verlag"
    yield "paths-field", "/matching/paths/?field=Beekeeping"
    names = "('Miriam Kessler', 'Ruth Sommer')"
    people = f"SELECT id FROM contacts_contact WHERE owner_id = %s AND name IN {names} ORDER BY name"
    for (miriam,), (ruth,) in pairwise(database.ask(people, [user_id])):
        yield "paths-person", f"/matching/paths/?contact={miriam}"
        yield "paths-known", f"/matching/paths/?contact={ruth}"
        yield "path-request", f"/matching/paths/{ruth}/?contact={miriam}"
        refused = {"text": "", "due_on": "", "goal": ""}
        yield "path-request-refused", (f"/matching/paths/{ruth}/plan/?contact={miriam}", refused)
    places = "SELECT id FROM contacts_organisation WHERE owner_id = %s AND name = 'Nordlicht Verlag'"
    for (place,) in database.ask(places, [user_id]):
        yield "paths-organisation", f"/matching/paths/?organisation={place}"


def _reviving(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the ten-list, and what became of it."""
    yield "reviving", "/matching/reviving/"
    yield "revivals", "/matching/revivals/"
    old = (
        "SELECT id FROM contacts_contact WHERE owner_id = %s AND deleted_at IS NULL AND archived_at IS NULL "
        "AND last_moment_on < current_date - 1200 ORDER BY id LIMIT 1"
    )
    for (contact,) in database.ask(old, [user_id]):
        page = f"/matching/reviving/people/{contact}/"
        yield "revive", page
        yield "revive-refused", (page, {"channel": "", "begun_on": "2999-01-01", "opener": "x" * 2001})
    revived = (
        "SELECT DISTINCT ON (r.outcome) r.id, r.outcome FROM matching_revival r JOIN contacts_contact c "
        "ON c.id = r.contact_id WHERE r.owner_id = %s AND c.deleted_at IS NULL ORDER BY r.outcome, r.id"
    )
    for number, (revival, outcome) in enumerate(database.ask(revived, [user_id])):
        yield f"revival-{outcome}", f"/matching/revivals/{revival}/"
        if not number:
            yield "revival-outcome", f"/matching/revivals/{revival}/outcome/"
            yield "revival-outcome-refused", (f"/matching/revivals/{revival}/outcome/", {"outcome_on": "2999-01-01"})


def _review(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the review, what it refuses, and earlier ones."""
    yield "review", "/matching/review/"
    for step in ("goals", "moved", "thank", "rest", "gap", "plan", "summary"):
        yield f"review-{step}", (f"/matching/review/?step={step}", {})
    begin = (
        "INSERT INTO core_draft (id, owner_id, wizard, data, step, created_at, updated_at) "
        "VALUES (gen_random_uuid(), %s, 'review', '{}', 'goals', now(), now()) RETURNING id"
    )
    for (draft,) in database.ask(begin, [user_id]):
        wrong = {"plan-new-0-text": "Call", "plan-new-0-due_on": "2020-01-01"}
        yield "review-plan-refused", (f"/matching/review/wizard/{draft}/plan/", wrong)
    yield "review-list", "/matching/reviews/"
    reviews = "SELECT id FROM matching_review WHERE owner_id = %s AND finished_on IS NOT NULL ORDER BY id DESC LIMIT 1"
    for (review,) in database.ask(reviews, [user_id]):
        yield "review-detail", f"/matching/reviews/{review}/"
