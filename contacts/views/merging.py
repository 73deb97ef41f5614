"""Two people become one: whom, the preview, the merge, and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.merging.fields import GROUP_BY_KEY
from contacts.merging.rows import OWN_FIELD
from contacts.models import Contact, DuplicatePair, Merge
from contacts.pages.merge import preferred_survivor, preview_of, side_of
from contacts.queries import people_named
from contacts.queries.duplicates import alike, entries_of
from contacts.rules.likeness import likeness_of
from contacts.rules.undoing import KEPT_FOR
from contacts.services.merging import NotMergeableError, merge_contacts
from contacts.services.unmerging import TooLateToUndoError, undo_merge
from contacts.views.answers import contact_of, leave, tell, undo_address
from contacts.wording import subtitle_words
from contacts.words.duplicates import likeness_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.keyset import behind
from netzwerk.core.requests import UserRequest

FORM, PICK, LIST = "contacts/merge_form.html", "contacts/merge_pick.html", "contacts/merge_list.html"
PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: UserRequest) -> HttpResponse:
    """Show what a merge of `a` and `b` would do, or do it; `keep` says who of the two stays."""
    data = request.POST if request.method == "POST" else request.GET
    one, other = (_person(request, data.get(name, "")) for name in ("a", "b"))
    if problem := _problem(one, other):
        return answer(request, FORM, {"problem": problem, "one": one, "other": other}, status=422)
    survivor, absorbed = _sides(request, data, one, other)
    if request.method != "POST":
        if absorbed.merged_into_id:
            return redirect("contacts:contact-detail", survivor.pk)
        return answer(request, FORM, _preview(request, survivor, absorbed))
    try:
        merged = merge_contacts(
            survivor=survivor,
            absorbed=absorbed,
            choices=_choices(data),
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except NotMergeableError:
        problem = _("Meanwhile one of the two is in the bin.")
        return answer(request, FORM, {"problem": problem, "one": one, "other": other}, status=422)
    undo = undo_address(request, "contacts:merge-undo", merged.pk)
    names = {"one": survivor.name, "other": absorbed.name}
    tell(request, _("%(one)s and %(other)s are one person now.") % names, undo=undo)
    return leave(request, default="contacts:contact-detail", pk=survivor.pk)


@require_POST
def merge_chosen(request: UserRequest) -> HttpResponse:
    """Lead from two people who are ticked in the list to their preview."""
    chosen = list(dict.fromkeys(request.POST.getlist("contacts")))
    if len(chosen) != 2 or "all" in request.POST:
        messages.error(request, _("Choose exactly two people to merge them."))
        return leave(request, default="contacts:contact-list")
    one, other = (_person(request, pk) for pk in chosen)
    return redirect(f"{resolve_url('contacts:merge')}?{urlencode({'a': one.pk, 'b': other.pk})}")


@require_safe
def merge_pick(request: UserRequest, pk: UUID) -> HttpResponse:
    """Pick with whom somebody is to become one: the likely ones, or anybody by part of the name."""
    contact, who = contact_of(request, pk), request.GET.get("who", "")
    named = [other for other in people_named(request.user, who) if other != contact]
    merge_url = resolve_url("contacts:merge")
    found = [(one, f"{merge_url}?a={pk}&b={one.pk}", subtitle_words(one)) for one in named]
    context: dict[str, Any] = {"contact": contact, "who": who, "found": found}
    if not request.htmx:
        entry = entries_of(request.user, [contact.pk])[contact.pk]
        likely = [(other, likeness_words(why)) for other, why in alike(request.user, entry) if other != contact]
        context["likely"] = likely
    return answer(request, PICK, context, part="found")


@require_safe
def merge_list(request: UserRequest) -> HttpResponse:
    """Show the merges of the last 30 days, each with its way back."""
    merges = Merge.objects.for_user(request.user).filter(undone_at=None, created_at__gt=timezone.now() - KEPT_FOR)
    if start := _start(request):
        merges = merges.filter(behind(("created_at", start.created_at), ("id", start.pk), is_descending=True))
    page = list(merges.select_related("survivor", "absorbed").order_by("-created_at", "-pk")[: PAGE_SIZE + 1])
    is_more = len(page) > PAGE_SIZE
    context = {
        "merges": [(each, each.created_at + KEPT_FOR - timedelta(days=1)) for each in page[:PAGE_SIZE]],
        "next_url": f"?after={page[PAGE_SIZE - 1].pk}" if is_more else "",
    }
    return answer(request, LIST, context, part="rows" if "after" in request.GET else "")


@require_POST
def merge_undo(request: UserRequest, pk: UUID) -> HttpResponse:
    """Make one person two again."""
    merged = get_object_or_404(Merge.objects.for_user(request.user).select_related("absorbed"), pk=pk)
    merged.owner = request.user
    try:
        undone = undo_merge(merge=merged, now=timezone.now(), today=timezone.localdate())
    except TooLateToUndoError:
        return answer(request, FORM, {"problem": _("After 30 days a merge is final.")}, status=422)
    text = _("%(name)s is back.") % {"name": merged.absorbed.name}
    if fields := ", ".join(str(GROUP_BY_KEY[key].label) for key in undone.edited if key in GROUP_BY_KEY):
        edited = _("What you have changed since stays as it is: %(fields)s.") % {"fields": fields}
        text = f"{text} {edited}"
    tell(request, text)
    return leave(request, default="contacts:contact-detail", pk=merged.absorbed_id)


def _person(request: UserRequest, pk: str) -> Contact:
    """Return the user's contact of this id, in the bin or not, or 404."""
    wanted = read_id(pk)
    if wanted is None:
        raise Http404
    person = get_object_or_404(Contact.objects.for_user(request.user).with_details(), pk=wanted)
    person.owner = request.user
    return person


def _problem(one: Contact, other: Contact) -> str:
    if one == other:
        return _("This is one and the same person already.")
    # Said twice: the second answer is that of the first.
    if one.merged_into_id == other.pk or other.merged_into_id == one.pk:
        return ""
    gone = next((person for person in (one, other) if person.deleted_at), None)
    return _("%(name)s is in the bin.") % {"name": gone.name} if gone else ""


def _sides(request: UserRequest, data: QueryDict, one: Contact, other: Contact) -> tuple[Contact, Contact]:
    """Return who stays and who is absorbed."""
    if data.get("keep") == str(other.pk) or one.merged_into_id:
        return other, one
    if data.get("keep") == str(one.pk) or other.merged_into_id:
        return one, other
    survivor = preferred_survivor(request.user, one, other)
    return (one, other) if survivor == one else (other, one)


def _choices(data: QueryDict) -> dict[str, str]:
    return {key: data.get(key, "") for key in data if key in GROUP_BY_KEY or key.startswith(OWN_FIELD)}


def _preview(request: UserRequest, survivor: Contact, absorbed: Contact) -> dict[str, Any]:
    today, both = timezone.localdate(), {survivor.pk, absorbed.pk}
    entries = entries_of(request.user, both)
    likeness = likeness_of(entries[survivor.pk], entries[absorbed.pk]) if entries.keys() == both else None
    first, second = sorted(both)
    return {
        "survivor": side_of(survivor, today),
        "absorbed": side_of(absorbed, today),
        "preview": preview_of(request.user, survivor, absorbed),
        "why": likeness_words(likeness) if likeness else "",
        "is_unlikely": likeness is not None and not likeness.is_likely,
        "pair": DuplicatePair.objects.for_user(request.user).filter(first=first, second=second).first(),
        "until": timezone.now() + KEPT_FOR,
    }


def _start(request: UserRequest) -> Merge | None:
    after = read_id(request.GET.get("after", ""))
    return Merge.objects.for_user(request.user).filter(pk=after).first() if after else None
