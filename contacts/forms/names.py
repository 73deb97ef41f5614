"""The parts of a name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.forms.lines import LineField
from contacts.models.contact import NAME_LENGTH


class NameForm(forms.Form):
    """What a person is called; the full name is the one that is needed."""

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    name_prefix = LineField(label=_("Title"), max_length=60, required=False)
    given_name = LineField(label=_("Given name"), max_length=NAME_LENGTH, required=False)
    family_name = LineField(label=_("Family name"), max_length=NAME_LENGTH, required=False)
    name_suffix = LineField(label=_("Suffix"), max_length=60, required=False)
    nickname = LineField(label=_("Nickname"), max_length=NAME_LENGTH, required=False)
    former_name = LineField(label=_("Former name"), max_length=NAME_LENGTH, required=False)
    phonetic_name = LineField(label=_("How it is pronounced"), max_length=NAME_LENGTH, required=False)
