"""Members of a network as a form: who, as what, in which years, and whether one would like to know them better."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LineField
from contacts.forms.picking import PickingForm
from contacts.models import Contact
from networks.forms.choosing import NetworkChoiceForm
from networks.models import Network, NetworkMember
from networks.rules.member_years import OLDEST_YEAR, is_in_order, is_plausible
from networks.services.members import COLUMNS, MemberFacts

ROLE_LENGTH = 120


class MemberFactsForm(forms.Form):
    """What is known about somebody in a network; all of it may be left out."""

    role = LineField(
        label=gettext_lazy("As what"),
        required=False,
        max_length=ROLE_LENGTH,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Board, speaker, regular"), "autocomplete": "off"}),
    )
    since_year = forms.IntegerField(label=gettext_lazy("Since (year)"), required=False)
    until_year = forms.IntegerField(label=gettext_lazy("Until (year)"), required=False)
    is_wished = forms.BooleanField(label=gettext_lazy("I would like to know them better"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.this_year = today.year
        for name in ("since_year", "until_year"):
            self.fields[name].widget.attrs |= {"min": OLDEST_YEAR, "max": self.this_year + 1, "inputmode": "numeric"}

    def clean_since_year(self) -> int | None:
        """Refuse a year in which nobody alive can have joined."""
        return self._year("since_year")

    def clean_until_year(self) -> int | None:
        """Refuse a year in which nobody alive can have left, or before they joined."""
        until = self._year("until_year")
        if not is_in_order(self.cleaned_data.get("since_year"), until):
            raise forms.ValidationError(_("That is before they joined."))
        return until

    def _year(self, name: str) -> int | None:
        year: int | None = self.cleaned_data[name]
        if year is not None and not is_plausible(year, this_year=self.this_year):
            latest = {"oldest": OLDEST_YEAR, "latest": self.this_year + 1}
            raise forms.ValidationError(_("A year from %(oldest)s to %(latest)s, please.") % latest)
        return year

    def facts(self) -> MemberFacts:
        """Return what the valid form says."""
        return MemberFacts(**{name: self.cleaned_data[name] for name in COLUMNS})

    @staticmethod
    def initial_of(member: NetworkMember) -> dict[str, Any]:
        """Return the values of a member."""
        return {name: getattr(member, name) for name in COLUMNS}


class AddMembersForm(MemberFactsForm, PickingForm):
    """One or several people, known already or new, who are in a network in the same way."""

    question: ClassVar[str | Promise] = gettext_lazy("Who is it?")


class JoinForm(MemberFactsForm, NetworkChoiceForm):
    """In which of the user's networks a person is who is not noted there yet."""

    def __init__(self, *args: Any, owner: User, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        known = NetworkMember.objects.for_user(owner).filter(contact=contact)
        field = self.fields["network"]
        assert isinstance(field, forms.ModelChoiceField)
        networks = Network.objects.for_user(owner).present().exclude(pk__in=known.values("network_id"))
        field.queryset = networks.defer("note").by_name()
