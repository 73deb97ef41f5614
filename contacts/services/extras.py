"""What other apps keep about a row of ours, and ask in its form (`netzwerk/core/form_extras.py`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from netzwerk.core.form_extras import FormExtra
from netzwerk.core.registry import Registry


@transaction.atomic
def save_extras(
    extras: Registry[FormExtra], *, owner: User, row_ids: Collection[UUID], values: Mapping[str, Any]
) -> None:
    """Let each app keep what was said about these rows; where nothing was asked, nothing changes."""
    for extra in extras if values else ():
        extra.save(owner=owner, row_ids=row_ids, values=values)


def initial_extras(extras: Registry[FormExtra], *, owner: User, row_id: UUID) -> dict[str, Any]:
    """Return what the apps know about a row, for its form."""
    return {name: value for extra in extras for name, value in extra.initial(owner=owner, row_id=row_id).items()}
