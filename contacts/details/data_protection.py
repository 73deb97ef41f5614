"""Where what is known about a person comes from, and what it is kept for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.details.about import FactsDetail
from contacts.forms.about import DataProtectionForm
from contacts.models import Contact


class DataProtectionDetail(FactsDetail):
    """Source and purpose; whoever was entered by hand has the user as the source."""

    key: ClassVar[str] = "data-protection"
    label: ClassVar[str | Promise] = gettext_lazy("Source and purpose")
    form_class = DataProtectionForm
    columns = ("data_source", "data_purpose")

    def is_empty(self, contact: Contact) -> bool:
        """Tell that it never is: without a source, the user entered it."""
        del contact
        return False

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return both, each with its name."""
        source = contact.data_source or (_("unknown") if contact.anonymised_at else _("entered by you"))
        purpose = [{"label": _("Purpose"), "text": contact.data_purpose}] if contact.data_purpose else []
        return {"facts": [{"label": _("Source"), "text": source}, *purpose]}
