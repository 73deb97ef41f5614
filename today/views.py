"""The first page for visitors, the day for members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from today.day import day_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show visitors what this is, and members their day."""
    if not request.user.is_authenticated:
        return render(request, "today/first_page.html")
    return render(request, "today/home.html", {"day": day_of(user=request.user, now=timezone.now())})
