"""What happens to goals, and to what people are for them."""

from goals.services.details import GoalDetails, GoalPlan, NetworkProfile
from goals.services.goals import create_goal, lead_with, set_status, start_with_goal, update_goal
from goals.services.inventory import CIRCLES, add_people, count_circles, lock_inventory
from goals.services.plans import finish_goal_draft
from goals.services.profile import (
    describe_ideal_network,
    replace_competences,
    replace_offers,
    replace_questions,
)
from goals.services.roles import (
    finish_next_step,
    give_role,
    plan_next_step,
    reopen_next_step,
    take_role,
)

__all__ = [
    "CIRCLES",
    "GoalDetails",
    "GoalPlan",
    "NetworkProfile",
    "add_people",
    "count_circles",
    "create_goal",
    "describe_ideal_network",
    "finish_goal_draft",
    "finish_next_step",
    "give_role",
    "lead_with",
    "lock_inventory",
    "plan_next_step",
    "reopen_next_step",
    "replace_competences",
    "replace_offers",
    "replace_questions",
    "set_status",
    "start_with_goal",
    "take_role",
    "update_goal",
]
