"""Networks moved to another stage by drag, key, menu or form: all post here; moves taken back and corrected."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from contacts.views.answers import leave, tell
from goals.models import Offer
from networks.forms.move import MoveDateForm, MoveForm
from networks.labels import STAGE_ICONS
from networks.models import GivingIdea, Network, Stage, StageMove
from networks.services.ideas import add_idea
from networks.services.stages import (
    DateOrderError,
    MovedOnError,
    NothingToGiveError,
    correct_move,
    move_network,
    undo_move,
)
from networks.views.access import NETWORK, network_of
from networks.views.board import is_from_board, show_board
from networks.words.stages import joined_words, moved_words
from netzwerk.core.answers import answer
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

FORM, DATE_FORM = "networks/network_move.html", "networks/move_form.html"
SHOWN_OFFERS = 12


@require_http_methods(["GET", "HEAD", "POST"])
def network_move(request: UserRequest, network: UUID) -> HttpResponse:
    """Ask where to, or move it; before *member* ask what one could give, before *left* how one leaves."""
    found = network_of(request, network)
    form = MoveForm(posted(request), network=found, today=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        return _ask(request, found, form)
    if _is_leaving(found, form):
        return _ask_how_to_leave(request, found)
    try:
        move = _move(found, form)
    except NothingToGiveError:
        return _ask_what_to_give(request, found, form)
    if move:
        tell(request, _sentence(found, move), undo=undo_address(request, "networks:move-undo", move=move.pk))
    return show_board(request) if is_from_board(request) else leave(request, default=NETWORK, network=found.pk)


@transaction.atomic
def _move(network: Network, form: MoveForm) -> StageMove | None:
    said = form.cleaned_data
    if said["stage"] == Stage.MEMBER and (said["idea"] or said["offer"]):
        add_idea(network=network, text=said["idea"], offer=said["offer"])
    return move_network(network=network, stage=said["stage"], on=said["on"], is_confirmed=said["confirmed"])


def _sentence(network: Network, move: StageMove) -> str:
    if move.stage != Stage.MEMBER:
        return moved_words(network)
    promised = GivingIdea.objects.for_user(network.owner).present().filter(network=network, exchange__done_on=None)
    return joined_words(network, promised.exclude(exchange=None).count())


def _ask(request: UserRequest, network: Network, form: MoveForm) -> HttpResponse:
    stages = [(stage, STAGE_ICONS[stage]) for stage in Stage]
    return _in_sheet(request, {"network": network, "form": form, "stages": stages}, is_refused=bool(form.errors))


def _ask_what_to_give(request: UserRequest, network: Network, form: MoveForm) -> HttpResponse:
    """Say why nothing moved, and offer an idea, the user's offers, or to join all the same."""
    offers = Offer.objects.for_user(request.user)[:SHOWN_OFFERS]
    context = {"network": network, "form": form, "offers": offers, "asks_what_to_give": True}
    return _in_sheet(request, context, is_refused=True)


def _is_leaving(network: Network, form: MoveForm) -> bool:
    is_leaving = network.stage == Stage.MEMBER and form.cleaned_data["stage"] == Stage.LEFT
    return is_leaving and not form.cleaned_data["confirmed"]


def _ask_how_to_leave(request: UserRequest, network: Network) -> HttpResponse:
    """Lead to the page that asks for the last day, and with whom to keep in touch."""
    page = reverse("networks:membership-leave", kwargs={"network": network.pk})
    target = f"{page}?{urlencode({'next': next_url(request, default='networks:board')})}"
    return HttpResponseClientRedirect(target) if request.htmx else HttpResponseRedirect(target)


def _in_sheet(request: UserRequest, context: dict[str, Any], *, is_refused: bool) -> HttpResponse:
    """Show the form; also where htmx would put the answer into the board, it opens in the sheet."""
    response = answer(request, FORM, context, part="sheet", status=422 if is_refused else 200)
    if request.htmx:
        response["HX-Retarget"], response["HX-Reswap"] = "#sheet-body", "innerHTML"
    return response


@require_POST
def move_undo(request: UserRequest, move: UUID) -> HttpResponse:
    """Take a move back, where it is still the newest of its network."""
    found = _move_of(request, move)
    try:
        network = undo_move(move=found)
    except MovedOnError:
        messages.error(request, _("It has moved on since, so that stays as it is."))
    else:
        tell(request, moved_words(network))
    return leave(request, default=NETWORK, network=found.network_id)


@require_http_methods(["GET", "HEAD", "POST"])
def move_edit(request: UserRequest, move: UUID) -> HttpResponse:
    """Correct the day of a move."""
    found, today = _move_of(request, move), timezone.localdate()
    form = MoveDateForm(posted(request), move=found, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            correct_move(move=found, on=form.cleaned_data["on"], today=today)
        except MovedOnError:
            messages.error(request, _("It has moved on since, so that stays as it is."))
            return leave(request, default=NETWORK, network=found.network_id)
        except DateOrderError:
            form.add_error("on", _("It lies between the moves before and after it, and not in the future."))
        else:
            tell(request, _("Saved."))
            return leave(request, default=NETWORK, network=found.network_id)
    context = {"move": found, "network": found.network, "form": form}
    return answer(request, DATE_FORM, context, part="sheet", status=422 if form.errors else 200)


def _move_of(request: UserRequest, pk: UUID) -> StageMove:
    moves = StageMove.objects.for_user(request.user).filter(network__deleted_at=None).select_related("network")
    found = get_object_or_404(moves, pk=pk)
    found.owner = request.user
    return found
