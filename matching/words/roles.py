"""What somebody in a role does for a goal, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goals.models import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ROLE_TASKS: Mapping[str, _StrPromise] = {
    Role.Kind.DOOR_OPENER: _("They have a say in your field, or know people who do."),
    Role.Kind.EXPERT: _("They know what your goal needs, or can answer your questions."),
    Role.Kind.INSIDER: _("They move in the industry, today or until not long ago."),
    Role.Kind.MULTIPLIER: _("They know many people of different circles, and carry the word on."),
    Role.Kind.SUPPORTER: _("They are close to you, and willing to help."),
    Role.Kind.WORTH_REVIVING: _("You have not been in touch for a year or more, and may have missed each other."),
}
