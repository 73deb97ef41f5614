"""The second round of the inventory: one card a person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.labels import ORIGIN_ICONS
from contacts.models import Contact, Origin
from contacts.pages.portrait import portrait_of
from contacts.views.answers import contact_of
from goals.forms.person_card import PersonCardForm
from goals.labels import WHOSE_CARDS
from goals.models import Goal
from goals.queries.cards import (
    WHOM,
    Choice,
    Progress,
    next_person,
    previous_person,
    progress,
    usual_tags,
)
from goals.services.cards import card_of, save_card, skip_card
from goals.services.inventory import lock_inventory, remember_cards, remembered
from netzwerk.core.requests import UserRequest
from netzwerk.core.seen import seen_of


@require_safe
def cards(request: UserRequest) -> HttpResponse:
    """Show how far one has come and whose cards to go through; with `go` lead to the next card."""
    choice = _choice(request)
    today = timezone.localdate()
    following = next_person(owner=request.user, choice=choice, today=today)
    if "go" in request.GET and following:
        return redirect(_address(following, choice))
    ways = progress(owner=request.user, whom=choice.whom, today=today)
    everywhere = Choice(whom=choice.whom)
    others = next_person(owner=request.user, choice=everywhere, today=today) if not following else None
    context = {
        "choice": choice,
        "others": others,
        "others_url": f"{reverse('goals:cards')}?circle=&whom={choice.whom}&go=1",
        "circles": [_row(origin, each, choice) for origin, each in ways.items()],
        "all": sum(ways.values(), Progress()),
        "origins": [(origin, Origin(origin).label) for origin in ways],
        "whom": [(word, WHOSE_CARDS[word]) for word in WHOM],
        "following": following,
        "goal": Goal.objects.for_user(request.user).active().first(),
    }
    return render(request, "goals/inventory_cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show a card, or take what it says and go on, back, or away."""
    if request.method == "POST":
        return _post(request, contact)
    shown = contact_of(request, contact)
    return _show(request, shown, _form(request, shown))


@transaction.atomic
def _post(request: UserRequest, pk: UUID) -> HttpResponse:
    # Two tabs at once meet here, and the second sees what the first has saved: first the user, then the person.
    lock_inventory(owner=request.user)
    get_object_or_404(Contact.objects.for_user(request.user).present().select_for_update(), pk=pk)
    contact, intent, now = contact_of(request, pk), request.POST.get("intent", "next"), timezone.now()
    choice = Choice.read(request.POST)
    target = _target(request, contact, choice, intent)
    if intent == "skip":
        skip_card(contact=contact, now=now)
        remember_cards(owner=request.user, cards=choice.values, now=now)
        return redirect(target)
    form = _form(request, contact)
    if not form.is_valid():
        return _show(request, contact, form)
    is_other, is_seen = form.facts() != card_of(contact), request.POST.get("seen") == _seen(contact)
    if is_other and not is_seen:
        return _show(request, contact, form, is_changed_elsewhere=True)
    if is_other or intent == "next":
        save_card(contact=contact, facts=form.facts(), now=now)
        remember_cards(owner=request.user, cards=choice.values, now=now)
    return redirect(target)


def _target(request: UserRequest, contact: Contact, choice: Choice, intent: str) -> str:
    """Return where to go from a card; asked before it is saved, because that may move it to another circle."""
    if intent == "later":
        return reverse("goals:inventory")
    if intent == "back":
        before = previous_person(owner=request.user, contact=contact)
        return _address(before or contact, choice)
    following = next_person(owner=request.user, choice=choice, today=timezone.localdate(), after=contact)
    if following:
        return _address(following, choice)
    messages.success(request, _("That was the last card here."))
    return reverse("goals:cards") + choice.query


def _form(request: UserRequest, contact: Contact) -> PersonCardForm:
    data = request.POST if request.method == "POST" else None
    return PersonCardForm(data, owner=request.user, facts=card_of(contact), usual_tags=usual_tags(owner=request.user))


def _show(
    request: UserRequest, contact: Contact, form: PersonCardForm, *, is_changed_elsewhere: bool = False
) -> HttpResponse:
    today = timezone.localdate()
    choice = Choice.read(request.POST if form.is_bound else request.GET)
    ways = progress(owner=request.user, whom=choice.whom, today=today)
    context: dict[str, Any] = {
        "contact": contact,
        "portrait": portrait_of(contact, request.user, today),
        "form": form,
        "seen": _seen(contact),
        "is_changed_elsewhere": is_changed_elsewhere,
        "choice": choice,
        "circle": Origin(contact.origin).label,
        "in_circle": ways.get(contact.origin, Progress()),
        "all": sum(ways.values(), Progress()),
        "has_previous": previous_person(owner=request.user, contact=contact) is not None,
    }
    return render(request, "goals/inventory_card.html", context, status=422 if form.is_bound else 200)


def _choice(request: UserRequest) -> Choice:
    """Return what the address says, or else what was chosen last, on whatever device."""
    if request.GET.keys() & {"circle", "whom"}:
        return Choice.read(request.GET)
    return Choice.read(remembered(owner=request.user, now=timezone.now()).get("cards", {}))


def _seen(contact: Contact) -> str:
    return seen_of(asdict(card_of(contact)))


def _row(origin: str, way: Progress, choice: Choice) -> dict[str, Any]:
    mine = Choice(origin, choice.whom)
    return {
        "label": Origin(origin).label,
        "icon": ORIGIN_ICONS.get(origin, "people"),
        "progress": way,
        "url": f"{reverse('goals:cards')}{mine.query}&go=1",
        "is_current": choice.circle == origin,
    }


def _address(contact: Contact, choice: Choice) -> str:
    return reverse("goals:card", args=[contact.pk]) + choice.query
