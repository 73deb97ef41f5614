"""Questions about contacts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q

from contacts.rules.states import State, dormant_before, quiet_before
from netzwerk.core.folding import fold
from netzwerk.core.owned import OwnedQuerySet

if TYPE_CHECKING:
    from contacts.models.contact import Contact

LONGEST_SEARCH, MOST_WORDS = 200, 20


def search_words(text: str) -> list[str]:
    """Return the folded words to look for, each once and not too many."""
    words = fold(text[:LONGEST_SEARCH]).split()
    return list(dict.fromkeys(words))[:MOST_WORDS]


class ContactQuerySet(OwnedQuerySet["Contact"]):
    """Chained like a sentence; what depends on the day takes it as an argument."""

    def present(self) -> Self:
        """Return contacts that are not in the bin."""
        return self.filter(deleted_at=None)

    def active(self) -> Self:
        """Return contacts that are neither in the bin nor archived."""
        return self.present().filter(archived_at=None)

    def matching(self, text: str) -> Self:
        """Return contacts whose names, organisations or addresses hold every word of the text, however written.

        Of a text that is no search any more, the first words count: each costs a look at every person.
        """
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found

    def in_state(self, state: State | str, *, on: date) -> Self:
        """Return contacts in exactly this state (the first that fits, in the order of the vocabulary)."""
        return self.filter(_state_conditions(on)[State(state)])

    def due(self, *, on: date) -> Self:
        """Return contacts whose cadence has passed, quiet and dormant ones included, that may be suggested."""
        return self.suggestible(on=on).filter(due_on__lte=on)

    def suggestible(self, *, on: date) -> Self:
        """Return contacts that rule 2 lets be suggested."""
        return self.active().filter(
            Q(snoozed_until=None) | Q(snoozed_until__lte=on), is_resting=False, ended_in_conflict=False
        )

    def silent_since(self, day: date) -> Self:
        """Return contacts of whom nothing was heard after this day: by the newest moment or else the anchor."""
        return self.filter(_silent_since(day))

    def count_by_state(self, *, on: date) -> dict[State, int]:
        """Count the contacts in each state, in one query."""
        counts = {state.value: Count("pk", filter=fits) for state, fits in _state_conditions(on).items()}
        found = self.aggregate(**counts)
        return {state: found[state.value] for state in State}

    def by_name(self, *, after: Contact | None = None) -> Self:
        """Return contacts by name, those after one of them when it is given: pages by keyset."""
        ordered = self.order_by("folded_name", "id")
        if after is None:
            return ordered
        # The last condition alone would do for the index; the others are for people of the same name.
        return ordered.filter(
            Q(folded_name__gt=after.folded_name) | Q(id__gt=after.pk), folded_name__gte=after.folded_name
        )

    def with_details(self) -> Self:
        """Fetch addresses, numbers and positions along, in one query each."""
        return self.prefetch_related("emails", "phones", "positions__organisation")


def _state_conditions(on: date) -> dict[State, Q]:
    archived, resting = Q(archived_at__isnull=False), Q(is_resting=True)
    dormant = _silent_since(dormant_before(on))
    quiet = _silent_since(quiet_before(on))
    awake = ~archived & ~resting & ~quiet
    return {
        State.ARCHIVED: archived,
        State.RESTING: ~archived & resting,
        State.DORMANT: ~archived & ~resting & dormant,
        State.QUIET: ~archived & ~resting & ~dormant & quiet,
        State.DUE: awake & Q(due_on__lte=on),
        State.FRESH: awake & Q(due_on__gt=on),
        State.NOT_PLACED: awake & Q(due_on=None),
    }


def _silent_since(day: date) -> Q:
    return Q(last_moment_on__lte=day) | Q(last_moment_on=None, anchor_on__lte=day)
