"""What the list of people can be narrowed by because of goals."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.filters import Asking, Choices, choice_of_rows, read_id
from goals.models import Goal, Role

ANY = "any"


def _goals(asking: Asking) -> Choices:
    goals = Goal.objects.for_user(asking.user).order_by("-is_leading", "created_at").values_list("pk", "statement")
    return [(ANY, _("For any goal")), *((str(pk), statement) for pk, statement in goals)]


def _has_role(value: str, asking: Asking) -> Q:
    roles = Role.objects.for_user(asking.user)
    if value != ANY:
        roles = roles.filter(goal_id=value)
    return Q(pk__in=roles.values("contact_id"))


ROLE = choice_of_rows(
    "role",
    gettext_lazy("Role for a goal"),
    _goals,
    _has_role,
    read=lambda value: value if value == ANY else read_id(value),
)
