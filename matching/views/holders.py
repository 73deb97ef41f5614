"""People noted for what a goal needs: added, removed, put back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.models import Contact
from contacts.views.answers import leave, tell
from contacts.views.picking import picked_people, picker_context
from goals.models import Goal
from goals.services import lock_inventory
from matching.forms.gaps import FillForm
from matching.models import Holder
from matching.queries.gap_rows import helpers_of, need_row
from matching.rules.gaps import Need
from matching.services.gaps import Filled, fill_need, note_again, take_back
from matching.services.holders import forget_holder
from matching.views.access import contact_of, goal_of
from matching.views.needs import need_of
from matching.words.gaps import filled_sentence, need_title
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

FORM, BOARD = "matching/holder_form.html", "matching:gaps"


@require_http_methods(["GET", "HEAD", "POST"])
def holder_add(request: UserRequest, goal: UUID) -> HttpResponse:
    """Note one person or several for a role (`kind`), a `competence` or a `question`; known already or new."""
    found, today = goal_of(request, goal), timezone.localdate()
    need = need_of(found, request.POST, request.GET)
    if request.method == "POST":
        # The second of two clicks waits here, and then knows the new names.
        lock_inventory(owner=request.user)
    form = FillForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        people = picked_people(request, form, today)
        filled = fill_need(goal=found, need=need, contacts=people)
        _tell_filled(request, found, need, people, filled)
        return leave(request, default=BOARD, goal=goal)
    return _form(request, found, need, form)


@require_POST
def holder_undo(request: UserRequest, goal: UUID) -> HttpResponse:
    """Take back what was noted a moment ago: the address names the roles and holders."""
    found = goal_of(request, goal)
    roles, holders = (read_ids(request.GET.getlist(name)) for name in ("role", "holder"))
    take_back(goal=found, roles=roles, holders=holders)
    return leave(request, default=BOARD, goal=goal)


@require_POST
def holder_remove(request: UserRequest, holder: UUID) -> HttpResponse:
    """Forget that somebody has a competence or could answer a question."""
    rows = Holder.objects.for_user(request.user).filter(contact__deleted_at=None).select_related("contact")
    found = get_object_or_404(rows, pk=holder)
    said = {"competence": found.competence_id} if found.competence_id else {"question": found.question_id}
    query = {"contact": found.contact_id, **said}
    undo = undo_address(request, "matching:holder-bring-back", query=query, goal=found.goal_id)
    forget_holder(holder=found)
    tell(request, _("%(name)s is no longer noted for it.") % {"name": found.contact.name}, undo=undo)
    return leave(request, default=BOARD, goal=found.goal_id)


@require_POST
def holder_bring_back(request: UserRequest, goal: UUID) -> HttpResponse:
    """Note somebody again who was removed a moment ago: the address says whom, and for what."""
    found = goal_of(request, goal)
    need = need_of(found, request.GET)
    asked = read_id(request.GET.get("contact", ""))
    if asked is None or need.kind:
        raise Http404
    contact = contact_of(request, asked)
    note_again(goal=found, need=need, contact=contact)
    return leave(request, default=BOARD, goal=goal)


def _tell_filled(request: UserRequest, goal: Goal, need: Need, people: list[Contact], filled: Filled) -> None:
    new = {"role": [role.pk for role in filled.roles], "holder": [holder.pk for holder in filled.holders]}
    undo = undo_address(request, "matching:holder-undo", query=new, goal=goal.pk) if any(new.values()) else ""
    tell(request, filled_sentence(need, [person.name for person in people]), undo=undo)


def _form(request: UserRequest, goal: Goal, need: Need, form: FillForm) -> HttpResponse:
    today = timezone.localdate()
    picker = picker_context(form)
    taken = [one.contact.pk for one in need_row(request.user, goal, need, today=today).people]
    shown = [*taken, *(person.pk for person in picker["picked"])]
    context = {
        "goal": goal,
        "need": need,
        "title": need_title(need),
        "form": form,
        "helpers": helpers_of(request.user, goal, today=today, but=shown),
        **picker,
    }
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)
