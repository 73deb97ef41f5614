"""People picked in a form: what completes itself while it is filled in, and who was meant."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.forms import LogForm
from contacts.forms.picking import PickedForm, PickingForm, best_of
from contacts.models import Contact, fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.services import NewContact, add_contacts
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def contact_names(request: UserRequest) -> HttpResponse:
    """Look people up by part of a name, for htmx; without it this is the page of the quick log."""
    if not request.htmx:
        return redirect("contacts:moment-log")
    picked = {name: request.GET.getlist(name) for name in ("contacts", "newcomers")}
    form = LogForm(user=request.user, today=timezone.localdate(), initial=picked)
    context = picker_context(form, request.GET.get("who", ""))
    return answer(request, "contacts/moment_form.html", context, part="people")


def picker_context(form: PickedForm, who: str | None = None) -> dict[str, Any]:
    """Return who is ticked, who fits what is typed, whom `Enter` takes, and the name that nobody has yet."""
    if who is None:
        who = str(form["who"].value() or "") if "who" in form.fields else ""
    picked, newcomers = form.picked_people(), form.picked_newcomers()
    found = [contact for contact in form.named(who) if contact not in picked]
    return {
        "picked": picked,
        "newcomers": newcomers,
        "found": found,
        "best": best_of(found, who),
        "who": who,
        "newcomer": _newcomer(who, [each.folded_name for each in (*found, *picked)], newcomers),
    }


def picked_people(request: UserRequest, form: PickingForm, today: date) -> list[Contact]:
    """Return whom a valid form picked; those who are new are entered."""
    added: list[Contact] = []
    if names := form.cleaned_data["newcomers"]:
        added = add_contacts(owner=request.user, people=[NewContact(name=name) for name in names], today=today)
    return [*form.cleaned_data["contacts"], *added]


def _newcomer(who: str, known: list[str], newcomers: list[str]) -> str:
    """Return the typed name when no name among those found holds it."""
    name, folded = " ".join(who.split()), fold_name(who)
    is_known = any(f" {folded}" in f" {each}" for each in known) or name in newcomers
    return name if folded and not is_known and len(name) <= NAME_LENGTH and name.isprintable() else ""
