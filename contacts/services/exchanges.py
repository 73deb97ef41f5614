"""Give and take: written down, changed, settled, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, Exchange, Moment
from contacts.services.purging import schedule_purge

# What stays open until it is done: then a promise counts as given, and what was asked for as received.
SETTLED_LATER = (Exchange.Direction.PROMISED, Exchange.Direction.ASKED)


@transaction.atomic
def log_exchange(
    *,
    owner: User,
    contacts: Sequence[Contact],
    direction: str,
    kind: str,
    happened_on: date,
    text: str = "",
    due_on: date | None = None,
    done_on: date | None = None,
    moment: Moment | None = None,
) -> list[Exchange]:
    """Write down what went to or came from each of these people, and return one exchange for each, in their order.

    Without anybody it is one that an upper app links to something else: given to a network as such.

    Only a promise keeps `due_on`, and only what was promised or asked for keeps `done_on`.
    """
    due_on, done_on = _dates(direction, due_on, done_on)
    return Exchange.objects.bulk_create(
        Exchange(
            owner=owner,
            contact=contact,
            direction=direction,
            kind=kind,
            text=text,
            happened_on=happened_on,
            due_on=due_on,
            done_on=done_on,
            moment=moment,
        )
        for contact in {contact.pk: contact for contact in contacts}.values() or [None]
    )


@transaction.atomic
def edit_exchange(
    *,
    exchange: Exchange,
    direction: str,
    kind: str,
    happened_on: date,
    text: str = "",
    due_on: date | None = None,
    done_on: date | None = None,
    moment: Moment | None = None,
) -> Exchange:
    """Replace what is written down about an exchange; whom it was with stays."""
    exchange.direction, exchange.kind = direction, kind
    exchange.happened_on, exchange.text, exchange.moment = happened_on, text, moment
    exchange.due_on, exchange.done_on = _dates(direction, due_on, done_on)
    exchange.save(update_fields=["direction", "kind", "happened_on", "text", "moment", "due_on", "done_on"])
    return exchange


@transaction.atomic
def settle_exchange(*, exchange: Exchange, done_on: date) -> Exchange:
    """Note that a promise was kept, or that what was asked for came; the first date stays, all else is done already."""
    # Two tabs at once meet here, and the second sees what the first has said.
    exchange.refresh_from_db(
        fields=["direction", "done_on"], from_queryset=Exchange.objects.for_user(exchange.owner).select_for_update()
    )
    if exchange.direction in SETTLED_LATER and exchange.done_on is None:
        exchange.done_on = done_on
        exchange.save(update_fields=["done_on"])
    return exchange


@transaction.atomic
def reopen_exchange(*, exchange: Exchange) -> Exchange:
    """Take back that a promise was kept, or that what was asked for came."""
    exchange.done_on = None
    exchange.save(update_fields=["done_on"])
    return exchange


@transaction.atomic
def delete_exchange(*, exchange: Exchange) -> Exchange:
    """Take an exchange back; it can be restored."""
    exchange.deleted_at = exchange.deleted_at or timezone.now()
    exchange.save(update_fields=["deleted_at"])
    schedule_purge(owner=exchange.owner, deleted_at=exchange.deleted_at)
    return exchange


@transaction.atomic
def restore_exchange(*, exchange: Exchange) -> Exchange:
    """Bring an exchange back as it was."""
    exchange.deleted_at = None
    exchange.save(update_fields=["deleted_at"])
    return exchange


def _dates(direction: str, due_on: date | None, done_on: date | None) -> tuple[date | None, date | None]:
    has_due_date = direction == Exchange.Direction.PROMISED
    return (due_on if has_due_date else None, done_on if direction in SETTLED_LATER else None)
