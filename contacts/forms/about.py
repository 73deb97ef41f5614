"""What else is said about a person, each a small form of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.birthday import BirthdayFields
from contacts.forms.lines import LineField
from contacts.forms.rows import Row, RowForm
from contacts.languages import language_code
from contacts.models import LastInTouch, Origin


class PlaceForm(forms.Form):
    """Where somebody lives or works."""

    place = LineField(label=gettext_lazy("Place"), max_length=120, required=False)


class BirthdayForm(BirthdayFields):
    """The birthday alone."""

    def clean(self) -> dict[str, Any]:
        """Put it together."""
        return {"birthday": self.clean_birthday()}


class MetForm(forms.Form):
    """How and where one met."""

    origin = forms.ChoiceField(label=gettext_lazy("How you know each other"), choices=Origin.choices)
    where_met = LineField(label=gettext_lazy("Where you met"), max_length=120, required=False)
    how_met = LineField(label=gettext_lazy("How you met"), max_length=300, required=False)


class DataProtectionForm(forms.Form):
    """Where what is known about somebody comes from, and what it is kept for."""

    data_source = LineField(
        label=gettext_lazy("Source"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where it comes from: a card, a list of members, themselves."),
    )
    data_purpose = LineField(
        label=gettext_lazy("Purpose"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What you keep it for: staying in touch, a project, an association."),
    )


class LastInTouchForm(forms.Form):
    """When one was last in touch, roughly: it counts until the first moment."""

    last_in_touch = forms.ChoiceField(label=gettext_lazy("Last in touch, roughly"), choices=LastInTouch.choices)


class NoteForm(forms.Form):
    """The note, in Markdown."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("**bold**, *italic*, lines that begin with - as a list, [words](https://…) as a link"),
    )


class LanguageRow(RowForm):
    """A language, by its name."""

    main = ("language",)
    has_preferred = False
    language = LineField(
        label=gettext_lazy("Language"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "kinds-languages", "autocomplete": "off"}),
    )

    def check(self, row: Row) -> Row:
        """Find its code."""
        code = language_code(row["language"])
        if not code:
            self.add_error("language", _("“%(value)s” is no language we know.") % {"value": row["language"]})
        return {**row, "code": code}


class TopicRow(RowForm):
    """Something that somebody seeks or offers."""

    main = ("text",)
    has_preferred = False
    text = LineField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
