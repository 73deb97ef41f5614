"""The page of pairs that may be one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact, DeclinedPair, DuplicatePair, DuplicateSearch
from contacts.pages.merge import Side, side_of
from contacts.queries.duplicates import entries_of, open_pairs
from contacts.rules.likeness import likeness_of
from contacts.services.declining import decline_duplicates, reconsider_duplicates
from contacts.services.duplicates import ask_for_duplicates
from contacts.views.answers import done, leave, tell, undo_address
from contacts.words.duplicates import left_out_words, likeness_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest

PAGE, LIST = "contacts/duplicate_list.html", "contacts:duplicate-list"
PAGE_SIZE = 20
# A page that is opened later than this after the last look asks for another.
FRESH_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two people, and why they may be one."""

    pair: DuplicatePair
    why: str
    first: Side
    second: Side


@require_safe
def duplicate_list(request: UserRequest) -> HttpResponse:
    """Show pairs, the likeliest first; htmx gets further ones."""
    pairs = list(open_pairs(request.user).likeliest(after=_start(request))[: PAGE_SIZE + 1])
    is_more = len(pairs) > PAGE_SIZE
    context: dict[str, Any] = {
        "pairs": _shown(request, pairs[:PAGE_SIZE], timezone.localdate()),
        "next_url": f"{request.path}?after={pairs[PAGE_SIZE - 1].pk}" if is_more else "",
        **_search_context(request),
    }
    if request.htmx and "after" in request.GET:
        return answer(request, PAGE, context, part="rows")
    return answer(request, PAGE, {**context, "count": open_pairs(request.user).count()})


@require_POST
def duplicate_look(request: UserRequest) -> HttpResponse:
    """Let everybody be compared once more."""
    ask_for_duplicates(owner=request.user, now=timezone.now())
    if request.htmx:
        return answer(request, PAGE, _search_context(request), part="status")
    return leave(request, default=LIST)


@require_safe
def duplicate_status(request: UserRequest) -> HttpResponse:
    """Tell htmx whether the comparing is done, so that the page shows what was found; or `count` the pairs alone."""
    context = _search_context(request)
    if "count" in request.GET:
        return answer(request, PAGE, {**context, "count": open_pairs(request.user).count()}, part="count")
    response = answer(request, PAGE, context, part="status")
    if not context["is_under_way"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def duplicate_decline(request: UserRequest, pk: UUID) -> HttpResponse:
    """Note that these two are two."""
    pairs = DuplicatePair.objects.for_user(request.user).present().select_related("first", "second")
    pair = get_object_or_404(pairs, pk=pk)
    pair.first.owner = request.user
    declined = decline_duplicates(contact=pair.first, others=[pair.second])
    names = {"one": pair.first.name, "other": pair.second.name}
    undo = undo_address(request, "contacts:duplicate-reconsider", declined[0].pk)
    tell(request, _("%(one)s and %(other)s are two people. You will not be asked again.") % names, undo=undo)
    return done(request, default=LIST)


@require_POST
def duplicate_reconsider(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take that back."""
    about = DeclinedPair.objects.for_user(request.user).filter(about=DeclinedPair.About.DUPLICATE)
    pair = get_object_or_404(about, pk=pk)
    reconsider_duplicates(owner=request.user, pair_id=pair.pk)
    tell(request, _("The pair is back."))
    return leave(request, default=LIST)


def _start(request: UserRequest) -> DuplicatePair | None:
    """Return the last pair of the page before; one that is gone means: from the beginning."""
    after = read_id(request.GET.get("after", ""))
    return DuplicatePair.objects.for_user(request.user).filter(pk=after).first() if after else None


def _shown(request: UserRequest, pairs: Iterable[DuplicatePair], today: date) -> list[ShownPair]:
    """Return the pairs with both people as they are now; who has been changed so that they differ is left out."""
    ids = {contact for pair in pairs for contact in (pair.first_id, pair.second_id)}
    people = Contact.objects.for_user(request.user).with_details().defer("note").in_bulk(ids)
    entries = entries_of(request.user, ids)
    shown = []
    for pair in pairs:
        likeness = likeness_of(entries[pair.first_id], entries[pair.second_id])
        if likeness.is_likely:
            first, second = people[pair.first_id], people[pair.second_id]
            shown.append(ShownPair(pair, likeness_words(likeness), side_of(first, today), side_of(second, today)))
    return shown


def _search_context(request: UserRequest) -> dict[str, Any]:
    search = DuplicateSearch.objects.for_user(request.user).first()
    now = timezone.now()
    is_under_way = search is not None and search.finished_at is None
    is_stale = search is None or (search.finished_at is not None and now - search.finished_at > FRESH_FOR)
    left_out = [left_out_words(**group) for group in search.left_out] if search else []
    return {"search": search, "is_under_way": is_under_way, "is_stale": is_stale, "left_out": left_out}
