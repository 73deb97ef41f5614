"""What narrows a list, kept in its address."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms


class ListFilterForm(forms.Form):
    """Which rows shall be shown. A value that makes no sense filters nothing.

    `filters` are the fields that narrow, in the order of the address; further ones say where a page begins.
    """

    filters: ClassVar[tuple[str, ...]]

    def chosen(self) -> dict[str, Any]:
        """Return the filters that are set."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) for name in self.filters}
        return {name: value for name, value in values.items() if value}

    def address(self, path: str, without: tuple[str, ...] = (), **more: object) -> str:
        """Return the address of the list with these filters, some left out or set to something else."""
        kept = {name: _spelled(value) for name, value in self.chosen().items() if name not in without}
        query = urlencode({**kept, **more})
        return f"{path}?{query}" if query else path


def _spelled(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
