"""Whom or what an address wants to reach, and for which goal: the user's own, or 404."""

from __future__ import annotations

from typing import TypeVar

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from contacts.models import Contact, Organisation
from goals.models import Goal
from matching.forms.paths import LONGEST
from matching.queries.paths import Aim
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest

Row = TypeVar("Row", Contact, Organisation, Goal)


def aim_of(request: UserRequest) -> Aim | None:
    """Return the person, the organisation or the field of the address, also somebody from the bin; None for nothing."""
    said = request.GET
    if "contact" in said:
        return Aim(contact=_own(request, Contact, said))
    if "organisation" in said:
        return Aim(organisation=_own(request, Organisation, said))
    field = plain_text(said.get("field", ""))
    return Aim(field=field) if field else None


def goal_for(request: UserRequest) -> Goal | None:
    """Return the goal of the address, if it says one."""
    return _own(request, Goal, request.GET) if request.GET.get("goal") else None


def plain_text(text: str) -> str:
    """Return what somebody typed as text that can be looked for."""
    return " ".join(text[:LONGEST].replace("\0", " ").encode(errors="replace").decode().split())


def _own(request: UserRequest, model: type[Row], said: QueryDict) -> Row:
    pk = read_id(said.get(model._meta.model_name or "", ""))
    found: Row = get_object_or_404(model.objects.for_user(request.user), pk=pk)
    found.owner = request.user
    return found
