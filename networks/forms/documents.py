"""Documents of a network, as rows: a link, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.forms.links import LinkField, check_link, complete_link
from contacts.forms.rows import Row, RowForm, RowsFormSet, make_rows
from networks.models import NetworkLink
from networks.services.details import DocumentLink


class DocumentRow(RowForm):
    """A document: the link counts, the label may be empty."""

    main = ("url",)
    has_preferred = False

    url = LinkField()
    label = LineField(
        label=gettext_lazy("What it is"),
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"placeholder": gettext_lazy("Statutes, members, newsletter"), "autocomplete": "off"}
        ),
    )

    def check(self, row: Row) -> Row:
        """Complete the address, and want one that is safe to follow."""
        url = complete_link(row["url"])
        if problem := check_link(url):
            self.add_error("url", problem)
        return {**row, "url": url}


def rows_of(links: Iterable[NetworkLink]) -> list[Row]:
    """Return what the form shows of documents."""
    return [{"url": link.url, "label": link.label} for link in links]


def documents_form(rows: Iterable[Row], data: Any = None) -> RowsFormSet:
    """Return the form of these documents."""
    return make_rows(DocumentRow, prefix="links", name=_("Documents"), rows=rows, data=data)


def documents_in(form: RowsFormSet) -> list[DocumentLink]:
    """Return what the valid form says; one that was not sent says what is stored."""
    rows: Iterable[Mapping[str, Any]] = form.rows() if form.is_bound else form.initial or ()
    return [DocumentLink(url=row["url"], label=row["label"]) for row in rows]


def is_filled(form: RowsFormSet) -> bool:
    """Whether some document is stored, or was typed."""
    return bool(form.initial) or any(row["url"].value() or row["label"].value() for row in form)
