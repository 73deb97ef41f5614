"""Invitations: to whom, by whom, until when; made by the command `invite`."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts import services
from accounts.admin.looking import Looking
from accounts.models import Invitation


class InvitationAdmin(Looking):
    """The newest first."""

    list_display = ("__str__", "email", "invited_by", "created_at", "expires_at", "used_at")
    list_select_related = ("invited_by",)
    search_fields = ("email",)
    ordering = ("-pk",)
    actions = ("withdraw",)
    fields = readonly_fields = ("email", "invited_by", "created_at", "expires_at", "used_at")

    @admin.action(description="Withdraw: the link is good no more")
    def withdraw(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        """End invitations that nobody has used."""
        self.tell(request, services.withdraw_invitations(invitations=invitations, now=timezone.now()), "withdrawn")
