"""Many people at once: how close they are, and how often to be in touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from contacts.bulk.columns import ColumnAction
from contacts.forms.bulk import CadenceForm, ClosenessForm
from contacts.models import Closeness
from contacts.rules.cadence import Cadence
from contacts.wording import cadence_words
from netzwerk.core.bulk import Arguments


class ClosenessAction(ColumnAction):
    """Set the closeness; a cadence of their own stays."""

    key = "closeness"
    label = gettext_lazy("Closeness")
    icon = "people"
    is_frequent = True
    has_form = True
    fields: ClassVar = {"closeness": ("closeness",)}

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the form of the closeness."""
        return ClosenessForm(data)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return the closeness."""
        return {"closeness": form.cleaned_data["closeness"]}

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return the closeness."""
        return {"closeness": arguments["closeness"]}

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return who is placed, and where."""
        words = ngettext(
            "%(count)s person is placed: %(closeness)s.", "%(count)s people are placed: %(closeness)s.", count
        )
        return words % {"count": count, "closeness": Closeness(arguments["closeness"]).label}

    def value_words(self, *, name: str, value: Any, arguments: Arguments) -> str:
        """Return the name of the closeness."""
        return str(Closeness(value[0]).label)


class CadenceAction(ColumnAction):
    """Set a cadence of their own, or let the closeness decide again."""

    key = "cadence"
    label = gettext_lazy("Cadence")
    icon = "clock"
    has_form = True
    fields: ClassVar = {"cadence": ("own_cadence_count", "own_cadence_unit")}

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the form of the cadence."""
        return CadenceForm(data)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return count and unit."""
        count = form.cleaned_data["cadence_count"]
        return {"count": count, "unit": (form.cleaned_data["cadence_unit"] or "month") if count else ""}

    def values(self, arguments: Arguments, now: datetime) -> dict[str, Any]:
        """Return count and unit."""
        return {"own_cadence_count": arguments["count"], "own_cadence_unit": arguments["unit"]}

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return how often."""
        often = self.value_words(name="cadence", value=[arguments["count"], arguments["unit"]], arguments=arguments)
        words = ngettext(
            "%(count)s person has a new cadence: %(often)s.", "%(count)s people have a new cadence: %(often)s.", count
        )
        return words % {"count": count, "often": often[:1].lower() + often[1:]}

    def value_words(self, *, name: str, value: Any, arguments: Arguments) -> str:
        """Return how often."""
        count, unit = value
        return capfirst(cadence_words(Cadence(count, unit))) if count else _("As the closeness says")
