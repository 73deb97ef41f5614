"""Health pages for operators and for the local stack: alive, and ready to serve."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def live(_request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    return HttpResponse("live\n", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """Answer once database and cache do; errors become a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.get("ready")
    return HttpResponse("ready\n", content_type="text/plain")


urlpatterns = [path("live", live, name="live"), path("ready", ready, name="ready")]
