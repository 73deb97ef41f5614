"""A network entered or changed, with a guard against two tabs; one of the same name is named first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.forms.rows import RowsFormSet
from contacts.views.answers import leave, tell
from goals.services import lock_inventory
from networks.forms.documents import documents_form, documents_in, is_filled, rows_of
from networks.forms.network import NetworkForm, values_of
from networks.models import Network, NetworkLink
from networks.queries.networks import namesakes_of
from networks.services.networks import change_network, create_network
from networks.views.access import NETWORK, network_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.seen import seen_of

FORM = "networks/network_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def network_create(request: UserRequest) -> HttpResponse:
    """Enter a network: a name is enough."""
    form, documents = NetworkForm(posted(request), user=request.user), _documents(request, [])
    if request.method != "POST" or not _are_valid(form, documents):
        return _ask(request, form, documents)
    # Two clicks at once meet here, and the second is told of what the first has entered.
    lock_inventory(owner=request.user)
    if other := _other(request, form):
        return _ask(request, form, documents, other=other)
    network = create_network(
        owner=request.user, details=form.details(), links=documents_in(documents), today=timezone.localdate()
    )
    tell(request, _("%(name)s is among your networks.") % {"name": network.name})
    return leave(request, default=NETWORK, network=network.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def network_edit(request: UserRequest, network: UUID) -> HttpResponse:
    """Show the form, or save it."""
    if request.method == "POST":
        return _save(request, network)
    found = network_of(request, network)
    rows = _stored_rows(found)
    return _ask(request, NetworkForm(user=request.user, known=found), documents_form(rows), network=found)


@transaction.atomic
def _save(request: UserRequest, pk: UUID) -> HttpResponse:
    # Two tabs at once meet here, and the second sees what the first has saved.
    network = get_object_or_404(Network.objects.for_user(request.user).present().select_for_update(), pk=pk)
    network.owner = request.user
    rows = _stored_rows(network)
    form, documents = NetworkForm(request.POST, user=request.user, known=network), _documents(request, rows)
    more: dict[str, Any] = {"network": network}
    if not _are_valid(form, documents):
        return _ask(request, form, documents, **more, seen=request.POST.get("seen", ""))
    if request.POST.get("seen") != _seen(network, rows):
        return _ask(request, form, documents, **more, is_changed_elsewhere=True)
    if other := _other(request, form, network):
        return _ask(request, form, documents, **more, other=other)
    change_network(network=network, details=form.details(), links=documents_in(documents))
    tell(request, _("Saved."))
    return leave(request, default=NETWORK, network=network.pk)


def _documents(request: UserRequest, stored: list[dict[str, Any]]) -> RowsFormSet:
    # The quick form of the Add menu has no rows.
    is_sent = "links-TOTAL_FORMS" in request.POST
    return documents_form(stored, request.POST if is_sent else None)


def _are_valid(form: NetworkForm, documents: RowsFormSet) -> bool:
    # Both, so that both say what is wrong.
    return all([form.is_valid(), documents.is_valid() or not documents.is_bound])


def _other(request: UserRequest, form: NetworkForm, network: Network | None = None) -> Network | None:
    """Return another network of a name that is new here, unless the user has been told of it."""
    name = form.cleaned_data["name"]
    if "anyway" in request.POST or (network and name == network.name):
        return None
    return namesakes_of(request.user, name, but=network).first()


def _stored_rows(network: Network) -> list[dict[str, Any]]:
    return rows_of(NetworkLink.objects.for_user(network.owner).filter(network=network))


def _seen(network: Network, rows: list[dict[str, Any]]) -> str:
    return seen_of([values_of(network), rows])


def _ask(request: UserRequest, form: NetworkForm, documents: RowsFormSet, **more: Any) -> HttpResponse:
    network = more.get("network")
    seen = more.pop("seen", "") or (_seen(network, _stored_rows(network)) if network else "")
    is_refused = bool(form.errors) or (documents.is_bound and not documents.is_valid())
    is_refused = is_refused or bool(more.get("other") or more.get("is_changed_elsewhere"))
    context = {"form": form, "documents": documents, "has_documents": is_filled(documents), **more, "seen": seen}
    return answer(request, FORM, context, part="sheet", status=422 if is_refused else 200)
