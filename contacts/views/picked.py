"""People picked in a form other than a moment's: who they are, and what the picker shows."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from contacts.forms.moment import MomentForm
from contacts.forms.picking import PickingForm
from contacts.models import Contact
from contacts.services import NewContact, add_contacts
from contacts.views.picking import people_context
from netzwerk.core.requests import UserRequest


def people_of(request: UserRequest, form: PickingForm, today: date) -> list[Contact]:
    """Return whom a valid form picked; those who are new are entered."""
    added: list[Contact] = []
    if names := form.cleaned_data["newcomers"]:
        added = add_contacts(owner=request.user, people=[NewContact(name=name) for name in names], today=today)
    return [*form.cleaned_data["contacts"], *added]


def picker_context(request: UserRequest, form: PickingForm) -> dict[str, Any]:
    """Return what the picker (`contacts/_who.html`) shows."""
    # It asks for no more than who is picked.
    asked = people_context(request.user, cast("MomentForm", form), str(form["who"].value() or ""))
    return {**asked, "found": form.without(asked["found"])}
