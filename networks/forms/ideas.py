"""Ideas of what to give a network: one line, or some of the user's offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from goals.forms.fields import length_of
from goals.models import Offer
from networks.models import GivingIdea


class IdeasForm(forms.Form):
    """A new idea in a few words, and offers to choose from."""

    text = LineField(
        label=gettext_lazy("What could you give there?"), required=False, max_length=length_of(GivingIdea, "text")
    )
    offers = forms.MultipleChoiceField(
        label=gettext_lazy("Choose from your offers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("One of these offers is no longer there.")},
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(offer.pk): offer for offer in offers}
        field = self.fields["offers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(pk, offer.text) for pk, offer in self.by_id.items()]

    def clean(self) -> dict[str, Any]:
        """Want one or the other."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("text") and not data.get("offers"):
            self.add_error("text", _("A few words are enough."))
        return data

    def chosen(self) -> list[Offer]:
        """Return the offers that the valid form chooses."""
        return [self.by_id[pk] for pk in self.cleaned_data["offers"]]
