"""A network as a form: a name is enough, the rest is folded away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LineField
from contacts.forms.links import LinkField, check_link, complete_link
from contacts.forms.picking import best_of, which_of
from contacts.models import Contact, fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.queries import people_named
from contacts.wording import subtitle_words
from goals.forms.fields import AmountField
from goals.models import IdealNetwork
from networks.labels import currency_choices, language_choices
from networks.models import Network
from networks.services.details import NetworkDetails

Choices = list[tuple[str, str | Promise]]
OPEN: tuple[str, Promise] = ("", gettext_lazy("Not known"))
UNKNOWN, FREE, AMOUNT = "", "free", "amount"
# What goes without saying.
NEW = {"fee_currency": "EUR", "fee_period": Network.FeePeriod.YEAR}


class NetworkForm(forms.Form):
    """What is known about a network. `known` is the one that is changed; `source_contact` who named it so far."""

    name = LineField(
        label=gettext_lazy("Name"), max_length=200, error_messages={"required": gettext_lazy("What is it called?")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[OPEN, *Network.Kind.choices])
    sphere = forms.ChoiceField(
        label=gettext_lazy("Mostly for"), required=False, choices=[OPEN, *Network.Sphere.choices]
    )
    url = LinkField()
    languages = forms.MultipleChoiceField(label=gettext_lazy("Languages"), required=False)
    reach = forms.ChoiceField(label=gettext_lazy("Reach"), required=False, choices=[OPEN, *IdealNetwork.Reach.choices])
    place = LineField(label=gettext_lazy("Place"), required=False, max_length=120)
    size = forms.IntegerField(
        label=gettext_lazy("Members, roughly"), required=False, min_value=1, max_value=100_000_000
    )
    format = forms.ChoiceField(
        label=gettext_lazy("How it meets"), required=False, choices=[OPEN, *IdealNetwork.Format.choices]
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), required=False, choices=[OPEN, *Network.Rhythm.choices])
    fee = forms.ChoiceField(
        label=gettext_lazy("Fee"),
        required=False,
        choices=[OPEN, (FREE, gettext_lazy("Free")), (AMOUNT, gettext_lazy("An amount"))],
    )
    fee_amount = AmountField(label=gettext_lazy("Amount"))
    fee_period = forms.ChoiceField(label=gettext_lazy("For"), required=False, choices=Network.FeePeriod.choices)
    fee_currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)
    extra_costs = AmountField(
        label=gettext_lazy("On top in a year"), help_text=gettext_lazy("Travel, dinners, conferences.")
    )
    source = LineField(
        label=gettext_lazy("From whom or what you have it"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("A magazine, a talk, a search")}),
    )
    who = LineField(
        label=gettext_lazy("Or somebody among your contacts"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=gettext_lazy("Part of the name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pick = forms.UUIDField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, user: User, known: Network | None = None) -> None:
        self.user, self.known, self.found = user, known, list[Contact]()
        self.source_contact = known.source_contact if known else None
        super().__init__(data, initial=_initial_of(known, self.source_contact) if known else NEW)
        self._choose("fee_currency", currency_choices(known.fee_currency if known else ""))
        self._choose("languages", language_choices(known.languages if known else ()))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_name(self) -> str:
        """Want a name that can be found again."""
        name: str = self.cleaned_data["name"]
        if not fold_name(name):
            raise forms.ValidationError(_("This name has no letter and no digit."))
        return name

    def clean_url(self) -> str:
        """Complete the address, and want one that is safe to follow; what is stored already stays as it is."""
        typed: str = self.cleaned_data["url"]
        if self.known and typed == self.known.url:
            return typed
        url = complete_link(typed)
        if url and (problem := check_link(url)):
            raise forms.ValidationError(problem)
        return url

    def clean(self) -> dict[str, Any]:
        """Say what the fee is, and find out who is meant."""
        data = self.cleaned_data
        data["fee_amount"] = self._fee(data.get("fee", ""), data.get("fee_amount"))
        data["source_contact"] = self._who(data.get("who", ""))
        return data

    def _fee(self, fee: str, amount: Decimal | None) -> Decimal | None:
        """Return the fee: 0 is free, None unknown. An amount that was typed counts, but for what is free."""
        if fee == FREE:
            return Decimal(0)
        if fee == AMOUNT and amount is None and "fee_amount" not in self.errors:
            self.add_error("fee_amount", _("How much is it?"))
        return amount

    def _who(self, who: str) -> Contact | None:
        if not who or "who" in self.errors:
            return None
        if self.source_contact and who == self.source_contact.name:
            return self.source_contact
        self.found = people_named(self.user, who)
        picked = next((person for person in self.found if person.pk == self.cleaned_data.get("pick")), None)
        best = picked or best_of(self.found, who)
        if best is None:
            self.add_error("who", which_of(self.found))
        return best

    @property
    def choices_of_who(self) -> list[tuple[Contact, str]]:
        """The people to choose from, each with what tells them apart."""
        return [(person, subtitle_words(person)) for person in self.found] if "who" in self.errors else []

    @property
    def open_groups(self) -> dict[str, bool]:
        """Which groups of fields are shown at first: those that hold something, or something that is wrong."""
        return {group: any(self._holds(name) for name in names) for group, names in GROUPS.items()}

    def _holds(self, name: str) -> bool:
        return name in self.errors or bool(self[name].value())

    def details(self) -> NetworkDetails:
        """Return what the valid form says."""
        data = self.cleaned_data
        return NetworkDetails(
            **{name: data[name] for name in AS_THEY_ARE},
            fee_period=data["fee_period"] or Network.FeePeriod.YEAR,
            fee_currency=data["fee_currency"] or "EUR",
            languages=tuple(data["languages"]),
            source_contact_id=data["source_contact"].pk if data["source_contact"] else None,
        )


AS_THEY_ARE = (
    "name", "kind", "sphere", "url", "reach", "place", "size", "format", "rhythm", "fee_amount", "extra_costs",
    "source", "note",
)  # fmt: skip

# What is folded away together; what goes without saying (the euro, a year) opens nothing.
GROUPS = {
    "what": ("kind", "sphere", "url", "languages"),
    "where": ("reach", "place", "size", "format", "rhythm"),
    "cost": ("fee", "fee_amount", "extra_costs"),
    "source": ("source", "who"),
    "note": ("note",),
}


def values_of(network: Network) -> dict[str, Any]:
    """Return what the form shows of a network, but for its documents."""
    more = ("fee_period", "fee_currency", "languages", "source_contact_id")
    return {name: getattr(network, name) for name in (*AS_THEY_ARE, *more)}


def _initial_of(network: Network, source_contact: Contact | None) -> dict[str, Any]:
    amount = network.fee_amount
    fee = UNKNOWN if amount is None else AMOUNT if amount else FREE
    who = source_contact.name if source_contact else ""
    return {**values_of(network), "fee": fee, "fee_amount": amount or None, "who": who}
