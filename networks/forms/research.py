"""Forms of the research: whom to ask, what they said, where to look, what it brought."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.forms.picking import PickingForm
from goals.models import Goal
from networks.forms.days import PastDayForm, past_day
from networks.models import Inquiry, LookingPlace
from networks.rules.looking_again import WEEKS
from networks.services.inquiries import Named
from networks.words.looking import weeks_words
from netzwerk.core.markdown import is_safe_link

# Rows for networks that somebody names; more are added one by one.
EMPTY_ROWS, MOST_ROWS = 2, 20


def weeks_choices() -> list[tuple[str, str]]:
    """Return how often one may be asked."""
    return [("", weeks_words(None)), *((str(weeks), weeks_words(weeks)) for weeks in WEEKS)]


class PeopleToAskForm(PickingForm):
    """People whom the user wants to ask."""

    question: ClassVar[str | Promise] = gettext_lazy("Whom do you want to ask?")


class AskedForm(PastDayForm):
    """On which day somebody was asked."""

    day = "asked_on"

    asked_on = past_day(gettext_lazy("Asked on"))


class InquiryForm(PastDayForm):
    """What somebody said, beside the networks that they named."""

    day = "answered_on"

    answered_on = past_day(gettext_lazy("Answered on"))
    answer = forms.CharField(
        label=gettext_lazy("What else they said"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NamedForm(forms.Form):
    """A network that somebody named, and why they are in it."""

    name = LineField(
        label=gettext_lazy("Network"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known-networks"}),
    )
    why = LineField(label=gettext_lazy("Why they are in it"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Ask for the name where only the reason is given."""
        data = self.cleaned_data
        if data.get("why") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Which network is it?"))
        return data


NamedRows = forms.formset_factory(NamedForm, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def rows_of(inquiry: Inquiry) -> list[dict[str, str]]:
    """Return what is noted of an answer, as rows of the formset; the mentions come along with the inquiry.

    A network in the bin is left out, and its mention comes back with it.
    """
    there = [mention for mention in inquiry.mentions.all() if not mention.network.deleted_at]
    return [{"name": one.network.name, "why": one.why} for one in there]


def named_in(rows: Any) -> list[Named]:
    """Return the networks that the rows of a valid formset name."""
    return [Named(row["name"], row["why"]) for row in rows.cleaned_data if row.get("name")]


class PlaceForm(forms.Form):
    """Where to look, and whether to be reminded."""

    text = LineField(
        label=gettext_lazy("Where, or which search words"),
        max_length=200,
        error_messages={"required": gettext_lazy("Where do you want to look?")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=LookingPlace.Kind.choices)
    url = LineField(label=gettext_lazy("Link"), required=False, max_length=500)
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Ask me again"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=weeks_choices,
    )

    def __init__(self, *args: Any, goal: Goal, place: LookingPlace | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goal, self.place = goal, place

    def clean_url(self) -> str:
        """Refuse what no browser should open; a bare address is a web page."""
        url = str(self.cleaned_data["url"])
        if url and ":" not in url and "." in url:
            url = f"https://{url}"
        if url and not (is_safe_link(url) and url.startswith("http")):
            raise forms.ValidationError(_("Give the address of a page: https://…"))
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse a place that is on the list."""
        data = self.cleaned_data
        if "text" in data and "kind" in data:
            same = LookingPlace.objects.for_user(self.goal.owner).filter(goal=self.goal, kind=data["kind"])
            same = same.filter(text=data["text"])
            # What was turned down may be added by hand, and is there again; two rows cannot say the same.
            taken = same.exclude(pk=self.place.pk) if self.place else same.kept()
            if taken.exists():
                self.add_error("text", _("That is on the list already."))
        return data


class WatchForm(forms.Form):
    """How often to be asked about a place."""

    weeks = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, choices=weeks_choices)


class SuggestionForm(forms.Form):
    """A suggestion that is kept or turned down."""

    kind = forms.ChoiceField(choices=LookingPlace.Kind.choices)
    text = LineField(max_length=200)


class LookForm(PastDayForm):
    """That one looked somewhere, and what it brought."""

    day = "looked_on"

    looked_on = past_day(gettext_lazy("Looked on"))
    brought = LineField(label=gettext_lazy("What it brought"), required=False, max_length=300)
    network = LineField(
        label=gettext_lazy("A network that you found"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A new name becomes an idea on your board."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known-networks"}),
    )
