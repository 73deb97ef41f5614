"""What the user could give there."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.views.answers import tell
from goals.models import Offer
from networks.forms.ideas import IdeasForm
from networks.models import GivingIdea, Network
from networks.pages.ideas import ideas_card
from networks.services.ideas import add_idea, promise_idea, remove_idea, restore_idea, unpromise_ideas
from networks.views.access import network_of
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest, posted

SECTION = "networks/sections/ideas.html"


def load_ideas(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return the ideas, and the form that adds some."""
    del today
    return _data(request, network)


@require_http_methods(["GET", "HEAD", "POST"])
def idea_add(request: UserRequest, network: UUID) -> HttpResponse:
    """Note ideas of what to give: a few words, offers, or both; on a page of its own where there is no JavaScript."""
    found = network_of(request, network)
    form = IdeasForm(posted(request), offers=list(Offer.objects.for_user(request.user)))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["text"]:
            add_idea(network=found, text=form.cleaned_data["text"])
        for offer in form.chosen():
            add_idea(network=found, offer=offer)
        return _shown(request, found)
    return _answer(request, found, form, status=422 if form.errors else 200)


@require_POST
def idea_remove(request: UserRequest, idea: UUID) -> HttpResponse:
    """Take an idea away; a promise that was made of it stays."""
    found = remove_idea(idea=_idea_of(request, idea), now=timezone.now())
    tell(request, _("The idea is gone."), undo=reverse("networks:idea-restore", kwargs={"idea": found.pk}))
    return _shown(request, found.network)


@require_POST
def idea_restore(request: UserRequest, idea: UUID) -> HttpResponse:
    """Bring an idea back that was taken away; one that is back already stays."""
    found = _idea_of(request, idea, is_deleted=True)
    if found.deleted_at:
        restore_idea(idea=found)
        tell(request, _("The idea is back."))
    return _shown(request, found.network)


@require_POST
def idea_promise(request: UserRequest, idea: UUID) -> HttpResponse:
    """Promise what came to mind after one had joined."""
    found = _idea_of(request, idea)
    if promise_idea(idea=found, on=timezone.localdate()):
        tell(request, _("It is promised."), undo=reverse("networks:idea-unpromise", kwargs={"idea": found.pk}))
    return _shown(request, found.network)


@require_POST
def idea_unpromise(request: UserRequest, idea: UUID) -> HttpResponse:
    """Take the promise of an idea back; one that was kept stays."""
    found = _idea_of(request, idea)
    if found.exchange_id:
        unpromise_ideas(network=found.network, exchanges=[found.exchange_id])
        tell(request, _("It is no longer promised."))
    return _shown(request, found.network)


def _idea_of(request: UserRequest, pk: UUID, *, is_deleted: bool = False) -> GivingIdea:
    """Return the user's idea, or 404; one that was taken away only where it may be brought back.

    With its network in the bin there is nothing to see.
    """
    ideas = GivingIdea.objects.for_user(request.user).filter(network__deleted_at=None)
    found = get_object_or_404((ideas if is_deleted else ideas.present()).select_related("network"), pk=pk)
    found.owner = found.network.owner = request.user
    return found


def _shown(request: UserRequest, network: Network) -> HttpResponse:
    """Answer with the section as it is now, or lead to it."""
    if request.htmx:
        return _answer(request, network)
    target = next_url(request, default="networks:network-detail", network=network.pk)
    return HttpResponseRedirect(target)


def _answer(
    request: UserRequest, network: Network, form: IdeasForm | None = None, *, status: int = 200
) -> HttpResponse:
    data = _data(request, network, form)
    context = {"network": network, "today": timezone.localdate(), "data": data, "is_part": bool(request.htmx)}
    return render(request, SECTION if request.htmx else "networks/idea_form.html", context, status=status)


def _data(request: UserRequest, network: Network, form: IdeasForm | None = None) -> dict[str, Any]:
    """Return the ideas, and the form that adds some: the one that was sent, or an empty one."""
    card = ideas_card(request.user, network)
    return {"card": card, "form": form or IdeasForm(offers=card.offers)}
