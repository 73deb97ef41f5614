"""A page of names being entered: reads it, asks about those who are known, saves the rest."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.services import find_namesakes
from goals.forms import PlaceForm, QuickFormSet
from goals.forms.inventory import BaseQuickFormSet
from goals.services import add_people, lock_inventory
from netzwerk.core.requests import UserRequest, posted


class Entry:
    """The lines of one request with the closeness that holds for all of them."""

    def __init__(self, request: UserRequest, *, place_form: type[PlaceForm] = PlaceForm) -> None:
        self.user = request.user
        data = posted(request)
        self.lines = cast(BaseQuickFormSet, QuickFormSet(data, prefix="people"))
        self.place = place_form(data)
        self.added = self.skipped = 0
        self.status = 200

    def save(self, *, origin: str) -> bool:
        """Enter the people; false when a line is not in order or a known name not decided: the page shows it again."""
        self.status = 422
        if not (self.lines.is_valid() and self.place.is_valid()):
            return False
        lock_inventory(owner=self.user)
        if not self.lines.notice(find_namesakes(owner=self.user, names=self.lines.names)):
            return False
        people = self.lines.people(origin=origin, closeness=self.place.cleaned_data["closeness"])
        self.added = len(add_people(owner=self.user, people=people, today=timezone.localdate()))
        self.skipped = self.lines.skipped()
        return True

    def outcome(self) -> str:
        """Say what happened, in one or two sentences; nothing when nothing did."""
        sentences = []
        if self.added:
            sentences.append(
                ngettext("%(count)d person added.", "%(count)d people added.", self.added) % {"count": self.added}
            )
        if self.skipped:
            sentences.append(
                ngettext(
                    "%(count)d was there already.",
                    "%(count)d were there already.",
                    self.skipped,
                )
                % {"count": self.skipped}
            )
        return " ".join(sentences)

    @property
    def problem(self) -> str:
        """What the page says above the lines when it comes back."""
        if self.status == 200:
            return ""
        if any(form.is_known for form in self.lines.typed() if form.is_valid()):
            return _("Some names are known already. Look at the marked lines, then save again.")
        return _("Please look at the marked lines.")
