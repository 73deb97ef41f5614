"""What became of old ties that were taken up again: said, changed, taken back, over the years."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.views.answers import leave, tell
from matching.forms.reviving import OutcomeForm
from matching.models import Revival
from matching.pages.revivals import came_of_it, revival_page
from matching.services import reviving as services
from matching.views.revival_undo import detail_url, remember, remembered
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted

LIST, DETAIL, OUTCOME = "matching/revival_list.html", "matching/revival_detail.html", "matching/revival_outcome.html"
HOME, PAGE = "matching:reviving", "matching:revival-detail"


@require_safe
def revivals(request: UserRequest) -> HttpResponse:
    """Show how many old ties were taken up again each year, and what came of it; htmx gets further rows."""
    context = came_of_it(request.user, request.GET.dict(), request.path, timezone.localdate())
    return answer(request, LIST, {**context, "here": request.get_full_path()}, part="rows")


@require_safe
def revival_detail(request: UserRequest, revival: UUID) -> HttpResponse:
    """Show one time that an old tie was taken up again, and what could come next."""
    found = _revival_of(request, revival)
    return answer(request, DETAIL, {"revival": found, **revival_page(found, timezone.localdate())})


@require_http_methods(["GET", "HEAD", "POST"])
def revival_outcome(request: UserRequest, revival: UUID) -> HttpResponse:
    """Note what came of it, or change that."""
    found = _revival_of(request, revival)
    form = OutcomeForm(posted(request), revival=found, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        before = services.note_outcome(revival=found, outcome=said["outcome"], on=said["outcome_on"], note=said["note"])
        tell(request, _("Noted."), undo=remember(request, before, back=detail_url(found)))
        return leave(request, default=PAGE, revival=revival)
    context = {"form": form, "revival": found}
    return answer(request, OUTCOME, context, part="sheet", status=422 if form.errors else 200)


@require_POST
def revival_reopen(request: UserRequest, revival: UUID) -> HttpResponse:
    """Wait for an answer again."""
    found = _revival_of(request, revival)
    before = services.note_outcome(revival=found, outcome=Revival.Outcome.WAITING, on=None, note=found.note)
    tell(request, _("It is open again what came of it."), undo=remember(request, before, back=detail_url(found)))
    return leave(request, default=PAGE, revival=revival)


@require_POST
def revival_take_back(request: UserRequest, revival: UUID) -> HttpResponse:
    """Forget that one got in touch; `now` in the address says that it was noted a moment ago, and is the undo."""
    found = _revival_of(request, revival)
    values = services.take_back_revival(revival=found, today=timezone.localdate())
    undo = "" if "now" in request.GET else remember(request, values, back=detail_url(found))
    tell(request, _("It is forgotten, and the moment with it."), undo=undo)
    return leave(request, default=HOME)


@require_POST
def revival_as_before(request: UserRequest) -> HttpResponse:
    """Take the change back that the address names, as the session remembers it."""
    values, today = remembered(request), timezone.localdate()
    if values is not None and "contact" in values:
        services.bring_back_revival(owner=request.user, values=values, today=today)
    elif values is not None:
        _put_back(request, values)
    tell(request, _("As before.") if values else _("That was taken back already."))
    return leave(request, default=HOME)


def _put_back(request: UserRequest, values: dict[str, str]) -> None:
    is_there = Revival.objects.for_user(request.user).filter(pk=values["pk"], contact__deleted_at=None).exists()
    if is_there:
        revival = _revival_of(request, UUID(values["pk"]))
        day = date.fromisoformat(values["outcome_on"]) if values["outcome_on"] else None
        services.note_outcome(revival=revival, outcome=values["outcome"], on=day, note=values["note"])


def _revival_of(request: UserRequest, pk: UUID) -> Revival:
    """Return the user's revival of somebody who is not in the bin."""
    found = Revival.objects.for_user(request.user).filter(contact__deleted_at=None).select_related("contact", "goal")
    revival = get_object_or_404(found, pk=pk)
    revival.owner = revival.contact.owner = request.user
    if request.method == "POST":
        # The second of two clicks waits, and then finds it changed or gone.
        services.lock_person(revival.contact)
        revival = get_object_or_404(found.all(), pk=pk)
        revival.owner = revival.contact.owner = request.user
    return revival
