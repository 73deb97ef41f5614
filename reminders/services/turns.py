"""One mail a local date: before a digest that came by itself is sent, it takes its turn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.rules.schedule import MailKind
from reminders.rules.turns import Fate, Mail, turn_of


def take_turn(*, digest: Digest, on: date) -> bool:
    """Reserve the owner's local date `on` for a digest before it is sent; False when it must not be sent.

    Then it is *replaced*: another has the date, or a newer one says what this one had to tell. A digest that is tried
    again keeps its date, or takes the later one. What was asked for needs no turn. One on the day itself may become a
    scheduled one here, so write the mail afterwards. A short transaction of its own; call it outside of any other.
    """
    if digest.kind not in Digest.BY_ITSELF:
        return True
    with acting_as(digest.owner_id):
        rows = _rows_that_matter(digest, on)
        mine = rows.pop(digest.pk, None)
        if mine is None or mine.state != Digest.State.WAITING:
            return False
        turn = turn_of(_mail(mine), [_mail(row) for row in rows.values()], on, is_chosen_day=_is_chosen(digest, on))
        if turn.may_go:
            _free(list(rows.values()), on)
            digest.sends_on = on
            digest.kind = Digest.Kind.SCHEDULED if turn.becomes_scheduled else mine.kind
        else:
            digest.state = Digest.State.REPLACED
        digest.save(update_fields=["sends_on", "kind", "state"])
        return turn.may_go


def _rows_that_matter(digest: Digest, on: date) -> dict[UUID, Digest]:
    """Return the digest, and the others that wait, are newer or have the date.

    Whoever wants a turn locks all that wait, in one order, and looks afterwards: two workers take their turns one after
    the other, each sees what the other did, and none waits for one that waits for it.
    """
    rows = Digest.objects.filter(owner_id=digest.owner_id, kind__in=Digest.BY_ITSELF)
    list(rows.filter(state=Digest.State.WAITING).order_by("for_date", "id").select_for_update().values_list("pk"))
    waits, has_it = Q(state=Digest.State.WAITING), Q(sends_on=on)
    return {row.pk: row for row in rows.filter(waits | has_it | Q(for_date__gt=digest.for_date))}


def _is_chosen(digest: Digest, on: date) -> bool:
    return on.weekday() in digest.owner.digest_weekdays


def _free(others: list[Digest], on: date) -> None:
    """Take the date from those that did not need it."""
    for other in others:
        if other.sends_on == on:
            other.sends_on = None
            other.save(update_fields=["sends_on"])


def _mail(digest: Digest) -> Mail:
    return Mail(
        kind=MailKind(digest.kind),
        for_date=digest.for_date,
        fate=_fate_of(digest),
        sends_on=digest.sends_on,
        # Closed because nobody wants it: then nothing of it was told.
        is_silent=digest.state == Digest.State.EMPTY and digest.covers_until is not None,
    )


def _fate_of(digest: Digest) -> Fate:
    # Where the connection broke off, the server may have taken the mail.
    is_unsure = digest.state == Digest.State.FAILED and digest.problem == Digest.Problem.BROKEN_OFF
    if digest.state == Digest.State.SENT or is_unsure:
        return Fate.TOLD
    return {
        Digest.State.WAITING: Fate.WAITING,
        Digest.State.REPLACED: Fate.REPLACED,
    }.get(Digest.State(digest.state), Fate.UNTOLD)
