"""Changes of many people: begun from the list, watched, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from contacts.filtering import understand
from contacts.models import BulkChange, BulkItem, Contact, ContactQuerySet
from contacts.queries.bulk import AskedItem, asked_items, recent_changes
from contacts.services.bulk import (
    NobodyToChangeError,
    TooLateError,
    TooManyChangesError,
    settle_items,
    start_bulk_change,
    undo_bulk_change,
)
from contacts.views.answers import done, leave, tell, undo_address
from contacts.views.bulk_news import forget_change, watch_change
from contacts.words.bulk import change_words
from netzwerk.core.answers import answer
from netzwerk.core.bulk import BulkAction, bulk_action
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest
from netzwerk.core.seen import seen_of

LIST = "contacts:contact-list"
DETAIL = "contacts:bulk-detail"
PAGE_SIZE = 50
# So many can be ticked one by one; all who match the filters are more.
MOST_IDS = 10_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Who was chosen: some, or all that match the filters; `problem` says why nobody is to be changed."""

    contacts: ContactQuerySet
    ids: str
    is_all: bool
    problem: str = ""


@require_POST
def bulk_create(request: UserRequest) -> HttpResponse:
    """Change the chosen people; an action that needs to know more asks first."""
    action, selection = bulk_action(request.POST.get("action", "")), _selection(request)
    if action is None or selection.problem:
        return _refuse(request, selection.problem if action else _("Choose first what to do."))
    count = selection.contacts.count()
    if not count:
        return _refuse(request, _("Choose somebody first."))
    form = action.form(owner=request.user, data=request.POST if "asked" in request.POST else None)
    if action.has_form and not (form.is_bound and form.is_valid()):
        context = {"action": action, "form": form, "selection": selection, "count": count}
        return answer(request, "contacts/bulk_form.html", context, part="sheet", status=422 if form.errors else 200)
    arguments = action.arguments(owner=request.user, form=form) if action.has_form else {}
    return _start(request, action, arguments, selection)


@require_safe
def bulk_list(request: UserRequest) -> HttpResponse:
    """Show the changes of the last 30 days, each with its way back."""
    now = timezone.now()
    changes = recent_changes(request.user, now=now, before=request.GET.get("before", ""), limit=PAGE_SIZE + 1)
    context = {
        "changes": [{"change": change, "words": change_words(change)} for change in changes[:PAGE_SIZE]],
        "next_url": f"?before={changes[PAGE_SIZE - 1].pk}" if len(changes) > PAGE_SIZE else "",
    }
    return answer(request, "contacts/bulk_list.html", context, part="rows")


@require_safe
def bulk_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show how far a change is, and about whom its undo asks; htmx asks for the part that changes."""
    return _show(request, _change_of(request, pk))


@require_POST
def bulk_undo(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a change back."""
    change = _change_of(request, pk)
    was_undone = change.state == BulkChange.State.UNDONE
    try:
        change = undo_bulk_change(change=change, now=timezone.now())
    except TooLateError:
        return _refuse(request, _("That is more than 30 days ago and can no longer be taken back."))
    if change.is_under_way:
        return leave_to(request, change)
    asking = BulkItem.objects.for_user(request.user).filter(change=change).asking().count()
    if asking:
        words = ngettext(
            "%(count)s person was edited since: please decide.",
            "%(count)s people were edited since: please decide.",
            asking,
        )
        messages.warning(request, words % {"count": asking})
        return leave_to(request, change)
    tell(request, _("That was taken back already.") if was_undone else _("Taken back. Everything is as before."))
    return done(request, default=LIST)


@require_POST
def bulk_settle(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what was edited after the change, or put back what held before it, for those who are ticked."""
    change = _change_of(request, pk)
    shown = {f"{each.item.pk}~{seen_of(each.current)}": each for each in asked_items(change, limit=PAGE_SIZE)}
    ticked = [shown[value] for value in request.POST.getlist("items") if value in shown]
    if not ticked:
        messages.error(request, _("Nobody was ticked, or they were edited once more meanwhile."))
        return leave_to(request, change)
    is_back = request.POST.get("do") == "back"
    left = settle_items(
        change=change,
        keep=[] if is_back else [each.item.pk for each in ticked],
        put_back={each.item.pk: each.current for each in ticked} if is_back else {},
    )
    tell(request, _("Put back.") if is_back else _("Kept."))
    return leave_to(request, change) if left else leave(request, default=LIST)


def leave_to(request: UserRequest, change: BulkChange) -> HttpResponse:
    """Lead to the page of the change, and not where the form would lead otherwise."""
    target = resolve_url(DETAIL, pk=change.pk)
    return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)


def _start(request: UserRequest, action: BulkAction, arguments: dict[str, Any], selection: Selection) -> HttpResponse:
    try:
        change = start_bulk_change(
            owner=request.user,
            action=action.key,
            arguments=arguments,
            contacts=selection.contacts,
            now=timezone.now(),
        )
    except NobodyToChangeError:
        return _refuse(request, _("Choose somebody first."))
    except TooManyChangesError:
        return _refuse(request, _("Several changes of many people are under way. Please wait until one is done."))
    if change.is_under_way:
        watch_change(request, change)
        return leave_to(request, change)
    tell(request, change_words(change), undo=undo_address(request, "contacts:bulk-undo", change.pk))
    return leave(request, default=LIST)


def _selection(request: UserRequest) -> Selection:
    """Return whom the form is about. Ids may also come in one field, with commas between them."""
    user = request.user
    if request.POST.get("all"):
        meaning = understand(user=user, query=request.POST.get("query", ""), today=timezone.localdate())
        return Selection(meaning.people, "", is_all=True, problem="" if meaning.is_clear else _unclear_words())
    ids = set(read_ids(part for value in request.POST.getlist("contacts") for part in value.split(",")))
    if len(ids) > MOST_IDS:
        return Selection(Contact.objects.none(), "", is_all=False, problem=_too_many_words())
    found = Contact.objects.for_user(user).present().filter(pk__in=ids)
    return Selection(found, ",".join(sorted(str(pk) for pk in ids)), is_all=False)


def _refuse(request: UserRequest, text: str) -> HttpResponse:
    messages.error(request, text)
    return leave(request, default=LIST)


def _unclear_words() -> str:
    return _("A filter of this list was not understood, so nobody was changed. Remove it and try again.")


def _too_many_words() -> str:
    return _("More people were ticked than one form can name, so nobody was changed. Choose “All that match” instead.")


def _change_of(request: UserRequest, pk: UUID) -> BulkChange:
    return get_object_or_404(BulkChange.objects.for_user(request.user), pk=pk)


def _show(request: UserRequest, change: BulkChange) -> HttpResponse:
    action = bulk_action(change.action)
    if not change.is_under_way:
        forget_change(request, change)
    asked = asked_items(change, limit=PAGE_SIZE) if change.state == BulkChange.State.UNDONE and action else []
    context = {
        "change": change,
        "words": change_words(change),
        "is_undo": change.state in (BulkChange.State.UNDOING, BulkChange.State.UNDONE),
        "asked": [_asked_row(change, action, each) for each in asked if action],
    }
    return answer(request, "contacts/bulk_detail.html", context, part="status")


def _asked_row(change: BulkChange, action: BulkAction, each: AskedItem) -> dict[str, Any]:
    def words(values: dict[str, Any]) -> str:
        said = [action.value_words(name=name, value=values[name], arguments=change.arguments) for name in each.fields]
        return ", ".join(said)

    return {
        "value": f"{each.item.pk}~{seen_of(each.current)}",
        "contact": each.item.contact,
        "now": words(each.current),
        "before": words(each.item.before),
    }
