"""The one answer to the one question about somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.channels import check_mail, check_phone
from contacts.forms.lines import LineField
from contacts.models import Closeness, LastInTouch, Origin
from contacts.rules.lacks import Lack

CHOICES: dict[Lack, list[tuple[str, Any]]] = {
    Lack.CLOSENESS: [pair for pair in Closeness.choices if pair[0] != Closeness.NOT_PLACED],
    Lack.ORIGIN: [pair for pair in Origin.choices if pair[0] != Origin.OTHER],
    Lack.MOMENT: [pair for pair in LastInTouch.choices if pair[0] != LastInTouch.NOT_SURE],
}


class ChoiceAnswerForm(forms.Form):
    """One of a few."""

    def __init__(self, *args: Any, lack: Lack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = forms.ChoiceField(choices=CHOICES[lack])
        self.fields["value"].error_messages["required"] = _("Choose one, or skip.")


class ReachAnswerForm(forms.Form):
    """A mail address or a phone number, told apart by the @."""

    value = LineField(label=gettext_lazy("Mail address or phone number"), max_length=254)

    def clean_value(self) -> str:
        """Say what is wrong with it."""
        value: str = self.cleaned_data["value"]
        problem = check_mail(value) if "@" in value else check_phone(value)
        if problem:
            raise forms.ValidationError(problem)
        return value


def answer_form(lack: Lack, data: Any = None) -> forms.Form:
    """Return the form for what is missing."""
    return ReachAnswerForm(data) if lack is Lack.REACH else ChoiceAnswerForm(data, lack=lack)
