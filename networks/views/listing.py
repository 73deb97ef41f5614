"""The list of networks, and what is done with several of them; all of it can be undone."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from contacts.views.answers import leave, tell
from networks.forms.network_filters import NetworkFilterForm, SeveralForm, ticked_ids
from networks.labels import STAGE_ICONS
from networks.models import Network, Stage
from networks.queries.candidates import leading_goal
from networks.queries.networks import narrowed_networks, page_behind
from networks.services.several import delete_networks, move_networks, restore_networks
from networks.services.stages import undo_moves
from networks.words.money import fee_words
from networks.words.stages import kind_words, refused_words
from netzwerk.core.answers import answer
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

LIST = "networks:network-list"
PAGE, PAGE_SIZE = "networks/network_list.html", 50


@require_safe
def network_list(request: UserRequest) -> HttpResponse:
    """Show networks by name; htmx gets the results alone, or further rows."""
    return _show(request, NetworkFilterForm(request.GET))


def _show(request: UserRequest, form: NetworkFilterForm, problem: str = "") -> HttpResponse:
    here, chosen = reverse(LIST), form.chosen()
    found, after = narrowed_networks(request.user, chosen), form.cleaned_data.get("after")
    rows = list(page_behind(request.user, found, after)[: PAGE_SIZE + 1])
    context = {
        "rows": [(row, kind_words(row), fee_words(row), STAGE_ICONS[row.stage]) for row in rows[:PAGE_SIZE]],
        "next_url": form.address(here, after=rows[PAGE_SIZE - 1].pk) if len(rows) > PAGE_SIZE else "",
    }
    if request.htmx and after:
        return answer(request, PAGE, context, part="rows")
    more = {
        "form": form,
        "chosen": chosen,
        "count": found.count(),
        "stages": Stage,
        "goal": leading_goal(request.user),
        "address": form.address(here),
        "first_url": form.address(here) if after else "",
        "problem": problem,
    }
    response = answer(request, PAGE, {**context, **more}, part="results", status=422 if problem else 200)
    if request.htmx:
        response["HX-Push-Url"] = form.address(here)
    return response


@require_POST
def network_several(request: UserRequest) -> HttpResponse:
    """Move the ticked networks, put them into the bin, or compare them."""
    ids = ticked_ids(request.POST.getlist("networks"))
    form = SeveralForm(request.POST, found=list(Network.objects.for_user(request.user).present().filter(pk__in=ids)))
    if not form.is_valid():
        problem = next((str(error) for errors in form.errors.values() for error in errors), "")
        asked = QueryDict(urlsplit(next_url(request, default=LIST)).query)
        return _show(request, NetworkFilterForm(asked), problem)
    act = {"move": _move, "delete": _delete, "compare": _compare}[form.cleaned_data["action"]]
    return act(request, form)


def _move(request: UserRequest, form: SeveralForm) -> HttpResponse:
    stage = Stage(form.cleaned_data["stage"])
    moves, refused = move_networks(owner=request.user, networks=form.found, stage=stage, today=timezone.localdate())
    if moves:
        said = ngettext("%(count)s network: now “%(stage)s”.", "%(count)s networks: now “%(stage)s”.", len(moves))
        ids = ",".join(move.pk.hex for move in moves)
        tell(request, said % {"count": len(moves), "stage": stage.label}, undo=_undo(request, "move", ids))
    if refused:
        messages.warning(request, refused_words(refused))
    return leave(request, default=LIST)


def _delete(request: UserRequest, form: SeveralForm) -> HttpResponse:
    deleted = delete_networks(owner=request.user, networks=form.found, now=timezone.now())
    said = ngettext("%(count)s network is in the bin.", "%(count)s networks are in the bin.", len(deleted))
    ids = ",".join(network.pk.hex for network in deleted)
    tell(request, said % {"count": len(deleted)}, undo=_undo(request, "delete", ids))
    return leave(request, default=LIST)


def _compare(request: UserRequest, form: SeveralForm) -> HttpResponse:
    goal = leading_goal(request.user)
    asked = [("goal", str(goal.pk))] if goal else []
    query = urlencode([*asked, *(("network", str(network.pk)) for network in form.found)])
    return redirect(f"{reverse('networks:compare')}?{query}")


def _undo(request: UserRequest, action: str, ids: str) -> str:
    return undo_address(request, "networks:several-undo", query={"action": action, "ids": ids})


@require_POST
def several_undo(request: UserRequest) -> HttpResponse:
    """Take back what was done with several networks, each where nothing has followed."""
    ids = ticked_ids(request.GET.get("ids", "").split(","))
    if request.GET.get("action") == "move":
        count = undo_moves(owner=request.user, move_ids=ids)
    else:
        count = restore_networks(owner=request.user, network_ids=ids)
    if count:
        tell(request, _("Taken back."))
    else:
        messages.error(request, _("It has moved on since, so that stays as it is."))
    return leave(request, default=LIST)
