"""The words for what the rules compute, and the icons of origins."""

from __future__ import annotations

from django.utils.translation import pgettext

from contacts.models import Origin
from contacts.rules.states import State

ORIGIN_ICONS: dict[str, str] = {
    Origin.CURRENT: "house",
    Origin.ACQUAINTANCE: "cup-hot",
    Origin.STUDIES: "mortarboard",
    Origin.TRAINING: "book",
    Origin.FORMER_JOB: "briefcase",
    Origin.RELATIVES: "house-heart",
    Origin.RELATIVES_KIN: "person-hearts",
    Origin.NETWORK: "diagram-3",
}


def state_label(state: State | str) -> str:
    """Return the name of a state in the reader's language."""
    return {
        State.ARCHIVED: pgettext("state of a relation", "archived"),
        State.RESTING: pgettext("state of a relation", "resting"),
        State.DORMANT: pgettext("state of a relation", "dormant"),
        State.QUIET: pgettext("state of a relation", "quiet"),
        State.DUE: pgettext("state of a relation", "due"),
        State.FRESH: pgettext("state of a relation", "fresh"),
        State.NOT_PLACED: pgettext("state of a relation", "not placed"),
    }[State(state)]
