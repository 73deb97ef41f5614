"""The other steps of the goal wizard: ideal network, help, offers, summary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goals.forms.cards import Card, cards_of
from goals.forms.fields import AmountField, LinesField, length_of
from goals.labels import OFFERS, REACHES
from goals.models import Goal, IdealNetwork, Offer
from goals.services import NetworkProfile


class IdealNetworkForm(forms.Form):
    """The profile; every question may be left open."""

    reach = forms.ChoiceField(
        label=_("Reach"), choices=IdealNetwork.Reach.choices, required=False, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Around which place?"),
        required=False,
        max_length=length_of(IdealNetwork, "place"),
        help_text=_("Only for regional."),
    )
    size = forms.ChoiceField(
        label=_("How many members feels right?"),
        choices=[("", _("No matter")), *IdealNetwork.Size.choices],
        required=False,
    )
    format = forms.ChoiceField(
        label=_("How would you like to meet?"),
        choices=IdealNetwork.Format.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    fee = forms.ChoiceField(
        label=_("Would you pay a membership fee?"),
        choices=[
            (IdealNetwork.Fee.NONE, pgettext_lazy("a membership fee", "No")),
            (IdealNetwork.Fee.UP_TO, pgettext_lazy("a membership fee", "Up to")),
            (IdealNetwork.Fee.NO_MATTER, IdealNetwork.Fee.NO_MATTER.label),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    fee_amount = AmountField(label=_("At most"))
    expectation = forms.CharField(
        label=_("What do you expect for it?"), required=False, max_length=length_of(IdealNetwork, "expectation")
    )

    def clean(self) -> dict[str, Any]:
        """Bring fee and amount together: an amount alone is a ceiling, a ceiling wants its amount."""
        cleaned = super().clean() or self.cleaned_data
        amount, fee = cleaned.get("fee_amount"), cleaned.get("fee")
        if amount is not None and not fee:
            cleaned["fee"] = IdealNetwork.Fee.UP_TO
        elif fee == IdealNetwork.Fee.UP_TO and amount is None and "fee_amount" not in self.errors:
            self.add_error("fee_amount", _("Up to which amount a year?"))
        return cleaned

    @property
    def reach_cards(self) -> list[Card]:
        """The reaches as cards."""
        return cards_of(self["reach"], REACHES)

    def profile(self) -> NetworkProfile:
        """Return what the valid form says; a place belongs to a region, an amount to a ceiling."""
        data = dict(self.cleaned_data)
        if data["reach"] != IdealNetwork.Reach.REGIONAL:
            data["place"] = ""
        if data["fee"] != IdealNetwork.Fee.UP_TO:
            data["fee_amount"] = None
        return NetworkProfile(**data)

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        """Return the profile of a goal as initial values."""
        network = goal.ideal_network
        if network is None:
            return {}
        values = {name: getattr(network, name) for name in IdealNetworkForm.base_fields}
        if network.fee_amount is not None:
            # 120 rather than 120.00
            values["fee_amount"] = f"{network.fee_amount.normalize():f}"
        return values


class HelpForm(forms.Form):
    """Whose help is needed."""

    competences = LinesField(label=_("What would help that others have?"), help_text=_("One a line."))
    questions = LinesField(label=_("Which questions could somebody answer for you?"), help_text=_("One a line."))

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        """Return what a goal needs as initial values."""
        return {
            "competences": "\n".join(line.text for line in goal.competences.all()),
            "questions": "\n".join(line.text for line in goal.questions.all()),
        }


class OffersForm(forms.Form):
    """What the user can give, by kind."""

    knowledge = LinesField(rows=3, label=Offer.Kind.KNOWLEDGE.label, help_text=OFFERS[Offer.Kind.KNOWLEDGE].text)
    contacts = LinesField(rows=3, label=Offer.Kind.CONTACTS.label, help_text=OFFERS[Offer.Kind.CONTACTS].text)
    help = LinesField(rows=3, label=Offer.Kind.HELP.label, help_text=OFFERS[Offer.Kind.HELP].text)
    visibility = LinesField(rows=3, label=Offer.Kind.VISIBILITY.label, help_text=OFFERS[Offer.Kind.VISIBILITY].text)

    def offers(self) -> dict[str, tuple[str, ...]]:
        """Return what the valid form says."""
        return {kind: tuple(self.cleaned_data[kind]) for kind in Offer.Kind.values}

    @staticmethod
    def initial_of(offers: list[Offer]) -> dict[str, Any]:
        """Return the user's offers as initial values."""
        return {kind: "\n".join(offer.text for offer in offers if offer.kind == kind) for kind in Offer.Kind.values}


class SummaryForm(forms.Form):
    """The last step asks nothing."""
