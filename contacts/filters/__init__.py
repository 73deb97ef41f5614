"""What the list of people can be narrowed by; upper apps add theirs through the registry of the core."""

from contacts.filters import about, keeping
from contacts.filters.base import Asking, Choices, Filter
from contacts.filters.kinds import choice, choice_of_rows, day, flag, number, read_id, text
from netzwerk.core.registry import contact_filters

__all__ = [
    "Asking", "Choices", "Filter", "all_filters", "choice", "choice_of_rows", "day", "flag", "number", "read_id",
    "text",
]  # fmt: skip

# In the order in which the builder offers them.
OWN = (
    about.TAG,
    about.ORIGIN,
    about.CLOSENESS,
    keeping.STATE,
    keeping.DUE,
    keeping.SILENT,
    keeping.LAST_BEFORE,
    keeping.LAST_SINCE,
    about.ORGANISATION,
    about.PLACE,
    about.LANGUAGE,
    about.HEART,
    about.INTERESTING,
    about.TRUSTED,
    about.WILLING,
    about.STANDING,
    keeping.SNOOZED,
    about.CONFLICT,
    about.MISSING,
    about.ENTERED_SINCE,
)


def all_filters() -> dict[str, Filter]:
    """Return the filters by key: those of the contacts, then those of upper apps."""
    return {each.key: each for each in (*OWN, *contact_filters)}
