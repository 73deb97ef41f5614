"""Two networks become one: which, the preview, the merge, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.rules.undoing import KEPT_FOR
from contacts.views.answers import leave, tell
from networks.models import Network, NetworkMerge
from networks.pages.merge import preferred_survivor, preview_of, side_of
from networks.queries.networks import namesakes_of, networks_named
from networks.services.merging import NotMergeableError, TooLateToUndoError, merge_networks, undo_network_merge
from networks.views.access import NETWORK, network_of
from networks.words.merging import GROUP_BY_KEY
from networks.words.stages import kind_words
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

PICK, FORM = "networks/merge_pick.html", "networks/merge_form.html"


@require_safe
def network_merge(request: UserRequest, network: UUID) -> HttpResponse:
    """Pick with which one a network is to become one: one of the same name, or any by part of the name."""
    found, who = network_of(request, network), request.GET.get("who", "").replace("\x00", "")
    named = networks_named(request.user, who, but=found) if who.strip() else []
    context = {
        "network": found,
        "who": who,
        "found": _choices(found, named),
        "likely": [] if request.htmx else _choices(found, namesakes_of(request.user, found.name, but=found)),
    }
    return answer(request, PICK, context, part="found")


@require_http_methods(["GET", "HEAD", "POST"])
def network_merge_with(request: UserRequest, network: UUID, absorbed: UUID) -> HttpResponse:
    """Show what it would do to let `absorbed` go into `network`, or do it."""
    survivor, other = _network(request, network), _network(request, absorbed)
    # Said twice: the second answer is that of the first.
    is_done = other.merged_into_id == survivor.pk
    if not is_done and (problem := _problem(survivor, other)):
        return answer(request, FORM, {"problem": problem, "one": survivor, "other": other}, status=422)
    if request.method != "POST":
        return redirect(NETWORK, survivor.pk) if is_done else answer(request, FORM, _preview(request, survivor, other))
    choices = {key: request.POST[key] for key in GROUP_BY_KEY if key in request.POST}
    try:
        merge = merge_networks(survivor=survivor, absorbed=other, choices=choices, now=timezone.now())
    except NotMergeableError:
        problem = _("Meanwhile one of the two is in the bin.")
        return answer(request, FORM, {"problem": problem, "one": survivor, "other": other}, status=422)
    undo = undo_address(request, "networks:network-merge-undo", merge=merge.pk)
    names = {"one": survivor.name, "other": other.name}
    tell(request, _("%(one)s and %(other)s are one network now.") % names, undo=undo)
    return leave(request, default=NETWORK, network=survivor.pk)


@require_POST
def network_merge_undo(request: UserRequest, merge: UUID) -> HttpResponse:
    """Make one network two again."""
    found = get_object_or_404(NetworkMerge.objects.for_user(request.user).select_related("absorbed"), pk=merge)
    found.owner = request.user
    try:
        apart = undo_network_merge(merge=found, now=timezone.now())
    except TooLateToUndoError:
        return answer(request, FORM, {"problem": _("After 30 days a merge is final.")}, status=422)
    text = _("%(name)s is back.") % {"name": found.absorbed.name}
    if fields := ", ".join(str(GROUP_BY_KEY[key].label) for key in apart.edited):
        edited = _("What you have changed since stays as it is: %(fields)s.") % {"fields": fields}
        text = f"{text} {edited}"
    tell(request, text)
    return leave(request, default=NETWORK, network=found.absorbed_id)


def load_merging(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return what the section shows: others of the same name, and merges that can be taken apart; two queries."""
    del today
    alike = _choices(network, namesakes_of(request.user, network.name, but=network))
    merges = NetworkMerge.objects.for_user(request.user).filter(
        survivor=network, undone_at=None, created_at__gt=timezone.now() - KEPT_FOR
    )
    standing = [
        (each, each.created_at + KEPT_FOR) for each in merges.select_related("absorbed").order_by("-created_at")
    ]
    return {"alike": alike, "merges": standing} if alike or standing else None


def _network(request: UserRequest, pk: UUID) -> Network:
    """Return the user's network of this id, in the bin or not, or 404."""
    found = get_object_or_404(Network.objects.for_user(request.user).select_related("source_contact"), pk=pk)
    found.owner = request.user
    return found


def _problem(one: Network, other: Network) -> str:
    if one == other:
        return _("This is one and the same network already.")
    gone = next((network for network in (one, other) if network.deleted_at), None)
    return _("%(name)s is in the bin.") % {"name": gone.name} if gone else ""


def _choices(network: Network, others: Iterable[Network]) -> list[dict[str, Any]]:
    """Return networks to merge with, each with which of the two would stay."""
    rows = []
    for other in others:
        survivor = preferred_survivor(network, other)
        absorbed = other if survivor == network else network
        rows.append({"network": other, "detail": kind_words(other), "survivor": survivor, "absorbed": absorbed})
    return rows


def _preview(request: UserRequest, survivor: Network, absorbed: Network) -> dict[str, Any]:
    return {
        "survivor": side_of(survivor),
        "absorbed": side_of(absorbed),
        "preview": preview_of(request.user, survivor, absorbed),
        "until": timezone.now() + KEPT_FOR,
    }
