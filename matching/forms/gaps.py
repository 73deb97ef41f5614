"""Who fills a gap, as a form: picked, found by name, or not known yet."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.picking import PickingForm
from contacts.models import Contact, fold_name
from contacts.services import find_namesakes


class FillForm(PickingForm):
    """People for what a goal needs; `contact` names one of them alone, where a button of one click does."""

    question: ClassVar[str | Promise] = gettext_lazy("Who is it?")
    contact = forms.ModelChoiceField(queryset=Contact.objects.none(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field = self.fields["contact"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Contact.objects.for_user(user).present()

    def clean(self) -> dict[str, Any]:
        """Let the one person do; a new name that somebody has got meanwhile is theirs."""
        if one := self.cleaned_data.get("contact"):
            self.cleaned_data["contacts"] = [one]
        elif "contact" in self.errors:
            self.add_error("who", self.errors["contact"])
        data = super().clean()
        if newcomers := data.get("newcomers"):
            namesakes = find_namesakes(owner=self.user, names=newcomers)
            theirs = {name: found for name in newcomers if (found := namesakes.get(fold_name(name)))}
            data["newcomers"] = [name for name in newcomers if name not in theirs]
            data["contacts"] = list(
                dict.fromkeys([*(data.get("contacts") or ()), *(found[0] for found in theirs.values())])
            )
        return data
