"""Absolute addresses for mails: from BASE_URL, never from the Host header of a request."""

from django.conf import settings
from django.urls import reverse


def absolute_url(url_name: str, *args: object) -> str:
    """Return the full address of a page, such as a mail needs."""
    return settings.BASE_URL + reverse(url_name, args=args)
