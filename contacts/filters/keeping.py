"""Filters by how a relation stands: its state, whether it is due, and when one was last in touch."""

from __future__ import annotations

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from contacts.filters.base import Choices
from contacts.filters.kinds import choice, day, flag, number
from contacts.labels import state_label
from contacts.models.querysets import due_condition, silent_condition, state_condition
from contacts.rules.cadence import latest_months_before
from contacts.rules.states import State

_MOST_MONTHS = 1200


def _states() -> Choices:
    return [(state.value, str(capfirst(state_label(state)))) for state in State]


def _months(count: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


STATE = choice("state", _("State"), _states, lambda value, asking: state_condition(value, on=asking.today))
DUE = flag("due", pgettext_lazy("filter", "Due"), lambda asking: due_condition(on=asking.today))
SILENT = number(
    "silent",
    _("Nothing heard for"),
    lambda count, asking: silent_condition(latest_months_before(asking.today, count)),
    words=_months,
    most=_MOST_MONTHS,
)
# Whoever has no moment was not in touch on any side of a day; see what is missing.
LAST_BEFORE = day("last_before", _("Last moment before"), lambda start, _asking: Q(last_moment_on__lt=start))
LAST_SINCE = day("last_since", _("Last moment since"), lambda start, _asking: Q(last_moment_on__gte=start))
SNOOZED = flag("snoozed", _("Snoozed"), lambda asking: Q(snoozed_until__gt=asking.today))
