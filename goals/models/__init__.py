"""Goals and all that belongs to them."""

from goals.models.goal import Goal, GoalQuerySet, IdealNetwork, Purpose
from goals.models.inventory import InventoryCard
from goals.models.log import LogEntry
from goals.models.needs import Competence, Offer, Question
from goals.models.roles import WANTED_ROLES, NextStep, NextStepQuerySet, Role

__all__ = [
    "WANTED_ROLES",
    "Competence",
    "Goal",
    "GoalQuerySet",
    "IdealNetwork",
    "InventoryCard",
    "LogEntry",
    "NextStep",
    "NextStepQuerySet",
    "Offer",
    "Purpose",
    "Question",
    "Role",
]
