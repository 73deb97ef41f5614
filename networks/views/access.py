"""How these pages fetch what they are about: through the owner, else 404."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from goals.models import Goal
from networks.models import Check, Network
from netzwerk.core.requests import UserRequest

NETWORK = "networks:network-detail"


def network_of(request: UserRequest, pk: UUID) -> Network:
    """Return the user's network, or 404; in the bin there is nothing to see."""
    network = get_object_or_404(Network.objects.for_user(request.user).present(), pk=pk)
    # So that services need not fetch whose it is.
    network.owner = request.user
    return network


def network_or_survivor(request: UserRequest, pk: UUID) -> Network:
    """Return the user's network, or the one that it went into when two became one; else 404."""
    network = get_object_or_404(Network.objects.for_user(request.user), pk=pk)
    while network.merged_into_id:
        network = get_object_or_404(Network.objects.for_user(request.user), pk=network.merged_into_id)
    if network.deleted_at:
        raise Http404
    network.owner = request.user
    return network


def goal_of(request: UserRequest, pk: UUID) -> Goal:
    """Return the user's goal, or 404."""
    goal = get_object_or_404(Goal.objects.for_user(request.user), pk=pk)
    goal.owner = request.user
    return goal


def check_of(request: UserRequest, pk: UUID) -> Check:
    """Return the user's finished check, or 404; with its network in the bin there is nothing to see."""
    checks = Check.objects.for_user(request.user).finished().filter(network__deleted_at=None)
    found = get_object_or_404(checks.select_related("network", "goal").prefetch_related("answers"), pk=pk)
    found.owner = found.network.owner = found.goal.owner = request.user
    return found
