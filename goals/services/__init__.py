"""What happens to goals, and to what people are for them."""

from goals.services.details import GoalDetails, GoalPlan, NetworkProfile
from goals.services.goals import create_goal, start_with_goal, update_goal
from goals.services.inventory import CIRCLES, add_people, count_circles, lock_inventory
from goals.services.locking import lock_goal
from goals.services.log import add_log_entry, correct_log_entry, delete_log_entry
from goals.services.plans import finish_goal_draft
from goals.services.profile import (
    describe_ideal_network,
    replace_competences,
    replace_offers,
    replace_questions,
)
from goals.services.roles import give_role, take_role
from goals.services.standing import (
    THANKS_WITHIN,
    Standing,
    lead_with,
    let_goal_go,
    reach_goal,
    set_status,
    take_back_standing,
)
from goals.services.steps import (
    drop_next_step,
    finish_next_step,
    move_next_step,
    plan_next_step,
    reopen_next_step,
)

__all__ = [
    "CIRCLES",
    "THANKS_WITHIN",
    "GoalDetails",
    "GoalPlan",
    "NetworkProfile",
    "Standing",
    "add_log_entry",
    "add_people",
    "correct_log_entry",
    "count_circles",
    "create_goal",
    "delete_log_entry",
    "describe_ideal_network",
    "drop_next_step",
    "finish_goal_draft",
    "finish_next_step",
    "give_role",
    "lead_with",
    "let_goal_go",
    "lock_goal",
    "lock_inventory",
    "move_next_step",
    "plan_next_step",
    "reach_goal",
    "reopen_next_step",
    "replace_competences",
    "replace_offers",
    "replace_questions",
    "set_status",
    "start_with_goal",
    "take_back_standing",
    "take_role",
    "update_goal",
]
