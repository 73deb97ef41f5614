"""Which rows of goals belong to a person, for two who turn out to be one."""

from __future__ import annotations

from django.utils.translation import ngettext

from goals.models import InventoryCard, NextStep, Role
from netzwerk.core.belonging import Belonging


def _roles(count: int) -> str:
    return ngettext("%(count)s role", "%(count)s roles", count) % {"count": count}


def _steps(count: int) -> str:
    return ngettext("%(count)s next step", "%(count)s next steps", count) % {"count": count}


BELONGINGS = (
    Belonging(model=Role, fields=("contact",), words=_roles),
    Belonging(model=NextStep, fields=("contact",), words=_steps),
    Belonging(model=InventoryCard, fields=("contact",)),
)
