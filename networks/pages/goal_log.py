"""What networks tell in the log of a goal: the checks that were made for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from networks.models import Check
from netzwerk.core.keyset import behind
from netzwerk.core.registry import GoalLogLine


def checks_in_log(user: User, goal_id: UUID, before: tuple[date, UUID] | None, limit: int) -> list[GoalLogLine]:
    """Return the newest finished checks for a goal that lie behind a place; one query."""
    checks = Check.objects.for_user(user).finished().filter(goal_id=goal_id, network__deleted_at=None)
    place = behind(("checked_on", before[0]), ("id", before[1]), is_descending=True) if before else Q()
    found = checks.filter(place).select_related("network").order_by("-checked_on", "-id")[:limit]
    return [_line(check) for check in found]


def _line(check: Check) -> GoalLogLine:
    title = _("Network check: %(name)s") % {"name": check.network.name}
    verdict = check.get_verdict_display() if check.verdict else ""
    return GoalLogLine(check.checked_on, check.pk, title, "clipboard-check", _address(check), verdict)


def _address(check: Check) -> str:
    return reverse("networks:check-detail", args=[check.pk])
