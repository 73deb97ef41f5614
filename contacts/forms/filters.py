"""The filters of the list of contacts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.labels import state_label
from contacts.models import Closeness, ContactQuerySet, Origin
from contacts.rules.states import State


def _or_any(choices: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    return [("", _("All")), *((value, str(label)) for value, label in choices)]


class ContactFilterForm(forms.Form):
    """Who shall be listed. A value that makes no sense filters nothing."""

    q = forms.CharField(required=False, max_length=200)
    origin = forms.ChoiceField(label=gettext_lazy("Origin"), required=False, choices=lambda: _or_any(Origin.choices))
    closeness = forms.ChoiceField(
        label=gettext_lazy("Closeness"), required=False, choices=lambda: _or_any(Closeness.choices)
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=lambda: _or_any([(state.value, capfirst(state_label(state))) for state in State]),
    )
    due = forms.BooleanField(label=gettext_lazy("Only who is due"), required=False)
    after = forms.UUIDField(required=False)

    def chosen(self) -> dict[str, str]:
        """Return the filters that are set, as they stand in the address."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) for name in ("q", "origin", "closeness", "state")}
        filters = {name: value for name, value in values.items() if value}
        return {**filters, "due": "1"} if self.cleaned_data.get("due") else filters

    def address(self, path: str, **more: object) -> str:
        """Return the address of the list with these filters."""
        query = urlencode({**self.chosen(), **more})
        return f"{path}?{query}" if query else path

    def narrow(self, contacts: ContactQuerySet, today: date) -> ContactQuerySet:
        """Return those of the contacts that the filters let through; the archive shows only when asked for."""
        chosen = self.chosen()
        state = chosen.get("state")
        found = contacts.present() if state == State.ARCHIVED else contacts.active()
        if state:
            found = found.in_state(state, on=today)
        if "due" in chosen:
            found = found.due(on=today)
        for field in ("origin", "closeness"):
            if field in chosen:
                found = found.filter(**{field: chosen[field]})
        return found.matching(chosen["q"]) if "q" in chosen else found
