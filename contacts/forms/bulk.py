"""What an action on many people asks before it begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.forms.placing import MOST_CADENCE
from contacts.forms.tags import TagNameField, check_room
from contacts.models import Closeness, Contact, Tag
from contacts.rules.cadence import DEFAULT_CADENCES
from contacts.wording import cadence_words


def _closeness_choices() -> list[tuple[str, str]]:
    found = []
    for value, label in Closeness.choices:
        cadence = DEFAULT_CADENCES[value]
        found.append((value, f"{label}: {cadence_words(cadence)}" if cadence else str(label)))
    return found


class ClosenessForm(forms.Form):
    """How close they are."""

    closeness = forms.ChoiceField(
        label=_("How close are they?"),
        choices=_closeness_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a closeness first.")},
    )


class CadenceForm(forms.Form):
    """How often to be in touch; nothing means: as the closeness says."""

    # The two fields stand beside each other.
    is_beside = True

    cadence_count = forms.IntegerField(
        label=_("Every"),
        required=False,
        min_value=1,
        max_value=MOST_CADENCE,
        help_text=_("Leave it empty to go by the closeness."),
    )
    cadence_unit = forms.ChoiceField(
        label=_("Weeks or months"), required=False, choices=Contact.CadenceUnit.choices, initial="month"
    )


class TagForm(forms.Form):
    """A tag, known or new."""

    tag = TagNameField(
        label=_("Tag"),
        error_messages={"required": _("A word is enough.")},
        widget=forms.TextInput(attrs={"list": "bulk-tags", "autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.suggestions = Tag.objects.for_user(owner)

    def clean_tag(self) -> str:
        """Return the name, if it is known or there is room for one more."""
        name: str = self.cleaned_data["tag"]
        check_room(self.owner, [name])
        return name


class UntagForm(forms.Form):
    """A tag that there is."""

    tag: forms.Field = forms.ModelChoiceField(
        label=_("Tag"),
        queryset=Tag.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a tag first."), "invalid_choice": _("Choose a tag first.")},
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].queryset = Tag.objects.for_user(owner)  # type: ignore[attr-defined]
