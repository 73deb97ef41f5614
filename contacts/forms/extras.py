"""Fields that other apps add to a form of ours (`netzwerk/core/form_extras.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from accounts.models import User
from netzwerk.core.form_extras import FormExtra
from netzwerk.core.registry import Registry


class ExtrasForm(forms.Form):
    """A form with further fields, which may be filled in by the address that leads to it."""

    extras_of: ClassVar[Registry[FormExtra]]

    def add_extras(self, owner: User) -> None:
        """Add what each app wants to ask."""
        self.extra_names: list[str] = []
        for extra in self.extras_of:
            fields = extra.fields(owner=owner)
            self.fields.update(fields)
            self.extra_names += fields

    def fill_extras(self, given: Mapping[str, Any]) -> None:
        """Begin with what the address says; what is none of the choices is shown as nothing chosen."""
        self.initial = {**self.initial, **{name: given[name] for name in self.extra_names if given.get(name)}}

    def check_extras(self) -> None:
        """Say what is wrong with these fields together; called by `clean`."""
        for extra in self.extras_of:
            for name, words in extra.mistakes(self.cleaned_data).items():
                self.add_error(name, words)

    def stands_for_a_person(self) -> bool:
        """Whether nobody need be named, because one of these fields says with what it was."""
        return any(extra.stands_for_a_person(self.cleaned_data) for extra in self.extras_of)

    @property
    def extras(self) -> list[forms.BoundField]:
        """Return the fields, for the template."""
        return [self[name] for name in self.extra_names]

    def extra_values(self) -> dict[str, Any]:
        """Return what the valid form says in them."""
        return {name: self.cleaned_data.get(name) for name in self.extra_names}
