"""Changes that run in the background: the session remembers them until the user has heard that they are done."""

from __future__ import annotations

from contacts.models import BulkChange
from contacts.views.answers import tell, undo_address
from contacts.words.bulk import change_words
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest

WATCHED, MOST = "bulk_changes", 5


def watch_change(request: UserRequest, change: BulkChange) -> None:
    """Remember a change whose end is to be told."""
    request.session[WATCHED] = [*_watched(request), str(change.pk)][-MOST:]


def forget_change(request: UserRequest, change: BulkChange) -> None:
    """Forget a change whose end the user has seen."""
    if str(change.pk) in _watched(request):
        request.session[WATCHED] = [pk for pk in _watched(request) if pk != str(change.pk)]


def tell_finished(request: UserRequest) -> None:
    """Say which of the remembered changes are done since, each with its way back; asks only when there are any."""
    if not (ids := read_ids(_watched(request))):
        return
    changes = list(BulkChange.objects.for_user(request.user).filter(pk__in=ids).order_by("created_at"))
    for change in changes:
        if change.state == BulkChange.State.DONE:
            tell(request, change_words(change), undo=undo_address(request, "contacts:bulk-undo", change.pk))
    request.session[WATCHED] = [str(change.pk) for change in changes if change.is_under_way]


def _watched(request: UserRequest) -> list[str]:
    return list(request.session.get(WATCHED, []))
