"""What completes itself while a moment is written down: people by part of a name, organisations."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from contacts.forms import LogForm, MomentForm
from contacts.forms.moment import best_of
from contacts.models import fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.queries import people_named
from contacts.queries.moments import organisations_named
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def contact_names(request: UserRequest) -> HttpResponse:
    """Look people up by part of a name, for htmx; without it this is the page of the quick log."""
    if not request.htmx:
        return redirect("contacts:moment-log")
    picked = {name: request.GET.getlist(name) for name in ("contacts", "newcomers")}
    form = LogForm(user=request.user, today=timezone.localdate(), initial=picked)
    context = people_context(request.user, form, request.GET.get("who", ""))
    return answer(request, "contacts/moment_form.html", context, part="people")


@require_safe
def moment_organisations(request: UserRequest) -> HttpResponse:
    """Offer organisations by part of their name, as options of a list."""
    found = organisations_named(request.user, request.GET.get("organisation", ""))
    return render(request, "contacts/_moment_organisations.html", {"organisations": found})


def people_context(user: User, form: MomentForm, who: str) -> dict[str, Any]:
    """Return who is ticked, who fits what is typed, whom `Enter` takes, and the name that nobody has yet."""
    picked, newcomers = form.picked_people(), form.picked_newcomers()
    found = [contact for contact in people_named(user, who) if contact not in picked]
    return {
        "picked": picked,
        "newcomers": newcomers,
        "found": found,
        "best": best_of(found, who),
        "who": who,
        "newcomer": _newcomer(who, [each.folded_name for each in (*found, *picked)], newcomers),
    }


def _newcomer(who: str, known: list[str], newcomers: list[str]) -> str:
    """Return the typed name when no name among those found holds it."""
    name, folded = " ".join(who.split()), fold_name(who)
    is_known = any(f" {folded}" in f" {each}" for each in known) or name in newcomers
    return name if folded and not is_known and len(name) <= NAME_LENGTH and name.isprintable() else ""
