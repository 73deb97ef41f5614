"""Many people at once: a role for a goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from contacts.bulk import LinkAction
from goals.forms import RolesForm
from goals.models import Goal, Role
from netzwerk.core.bulk import Arguments


class RoleAction(LinkAction):
    """Give a role for a goal; who has it already keeps it, also when the change is taken back."""

    key = "goal"
    label = gettext_lazy("Add to a goal")
    icon = "bullseye"
    has_form = True
    model = Role

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the form of goal and role."""
        return RolesForm(data, owner=owner)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return goal and role."""
        goal, kind = form.cleaned_data["goal"], form.cleaned_data["kind"]
        return {"goal": str(goal.pk), "kind": kind, "name": goal.statement}

    def fixed(self, *, owner: User, arguments: Arguments) -> dict[str, Any] | None:
        """Return goal and role, unless the goal is gone."""
        goal = Goal.objects.for_user(owner).filter(pk=UUID(arguments["goal"])).first()
        return {"goal_id": goal.pk, "kind": arguments["kind"]} if goal else None

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return who has which role for which goal."""
        words = ngettext(
            "%(count)s person for “%(goal)s”: %(role)s.", "%(count)s people for “%(goal)s”: %(role)s.", count
        )
        role = Role.Kind(arguments["kind"]).label
        return words % {"count": count, "goal": arguments["name"], "role": role}
