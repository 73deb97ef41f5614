"""One row each of how one reaches a person."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.channels import PHONE_LENGTH, check_mail, check_phone
from contacts.forms.lines import LineField
from contacts.forms.links import LinkField, check_link, complete_link
from contacts.forms.rows import KindField, Row, RowForm
from contacts.rules.messengers import service_code
from contacts.wording import kind_from_label


class KindRow(RowForm):
    """A row that has a kind beside its value."""

    value: ClassVar[str]

    def check(self, row: Row) -> Row:
        """Say what is wrong with the value."""
        if problem := self.problem(row[self.value]):
            self.add_error(self.value, problem)
        return row

    def problem(self, value: str) -> str:
        """Return what is wrong with it, or nothing."""
        del value
        return ""

    def clean_kind(self) -> str:
        """Read the kind in the reader's language."""
        return kind_from_label(self.cleaned_data["kind"])


class EmailRow(KindRow):
    """A mail address."""

    main = ("address",)
    value = "address"
    address = LineField(
        label=gettext_lazy("Mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    kind = KindField(proposals="kinds-emails")

    def problem(self, value: str) -> str:
        """Return whether it is none."""
        return check_mail(value)


class PhoneRow(KindRow):
    """A phone number, kept as it is typed."""

    main = ("number",)
    value = "number"
    number = LineField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=PHONE_LENGTH,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    kind = KindField(proposals="kinds-phones")

    def problem(self, value: str) -> str:
        """Return whether nothing in it can be dialled."""
        return check_phone(value)


class LinkRow(KindRow):
    """A page; what looks like a host gets its https."""

    main = ("url",)
    value = "url"
    url = LinkField()
    kind = KindField(proposals="kinds-links")

    def check(self, row: Row) -> Row:
        """Complete the address first."""
        return super().check({**row, "url": complete_link(row["url"])})

    def problem(self, value: str) -> str:
        """Return whether it is none that is safe to follow."""
        return check_link(value)


class AddressRow(KindRow):
    """Where post arrives; the street may have several lines."""

    main = ("street", "postal_code", "city", "region", "country")
    value = "street"
    is_long = True
    street = forms.CharField(
        label=gettext_lazy("Street and number"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 1, "class": "form-control short-text"}),
    )
    postal_code = LineField(label=gettext_lazy("Postal code"), required=False, max_length=20)
    city = LineField(label=gettext_lazy("City"), required=False, max_length=120)
    region = LineField(label=gettext_lazy("Region or state"), required=False, max_length=120)
    country = LineField(label=gettext_lazy("Country"), required=False, max_length=80)
    kind = KindField(proposals="kinds-addresses")

    def clean_street(self) -> str:
        """Keep the lines, and no empty ones."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["street"].splitlines())
        return "\n".join(line for line in lines if line)


class MessengerRow(RowForm):
    """A name or number in a messenger."""

    main = ("service", "handle")
    service = LineField(
        label=gettext_lazy("Messenger"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"list": "kinds-messengers", "autocomplete": "off", "placeholder": gettext_lazy("Messenger")}
        ),
    )
    handle = LineField(
        label=gettext_lazy("Name or number there"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": gettext_lazy("Name or number there")}),
    )

    def clean_service(self) -> str:
        """Read the code of a known messenger."""
        return service_code(self.cleaned_data["service"])

    def check(self, row: Row) -> Row:
        """Want both halves."""
        if not row["service"]:
            self.add_error("service", _("In which messenger?"))
        if not row["handle"]:
            self.add_error("handle", _("Under which name or number?"))
        return row
