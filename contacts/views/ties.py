"""Who knows whom: ties added, changed, removed, put back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.forms.tie import TieForm, said
from contacts.models import Contact, Tie
from contacts.queries.tie_suggestions import suggest_ties
from contacts.queries.ties import TieEnd, end_of, ties_of
from contacts.services.ties import add_tie, change_tie, remove_tie
from contacts.views.answers import contact_of, leave, tell, undo_address
from contacts.views.picking import picked_people, picker_context
from contacts.words.ties import end_words, relation_of, suggestion_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id, read_ids
from netzwerk.core.requests import UserRequest, posted

FORM, LIST = "contacts/tie_form.html", "contacts/tie_list.html"
PERSON = "contacts:contact-detail"
PAGE_SIZE, SHOWN, SHOWN_SUGGESTIONS = 50, 6, 2


@require_safe
def contact_ties(request: UserRequest, pk: UUID) -> HttpResponse:
    """Show everybody whom a person knows, by name; htmx gets further rows."""
    contact = contact_of(request, pk)
    after = read_id(request.GET.get("after", ""))
    ends = ties_of(request.user, contact, limit=PAGE_SIZE + 1, after=after)
    shown = ends[:PAGE_SIZE]
    next_url = f"{request.path}?after={shown[-1].tie.pk}" if len(ends) > PAGE_SIZE else ""
    context = {"contact": contact, "rows": _rows(shown, timezone.localdate()), "next_url": next_url}
    return answer(request, LIST, context, part="rows" if after else "")


@require_http_methods(["GET", "HEAD", "POST"])
def tie_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Say whom a person knows: one, or several in the same way."""
    contact = contact_of(request, pk)
    initial = {"contacts": request.GET.getlist("contacts"), "who": request.GET.get("who", "")}
    form = TieForm(posted(request), user=request.user, contact=contact, initial=initial)
    if request.method == "POST" and form.is_valid():
        others = picked_people(request, form, timezone.localdate())
        ties = [_add(contact, other, form.cleaned_data["relation"], form.cleaned_data["strength"]) for other in others]
        undo = undo_address(request, "contacts:tie-delete", ties[0].pk, seen=pk, also=[tie.pk for tie in ties[1:]])
        tell(request, _("Noted whom %(name)s knows.") % {"name": contact.name}, undo=undo)
        return leave(request, default=PERSON, pk=pk)
    return _show(request, form, contact)


@require_http_methods(["GET", "HEAD", "POST"])
def tie_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """Change a tie, as read from the person that `seen` in the address names, or else from the first of the two."""
    tie, contact = _tie_of(request, pk)
    end = end_of(tie, contact)
    form = TieForm(posted(request), user=request.user, contact=contact, end=end)
    if request.method == "POST" and form.is_valid():
        kind, kinship, is_turned = form.said()
        seen_from = end.contact if is_turned else contact
        change_tie(tie=tie, seen_from=seen_from, kind=kind, kinship=kinship, strength=form.cleaned_data["strength"])
        tell(request, _("Saved."))
        return leave(request, default=PERSON, pk=contact.pk)
    return _show(request, form, contact, end=end)


@require_POST
def tie_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Remove a tie, and with it those that `also` in the address names: what was added in one go, and so is alike."""
    tie, contact = _tie_of(request, pk)
    ends = [end_of(each, contact) for each in (tie, *_others(request, contact))]
    for end in ends:
        remove_tie(tie=end.tie)
    undo = undo_address(
        request,
        "contacts:tie-again",
        contact.pk,
        other=[end.contact.pk for end in ends],
        relation=relation_of(ends[0]),
        strength=tie.strength or "",
    )
    names = ", ".join(end.contact.name for end in ends)
    tell(request, _("The tie with %(name)s is removed.") % {"name": names}, undo=undo)
    return leave(request, default=PERSON, pk=contact.pk)


@require_POST
def tie_again(request: UserRequest, pk: UUID) -> HttpResponse:
    """Put removed ties back, as the address says."""
    contact = contact_of(request, pk)
    others = read_ids(request.GET.getlist("other"))
    values = {"relation": request.GET.get("relation", ""), "strength": request.GET.get("strength", "")}
    form = TieForm({**values, "contacts": others}, user=request.user, contact=contact)
    if others and form.is_valid():
        for each in form.cleaned_data["contacts"]:
            _add(contact, each, form.cleaned_data["relation"], form.cleaned_data["strength"])
        tell(request, _("The tie is back."))
    return leave(request, default=PERSON, pk=pk)


def load_ties(request: UserRequest, contact: Contact, today: date) -> dict[str, Any]:
    """Return what the card on a person's page shows."""
    ends = ties_of(request.user, contact, limit=SHOWN + 1)
    may_suggest = contact.archived_at is None and not contact.ended_in_conflict
    found = suggest_ties(request.user, today=today, limit=SHOWN_SUGGESTIONS, contact=contact) if may_suggest else []
    return {
        "rows": _rows(ends[:SHOWN], today),
        "has_more": len(ends) > SHOWN,
        "suggestions": [
            {
                "other": each.second if each.first.pk == contact.pk else each.first,
                "kind": each.kind,
                "words": suggestion_words(each),
            }
            for each in found
        ],
    }


def _rows(ends: list[TieEnd], today: date) -> list[dict[str, Any]]:
    return [
        {"tie": end.tie, "contact": end.contact, "state": end.contact.state_on(today), "words": end_words(end)}
        for end in ends
    ]


def _add(contact: Contact, other: Contact, relation: str, strength: int | None) -> Tie:
    kind, kinship, is_turned = said(relation)
    one, two = (other, contact) if is_turned else (contact, other)
    return add_tie(contact=one, other=two, kind=kind, kinship=kinship, strength=strength)


def _tie_of(request: UserRequest, pk: UUID) -> tuple[Tie, Contact]:
    ties = Tie.objects.for_user(request.user).filter(contact__deleted_at=None, other__deleted_at=None)
    tie = get_object_or_404(ties.select_related("contact", "other"), pk=pk)
    seen = read_id(request.GET.get("seen", "") or request.POST.get("seen", ""))
    return tie, tie.other if tie.other_id == seen else tie.contact


def _others(request: UserRequest, contact: Contact) -> QuerySet[Tie]:
    """Return the other ties of a person that the address names."""
    ties = Tie.objects.for_user(request.user).filter(contact__deleted_at=None, other__deleted_at=None)
    named = ties.filter(pk__in=read_ids(request.GET.getlist("also"))).select_related("contact", "other")
    return named.filter(Q(contact=contact) | Q(other=contact))


def _show(request: UserRequest, form: TieForm, contact: Contact, *, end: TieEnd | None = None) -> HttpResponse:
    picker = picker_context(form) if end is None else {}
    context = {"form": form, "contact": contact, "end": end, **picker}
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)
