"""Health pages for operators and for the local stack: alive, ready to serve, and at work. Numbers, nothing personal."""

from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from netzwerk.condition import Condition, condition_at

INDEX = """\
{live} answers as long as the web process does
{ready} answers once database and cache do
{jobs} tells whether beat and workers do their work, as lines or as JSON
"""


@never_cache
@require_safe
def index(_request: HttpRequest) -> HttpResponse:
    """Say what there is."""
    return _text(INDEX.format(live=reverse("live"), ready=reverse("ready"), jobs=reverse("jobs")))


@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    return _text("live\n")


@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 once database and cache do, and 503 with the one that does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("ready")
    except Error:
        return _text("the database does not answer\n", status=503)
    except RedisError:
        return _text("the cache does not answer\n", status=503)
    return _text("ready\n")


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Answer 200 while all that is due gets done, and 503 with the reasons when it does not."""
    try:
        found = condition_at(timezone.now())
    except Error:
        return _text("the database does not answer\n", status=503)
    status = 503 if found.problems else 200
    if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
        return JsonResponse({"problems": found.problems, **found.numbers()}, status=status)
    return _text(_lines(found), status=status)


def _lines(found: Condition) -> str:
    lines = ["; ".join(found.problems) or "at work"]
    lines += [f"{name}: {'never' if value is None else value}" for name, value in found.numbers().items()]
    return "\n".join(lines) + "\n"


def _text(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


urlpatterns = [
    path("", index, name="health"),
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
    path("jobs", jobs, name="jobs"),
]
