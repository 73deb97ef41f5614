"""The panel *Networks* on a contact's page: where they are, as what, and whether the user is there, too."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact
from contacts.views.answers import contact_of, tell
from networks.forms.member import JoinForm
from networks.models import Network
from networks.pages.members import networks_of
from networks.services.members import add_members
from netzwerk.core.answers import answer
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

PANEL, PERSON = "networks/contact_panel.html", "contacts:contact-detail"


@require_safe
def contact_panel(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show in which networks a contact is: the part for htmx, otherwise a page around it."""
    found = contact_of(request, contact)
    return _panel(request, found, _form(request, found))


@require_POST
def contact_join(request: UserRequest, contact: UUID) -> HttpResponse:
    """Note that a contact is in a network."""
    found = contact_of(request, contact)
    form = _form(request, found)
    if not form.is_valid():
        return _panel(request, found, form)
    network: Network = form.cleaned_data["network"]
    network.owner = request.user
    made = add_members(network=network, contacts=[found], facts=form.facts())
    back = next_url(request, default=PERSON, pk=contact)
    undo = undo_address(request, "networks:member-remove", back=back, member=made[0].pk) if made else ""
    tell(request, _("%(name)s is noted in %(network)s.") % {"name": found.name, "network": network.name}, undo=undo)
    if request.htmx:
        return _panel(request, found, JoinForm(owner=request.user, contact=found, today=timezone.localdate()))
    return redirect(back)


def _form(request: UserRequest, contact: Contact) -> JoinForm:
    data = request.POST if request.method == "POST" else None
    return JoinForm(data, owner=request.user, contact=contact, today=timezone.localdate())


def _panel(request: UserRequest, contact: Contact, form: JoinForm) -> HttpResponse:
    rows = networks_of(request.user, contact)
    choices = list(form.fields["network"].queryset)  # type: ignore[attr-defined]
    context = {"contact": contact, "rows": rows, "form": form, "choices": choices}
    return answer(request, PANEL, context, part="panel", status=422 if form.errors else 200)
