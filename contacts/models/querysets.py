"""Questions about contacts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, Prefetch, Q

from contacts.models.orders import Order
from contacts.rules.states import State, dormant_before, quiet_before
from netzwerk.core.keyset import behind
from netzwerk.core.owned import OwnedQuerySet

if TYPE_CHECKING:
    from contacts.models.contact import Contact


class ContactQuerySet(OwnedQuerySet["Contact"]):
    """Chained like a sentence; what depends on the day takes it as an argument."""

    def present(self) -> Self:
        """Return contacts that are not in the bin."""
        return self.filter(deleted_at=None)

    def active(self) -> Self:
        """Return contacts that are neither in the bin nor archived."""
        return self.present().filter(archived_at=None)

    def matching(self, text: str) -> Self:
        """Return contacts that have every word of the text, however written: its beginning, a form of it, or nearly it.

        Of a text that is no search any more, the first words count. Forms and typing errors are looked up at once.
        A text without any word finds nobody: a change of all who were found must not become one of everybody.
        """
        from contacts.models.search import ContactWord, Word, is_word  # noqa: PLC0415 - they link to contacts

        mine = {"owner_id": self._hints["owner_id"]} if "owner_id" in self._hints else {}
        terms = Word.objects.filter(**mine).terms_of(text)
        if not terms:
            return self.none()
        having = [ContactWord.objects.filter(is_word(term), **mine).order_by().values("contact_id") for term in terms]
        return self.filter(pk__any_of=having[0].intersection(*having[1:]) if having[1:] else having[0])

    def due(self, *, on: date) -> Self:
        """Return contacts whose cadence has passed, quiet and dormant ones included, that may be suggested."""
        return self.filter(due_condition(on=on))

    def suggestible(self, *, on: date) -> Self:
        """Return contacts that rule 2 lets be suggested."""
        return self.filter(suggestible_condition(on))

    def silent_since(self, day: date) -> Self:
        """Return contacts of whom nothing was heard after this day: by the newest moment or else the anchor."""
        return self.filter(silent_condition(day))

    def worth_reviving(self, *, on: date) -> Self:
        """Return contacts of product rule 6: quiet or dormant, with quick marks that sum to 0 or more."""
        return self.suggestible(on=on).silent_since(quiet_before(on)).filter(has_good_marks())

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
        return ordered.filter(behind(("folded_name", after.folded_name), ("id", after.pk)))

    def in_order(self, order: Order, *, after: Contact | None = None) -> Self:
        """Return contacts in one of the orders of the list, those after one of them when it is given.

        `after` comes from `in_order` too: it has its key with it.
        """
        ordered = self.annotate(sort_key=order.expression).order_by(*order.columns)
        return ordered if after is None else ordered.filter(order.after(after))

    def with_details(self) -> Self:
        """Fetch addresses, numbers, positions and tags along, in one query each."""
        return self.prefetch_related("emails", "phones").with_positions().with_tags()

    def with_positions(self) -> Self:
        """Fetch positions and their organisations along, in one query."""
        from contacts.models.organisation import Position  # noqa: PLC0415 - they link to contacts

        return self.prefetch_related(Prefetch("positions", Position.objects.select_related("organisation")))

    def with_tags(self) -> Self:
        """Fetch tags along, in one query."""
        from contacts.models.tag import Tagging  # noqa: PLC0415 - they link to contacts

        return self.prefetch_related(Prefetch("taggings", Tagging.objects.select_related("tag")))


def state_condition(state: State | str, *, on: date) -> Q:
    """Return what holds in exactly this state."""
    return _state_conditions(on)[State(state)]


def due_condition(*, on: date) -> Q:
    """Return what holds for whoever is due and may be suggested."""
    return suggestible_condition(on) & Q(due_on__lte=on)


def suggestible_condition(on: date) -> Q:
    """Return what holds for whoever rule 2 lets be suggested."""
    is_awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
    return is_awake & Q(deleted_at=None, archived_at=None, is_resting=False, ended_in_conflict=False)


def _state_conditions(on: date) -> dict[State, Q]:
    archived, resting = Q(archived_at__isnull=False), Q(is_resting=True)
    dormant = silent_condition(dormant_before(on))
    quiet = silent_condition(quiet_before(on))
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


def silent_condition(day: date) -> Q:
    """Return what holds when nothing was heard after this day: by the newest moment or else the anchor."""
    return Q(last_moment_on__lte=day) | Q(last_moment_on=None, anchor_on__lte=day)


def has_good_marks() -> Q:
    """Return what holds when the four quick marks sum to 0 or more (product rule 6)."""
    return Q(trust__gte=F("shared_time") - F("willing_to_help") - F("standing"))
