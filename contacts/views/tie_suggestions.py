"""Ties that could be: looked at, accepted, or dismissed for good."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.forms.tie import plain_choices, relative_choices, said
from contacts.models import Contact, Tie
from contacts.queries.tie_suggestions import suggest_ties
from contacts.services.declining import decline_tie, reconsider_tie
from contacts.services.ties import add_tie
from contacts.views.answers import leave, tell, undo_address
from contacts.words.ties import suggestion_words
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE, LIST = "contacts/tie_suggestions.html", "contacts:tie-suggestions"
SHOWN = 20


@require_safe
def tie_suggestions(request: UserRequest) -> HttpResponse:
    """Show who probably knows whom, and why."""
    today = timezone.localdate()
    found = suggest_ties(request.user, today=today, limit=SHOWN + 1)
    rows = [
        {
            "suggestion": each,
            "words": suggestion_words(each),
            "first_state": each.first.state_on(today),
            "second_state": each.second.state_on(today),
        }
        for each in found[:SHOWN]
    ]
    choices = {"plain": plain_choices(), "relatives": relative_choices()}
    return answer(request, PAGE, {"rows": rows, **choices, "has_more": len(found) > SHOWN})


@require_POST
def tie_accept(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Make the tie; `relation` says which, and a word that is none means that they know each other."""
    one, two = _two(request, pk, other)
    # Nobody is suggested as having introduced somebody.
    known = {code for code, _label in (*plain_choices(), *relative_choices())}
    relation = request.POST.get("relation", "")
    kind, kinship, _is_turned = said(relation if relation in known else Tie.Kind.KNOWS)
    tie = add_tie(contact=one, other=two, kind=kind, kinship=kinship)
    undo = undo_address(request, "contacts:tie-delete", tie.pk)
    tell(request, _("Noted: %(one)s and %(other)s.") % {"one": one.name, "other": two.name}, undo=undo)
    return leave(request, default=LIST)


@require_POST
def tie_decline(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Dismiss a suggestion for good."""
    one, two = _two(request, pk, other)
    decline_tie(contact=one, other=two)
    undo = undo_address(request, "contacts:acquaintance-reconsider", one.pk, arguments={"other": str(two.pk)})
    tell(request, _("This is not suggested again."), undo=undo)
    return leave(request, default=LIST)


@require_POST
def tie_reconsider(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Take that back."""
    one, two = _two(request, pk, other)
    reconsider_tie(contact=one, other=two)
    tell(request, _("It may be suggested again."))
    return leave(request, default=LIST)


def _two(request: UserRequest, pk: UUID, other: UUID) -> tuple[Contact, Contact]:
    people = Contact.objects.for_user(request.user).present()
    return get_object_or_404(people, pk=pk), get_object_or_404(people.exclude(pk=pk), pk=other)
