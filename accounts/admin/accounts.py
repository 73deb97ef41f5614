"""Accounts, as whoever operates the site sees them: when, how much, and in which state."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from accounts import services
from accounts.admin.looking import Looking, titled
from accounts.models import User
from accounts.services.quotas import bytes_of, people_of
from netzwerk.core.walls import acting_as

LIMITS = ("most_contacts", "most_bytes")


class AccountAdmin(Looking):
    """Limits can be changed, and who may come in; a name, a setting or anything that somebody wrote is not shown."""

    has_fields_to_change = True
    list_display = ("email", "date_joined", "last_login", "may_log_in", "operates", "deletion_due_at", *LIMITS)
    list_filter = (
        ("is_active", titled("may log in")),
        ("is_staff", titled("operates the site")),
        ("is_sample", titled("sample account")),
    )
    search_fields = ("email",)
    ordering = ("email",)
    actions = ("log_out", "block", "unblock")
    readonly_fields = (
        "email",
        "date_joined",
        "last_login",
        "may_log_in",
        "operates",
        "is_sample",
        "deletion_due_at",
        "people",
        "files",
    )
    fields = (*readonly_fields, *LIMITS)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Say beside each limit what an empty one means."""
        helps = {
            "most_contacts": "How many people, those in the bin too. Empty: as MOST_CONTACTS says. 0: nobody comes in.",
            "most_bytes": "How many bytes of photos, uploads and exports. Empty: as MOST_STORAGE says.",
        }
        return super().get_form(request, obj, change, help_texts=helps, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: ARG002
        """Store the limits and nothing else: the user may save their settings in the same second."""
        obj.save(update_fields=list(LIMITS))

    @admin.display(description="may log in", boolean=True, ordering="is_active")
    def may_log_in(self, user: User) -> bool:
        """Return whether somebody is not blocked."""
        return user.is_active

    @admin.display(description="operates the site", boolean=True, ordering="is_staff")
    def operates(self, user: User) -> bool:
        """Return whether somebody may open these pages."""
        return user.is_staff

    @admin.display(description="people, those in the bin too")
    def people(self, user: User) -> int:
        """Return how many people there are: the number is all that comes through the wall."""
        with acting_as(user):
            return people_of(user)

    @admin.display(description="photos, uploads and exports")
    def files(self, user: User) -> str:
        """Return how much the files take."""
        with acting_as(user):
            return filesizeformat(bytes_of(user))

    @admin.action(description="Log out on all devices")
    def log_out(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """End log-ins; whoever knows the password comes in again."""
        self.tell(request, [one for one in users if services.end_sessions(user=one)], "logged out")

    @admin.action(description="Block: log out, let in no more, stop mails")
    def block(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Block accounts, but never one's own."""
        others = [one for one in users if one.pk != request.user.pk]
        self.tell(request, [one for one in others if services.block_user(user=one)], "blocked")

    @admin.action(description="Unblock: let in again, with everything as it was")
    def unblock(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Take that back."""
        self.tell(request, [one for one in users if services.unblock_user(user=one)], "unblocked")
