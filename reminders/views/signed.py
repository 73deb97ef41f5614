"""What pages behind signed links share: whose they are, and that they say plainly when they fail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import User

NOT_FOUND, GONE = 404, 410


def owner_of(user_id: int) -> User | None:
    """Return the owner of a token, unless the account is gone."""
    return User.objects.filter(pk=user_id, is_active=True).first()


def forged_page(request: HttpRequest) -> HttpResponse:
    """Say that this link is none of ours."""
    return _problem(
        request,
        _("This link does not work"),
        _("It is not complete. Please open it from the mail once more."),
        NOT_FOUND,
    )


def expired_page(request: HttpRequest) -> HttpResponse:
    """Say that the link is too old."""
    return _problem(request, _("This link is too old"), _("It worked for 30 days. A newer mail has a fresh one."), GONE)


def gone_page(request: HttpRequest) -> HttpResponse:
    """Say that what the link was about does not exist any more."""
    return _problem(request, _("Nothing to do any more"), _("The person is no longer among the contacts."), GONE)


def _problem(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    return render(request, "reminders/signed_problem.html", {"title": title, "text": text}, status=status)
