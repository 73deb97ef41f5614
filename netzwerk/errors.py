"""Views for errors that Django reports itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Say in the visitor's language that the form was too old or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)
