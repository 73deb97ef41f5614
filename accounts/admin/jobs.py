"""Jobs: of which kind, in which state, after how many tries; never whose, or about what."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.looking import Looking
from netzwerk.core.jobs import retry_failed
from netzwerk.core.models import Job


class JobAdmin(Looking):
    """The newest first, by their ids, which grow with time."""

    list_display = ("kind", "state", "attempts", "last_error", "run_at", "leased_until", "created_at")
    list_filter = ("state", "kind")
    ordering = ("-pk",)
    actions = ("retry",)
    fields = readonly_fields = list_display

    @admin.action(description="Try again, once: only those that failed")
    def retry(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        """Let failed jobs run once more."""
        self.tell(request, retry_failed(jobs=jobs, now=timezone.now()), "tried again")
