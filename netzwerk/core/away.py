"""What is told while database, broker or bucket do not answer, or too many ask at once: 503, and when to come back."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from kombu.exceptions import OperationalError as BrokerError
from redis import exceptions as redis_errors

# What passes by itself: no connection, a statement that took too long, two who waited for each other.
PASSING = (
    OperationalError,
    InterfaceError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    redis_errors.ConnectionError,
    redis_errors.TimeoutError,
    BrokerError,
)
# By name, as to load what speaks to buckets costs each process megabytes, and most sites have none.
BUCKET_AWAY = {("botocore.exceptions", "ConnectionError"), ("botocore.exceptions", "HTTPClientError")}
RETRY_AFTER_SECONDS = 10


def is_passing(error: BaseException | None) -> bool:
    """Tell whether an error, or what it came from, is one that is over when somebody tries again."""
    return any(isinstance(each, PASSING) or _is_of_bucket(each) for each in _chain(error))


def unavailable() -> HttpResponse:
    """Return the page that asks to try again in a moment, with `Retry-After` for programs (RFC 9110, 10.2.3)."""
    # Without a request, so that no context processor asks whoever is away.
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)


def _is_of_bucket(error: BaseException) -> bool:
    return any((kind.__module__, kind.__name__) in BUCKET_AWAY for kind in type(error).__mro__)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
