"""Addresses whose views ask the database for everything, without any filter."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.urls import include, path

from contacts.models import Contact


def everything(_request: HttpRequest) -> HttpResponse:
    """Answer with the names of all contacts that a raw query finds."""
    return HttpResponse(", ".join(names()))


def lazily(_request: HttpRequest) -> HttpResponse:
    """Answer with what a template reads while it is rendered."""
    template = engines["django"].from_string("{% for contact in people %}{{ contact.name }}{% endfor %}")
    return HttpResponse(template.render({"people": Contact.objects.all()}))


def streamed(_request: HttpRequest) -> StreamingHttpResponse:
    """Answer with a body that is read after the request's transaction is over."""
    return StreamingHttpResponse(", ".join(names()) for _once in range(1))


def names() -> list[str]:
    """Return the names of all contacts, by a query that knows no owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM contacts_contact ORDER BY name")
        return [row[0] for row in cursor.fetchall()]


urlpatterns = [
    path("everything/", everything, name="live"),  # a public name, so that visitors come in too
    path("lazily/", lazily, name="lazily"),
    path("streamed/", streamed, name="streamed"),
    path("", include("netzwerk.urls")),
]
