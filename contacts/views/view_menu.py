"""The saved views above the list: which one is shown, and whether what is shown could be one."""

from __future__ import annotations

from typing import Any

from contacts.filters import read_id
from contacts.models import SavedView
from contacts.rules.conditions import Query, read_query, write_query
from netzwerk.core.requests import UserRequest


class ViewMenu:
    """The user's views, beside the query that is shown now; one query of the database."""

    def __init__(self, request: UserRequest, query: Query) -> None:
        self.views = list(SavedView.objects.for_user(request.user).present())
        self.query = write_query(query)
        self.current = self._named(request.GET.get("view", "")) or self._equal()

    @property
    def current_id(self) -> str:
        """The id of the current view, or nothing."""
        return str(self.current.pk) if self.current else ""

    def context(self) -> dict[str, Any]:
        """Return what the templates show."""
        is_changed = self.current is not None and _plain(self.current.query) != self.query
        return {
            "views": self.views,
            "view": self.current,
            "is_view_changed": is_changed,
            "can_save_view": bool(self.query) and self._equal() is None,
        }

    def _named(self, asked: str) -> SavedView | None:
        view_id = read_id(asked)
        return next((view for view in self.views if str(view.pk) == view_id), None)

    def _equal(self) -> SavedView | None:
        return next((view for view in self.views if _plain(view.query) == self.query), None)


def _plain(query: str) -> str:
    """Return a stored query in the one spelling that addresses are compared in."""
    return write_query(read_query(query))
