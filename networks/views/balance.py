"""The balance of networks: their mix, what went both ways, what they cost, the budget."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.views.answers import leave, tell
from networks.forms.membership import BudgetForm
from networks.models import Network
from networks.pages.balance import balance_page
from networks.queries.balance import Balance, balance_of
from networks.services.budgets import set_budget
from networks.services.networks import set_sphere
from networks.views.access import network_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted
from netzwerk.core.undoing import undo_address

PAGE, HERE = "networks/balance.html", "networks:balance"


@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: UserRequest) -> HttpResponse:
    """Show the balance; its one form sets the budget."""
    found = balance_of(request.user, timezone.localdate())
    form = BudgetForm(posted(request), initial=BudgetForm.initial_of(found.budget, _usual_currency(found)))
    if request.method == "POST" and form.is_valid():
        set_budget(owner=request.user, **form.cleaned_data)
        tell(request, _("Saved."))
        return redirect(HERE)
    context = {"page": balance_page(found), "form": form, "spheres": Network.Sphere.choices}
    return answer(request, PAGE, context, status=422 if form.errors else 200)


@require_POST
def network_sphere(request: UserRequest, network: UUID) -> HttpResponse:
    """Say with one click what one mostly gets from a network."""
    found, sphere = network_of(request, network), request.POST.get("sphere", request.GET.get("sphere", ""))
    if sphere not in ("", *Network.Sphere.values):
        return HttpResponseBadRequest()
    before = found.sphere
    set_sphere(network=found, sphere=sphere)
    undo = undo_address(request, "networks:network-sphere", query={"sphere": before}, network=found.pk)
    label = Network.Sphere(sphere).label if sphere else _("Not said")
    tell(request, _("%(network)s: %(sphere)s.") % {"network": found.name, "sphere": label}, undo=undo)
    return leave(request, default=HERE)


def _usual_currency(found: Balance) -> str:
    """Return the currency in which most is paid, or else euros."""
    return max(found.sums, key=lambda currency: found.sums[currency], default="EUR")
