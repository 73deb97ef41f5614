"""A network: shown, put into the bin, brought back."""

from __future__ import annotations

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.rules.links import link_name
from contacts.views.answers import leave, tell
from networks.labels import STAGE_ICONS
from networks.models import Network
from networks.pages.facts import documents_of, facts_shown, safe_address
from networks.queries.inquiries import heard_of
from networks.queries.memberships import membership_of
from networks.services.networks import delete_network, restore_network
from networks.views.access import network_of, network_or_survivor
from networks.views.sections import ASIDE, MAIN, shown_sections
from networks.words.stages import kind_words, stage_since_words
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

BOARD = "networks:board"
SHOWN_HEARD = 5


@require_safe
def network_detail(request: UserRequest, network: UUID) -> HttpResponse:
    """Show a network with all that belongs to it."""
    found, today = network_or_survivor(request, network), timezone.localdate()
    if found.pk != network:
        return redirect("networks:network-detail", network=found.pk)
    prefetch_related_objects([found], "memberships")  # for the heading and for its section
    context = {
        "network": found,
        "today": today,
        "stage_icon": STAGE_ICONS[found.stage],
        "kind": kind_words(found),
        "since": stage_since_words(found, membership_of(found), today),
        "facts": facts_shown(found),
        "link": link_name(found.url),
        "address": safe_address(found.url),
        "documents": documents_of(found),
        "heard": heard_of(found)[:SHOWN_HEARD],
        "main": shown_sections(MAIN, request, found, today),
        "aside": shown_sections(ASIDE, request, found, today),
    }
    return answer(request, "networks/network_detail.html", context)


@require_POST
def network_delete(request: UserRequest, network: UUID) -> HttpResponse:
    """Put a network into the bin."""
    found = network_of(request, network)
    delete_network(network=found, now=timezone.now())
    undo = undo_address(request, "networks:network-restore", network=found.pk)
    tell(request, _("%(name)s is in the bin.") % {"name": found.name}, undo=undo)
    return leave(request, default=BOARD)


@require_POST
def network_restore(request: UserRequest, network: UUID) -> HttpResponse:
    """Bring a network back from the bin; one that was merged into another comes back with the merge alone."""
    gone = Network.objects.for_user(request.user).filter(deleted_at__isnull=False, merged_into=None)
    found = get_object_or_404(gone, pk=network)
    found.owner = request.user
    restore_network(network=found)
    tell(request, _("%(name)s is back.") % {"name": found.name})
    return leave(request, default="networks:network-detail", network=found.pk)
