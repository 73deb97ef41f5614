"""A membership as a form: since when, its terms, the notice; and the forms of the budget and the yearly question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.forms.written_dates import WrittenDate, WrittenDateField, written
from networks.models import Membership, MembershipReview, NetworkBudget
from networks.services.memberships import MembershipDetails
from netzwerk.core.widgets import DayInput

MOST_MONTHS, MOST_NOTICE = 120, 365
NONE, OWN = "", "own"
JOINING, JANUARY, OTHER = "joining", "january", "other"
TERMS = [
    (NONE, gettext_lazy("None: I can leave at any time")),
    ("1", gettext_lazy("1 month")),
    ("6", gettext_lazy("Half a year")),
    ("12", gettext_lazy("1 year")),
    ("24", gettext_lazy("2 years")),
    (OWN, gettext_lazy("Another one")),
]
STARTS = [
    (JANUARY, gettext_lazy("1 January")),
    (JOINING, gettext_lazy("The day I joined")),
    (OTHER, gettext_lazy("Another day")),
]


class MembershipForm(forms.Form):
    """Since when, how long its terms are and when they begin, and how long before one must give notice."""

    since = WrittenDateField(
        label=gettext_lazy("Member since"), help_text=gettext_lazy("A day, a month or a year, as you know it.")
    )
    term = forms.ChoiceField(label=gettext_lazy("Term"), required=False, choices=TERMS)
    own_months = forms.IntegerField(
        label=gettext_lazy("Months"), required=False, min_value=1, max_value=MOST_MONTHS, widget=forms.NumberInput
    )
    starts = forms.ChoiceField(label=gettext_lazy("A term begins on"), required=False, choices=STARTS, initial=JANUARY)
    starts_on = forms.DateField(label=gettext_lazy("First day of a term"), required=False, widget=DayInput)
    notice_count = forms.IntegerField(
        label=gettext_lazy("Notice"), required=False, min_value=0, max_value=MOST_NOTICE, widget=forms.NumberInput
    )
    notice_unit = forms.ChoiceField(
        label=gettext_lazy("Days, weeks or months"), required=False, choices=Membership.NoticeUnit.choices
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @staticmethod
    def initial_of(membership: Membership | None) -> dict[str, Any]:
        """Return the values of a membership; of a new one, what is usual."""
        if membership is None:
            return {"term": NONE, "starts": JANUARY, "notice_unit": Membership.NoticeUnit.MONTHS}
        months = str(membership.term_months or NONE)
        is_usual = months in dict(TERMS)
        return {
            "since": written(membership.since_on, membership.since_precision),
            "term": months if is_usual else OWN,
            "own_months": None if is_usual else membership.term_months,
            "starts": _starts_of(membership),
            "starts_on": membership.term_starts_on,
            "notice_count": membership.notice_count or None,
            "notice_unit": membership.notice_unit,
        }

    def clean(self) -> dict[str, Any]:
        """Compute the length of a term and its first day, and say what is missing for that."""
        data = self.cleaned_data
        data["months"] = self._months()
        data["first_on"] = self._first_on() if data["months"] else None
        return data

    def details(self) -> MembershipDetails:
        """Return what the valid form says."""
        data = self.cleaned_data
        since: WrittenDate | None = data["since"]
        return MembershipDetails(
            since_on=since.day if since else None,
            since_precision=since.precision if since else "day",
            term_starts_on=data["first_on"],
            term_months=data["months"],
            notice_count=data["notice_count"] or 0,
            notice_unit=data["notice_unit"] or Membership.NoticeUnit.MONTHS,
        )

    def _months(self) -> int | None:
        term = self.cleaned_data.get("term") or NONE
        if term != OWN:
            return int(term) if term else None
        months: int | None = self.cleaned_data.get("own_months")
        if months is None and "own_months" not in self.errors:
            self.add_error("own_months", _("How many months is a term?"))
        return months

    def _first_on(self) -> date | None:
        """Return the first day of a term; None where that is the day of joining."""
        data, since = self.cleaned_data, self.cleaned_data.get("since")
        match data.get("starts") or JANUARY:
            case "january":
                return date(since.day.year if since else self.today.year, 1, 1)
            case "joining":
                if since is None and "since" not in self.errors:
                    self.add_error("since", _("Since when? The terms run on from that day."))
                return None
        day: date | None = data.get("starts_on")
        if day is None and "starts_on" not in self.errors:
            self.add_error("starts_on", _("On which day does a term begin?"))
        return day


class BudgetForm(forms.Form):
    """What all memberships may cost in a year; empty for no budget."""

    amount = forms.DecimalField(
        label=gettext_lazy("Yearly budget"),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    currency = forms.RegexField(
        label=gettext_lazy("Currency"),
        regex=r"^[A-Za-z]{3}$",
        required=False,
        max_length=3,
        error_messages={"invalid": gettext_lazy("Three letters, such as EUR or CHF.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_currency(self) -> str:
        """Return the code in capitals; euros where nothing is said."""
        return str(self.cleaned_data["currency"] or "EUR").upper()

    @staticmethod
    def initial_of(budget: NetworkBudget | None, currency: str) -> dict[str, Any]:
        """Return the values of the budget, or else the currency that most fees have."""
        if budget is None:
            return {"currency": currency}
        amount = budget.amount
        is_whole = amount == amount.to_integral()
        return {"amount": amount.to_integral() if is_whole else amount, "currency": budget.currency}


class ReviewForm(forms.Form):
    """The yearly question: stay, give more (and what), or leave."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you want to do?"),
        choices=MembershipReview.Decision.choices,
        error_messages={"required": gettext_lazy("Stay, give more, or leave?")},
    )
    giving = LineField(label=gettext_lazy("What could you give there?"), required=False, max_length=200)
    note = LineField(label=gettext_lazy("Why, in a few words"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Want an idea of what to give from whoever wants to give more."""
        data = self.cleaned_data
        if data.get("decision") == MembershipReview.Decision.GIVE_MORE and not data.get("giving"):
            self.add_error("giving", _("One idea is enough: a talk, an introduction, an evening at the door."))
        return data


def _starts_of(membership: Membership) -> str:
    first, since = membership.term_starts_on, membership.since_on
    if first is None:
        return JOINING if membership.term_months else JANUARY
    is_january = (first.month, first.day) == (1, 1) and (since is None or since.year == first.year)
    return JANUARY if is_january else OTHER
