"""The page that stops the mails; mail programs post to it by themselves (RFC 8058)."""

from __future__ import annotations

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netzwerk.core.signed import as_the_owner, signed_page
from reminders import services
from reminders.tokens.mails import read_unsubscribe
from reminders.views.signed import forged_page, owner_of


@signed_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button, or stop the mails; the link never expires, and using it twice is fine."""
    try:
        user = owner_of(read_unsubscribe(token))
    except (BadSignature, ValueError, TypeError):
        return forged_page(request)
    if user is None:
        # The account is gone, and with it every mail: what was asked for is so.
        return render(request, "reminders/unsubscribe.html", {"is_stopped": True, "is_gone": True})
    with as_the_owner(user, request):
        if request.method == "POST":
            services.stop_mails(user=user)
        return render(request, "reminders/unsubscribe.html", {"is_stopped": not user.digest_weekdays})
