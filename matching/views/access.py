"""What the views of matching fetch: the user's own, or 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from contacts.models import Contact
from goals.models import Goal
from netzwerk.core.requests import UserRequest


def goal_of(request: UserRequest, goal: UUID) -> Goal:
    """Return the user's goal."""
    found = get_object_or_404(Goal.objects.for_user(request.user), pk=goal)
    found.owner = request.user
    return found


def contact_of(request: UserRequest, contact: UUID) -> Contact:
    """Return the user's contact, unless it lies in the bin.

    A POST waits for somebody who is just becoming one with another, and then does not find them.
    """
    people = Contact.objects.for_user(request.user).present()
    if request.method == "POST":
        people = people.select_for_update(no_key=True)
    found = get_object_or_404(people, pk=contact)
    found.owner = request.user
    return found
