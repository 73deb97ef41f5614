"""The words for what the rules compute, and the icons of origins and of kinds of moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.models import Moment, Origin
from contacts.rules.states import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

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
KIND_ICONS: dict[str, str] = {
    Moment.Kind.CALL: "telephone",
    Moment.Kind.VIDEO: "camera-video",
    Moment.Kind.MEETING: "cup-hot",
    Moment.Kind.MESSAGE: "chat-dots",
    Moment.Kind.MAIL: "envelope",
    Moment.Kind.LETTER: "mailbox",
    Moment.Kind.EVENT: "people",
}

# The four quick marks of product rule 6, by column, in the order of `QuickMarks`.
QUICK_MARKS: dict[str, _StrPromise] = {
    "trust": gettext_lazy("Trust"),
    "willing_to_help": gettext_lazy("Willing to help"),
    "standing": gettext_lazy("Standing in the field"),
    "shared_time": gettext_lazy("Shared time"),
}
# Why each is asked, in one line.
QUICK_MARK_HINTS: dict[str, _StrPromise] = {
    "trust": gettext_lazy("Can you rely on what they say, and that it stays between you?"),
    "willing_to_help": gettext_lazy("Would they lend a hand if you asked?"),
    "standing": gettext_lazy("Do people in their field listen to them?"),
    "shared_time": gettext_lazy(
        "Did you spend much time together? Little is good for reviving: they know what you do not."
    ),
}


_STATES: dict[str, _StrPromise] = {
    State.ARCHIVED: pgettext_lazy("state of a relation", "archived"),
    State.RESTING: pgettext_lazy("state of a relation", "resting"),
    State.DORMANT: pgettext_lazy("state of a relation", "dormant"),
    State.QUIET: pgettext_lazy("state of a relation", "quiet"),
    State.DUE: pgettext_lazy("state of a relation", "due"),
    State.FRESH: pgettext_lazy("state of a relation", "fresh"),
    State.NOT_PLACED: pgettext_lazy("state of a relation", "not placed"),
}


def state_label(state: State | str) -> str:
    """Return the name of a state in the reader's language; lists ask for hundreds."""
    return str(_STATES[State(state)])
