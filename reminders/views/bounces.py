"""Where a provider calls when a mail came back, or was not wanted; no log-in, the signature says who it is."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from reminders.bounces.providers import READERS
from reminders.bounces.providers.calls import ForgedError, SenselessError
from reminders.bounces.taking import take_reports


@never_cache
@csrf_exempt
@require_POST
def bounces(request: HttpRequest, provider: str) -> HttpResponse:
    """Note what came back or was not wanted. Only the provider of the settings may call; twice is once."""
    if not settings.BOUNCE_SECRET or provider != settings.BOUNCE_PROVIDER:
        raise Http404
    now = timezone.now()
    try:
        found = READERS[provider](request, settings.BOUNCE_SECRET, now)
    except ForgedError:
        return JsonResponse({"error": "not signed by the provider"}, status=403)
    except SenselessError:
        return JsonResponse({"error": "not a call that can be read"}, status=400)
    return JsonResponse({"bounces": len(found), "noted": take_reports(found, now=now)})
