"""What a browser does at a log-in with an account elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client

LOGIN = "/accounts/oidc/company/login/"
ELSEWHERE = "/accounts/elsewhere/"


def set_out(client: Client, query: str = "process=login", **fields: str) -> str:
    """Press the button; return the address at the provider that it leads to."""
    page = client.post(f"{LOGIN}?{query}", fields)
    assert page.status_code == 200, page.content
    target: str = page.context["target"]
    return target


def come_back(client: Client, target: str, sub: str, *, follow: bool = True) -> HttpResponse:
    """Say at the provider who one is, and go where it leads back to."""
    answer = requests.post(target, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=follow)  # type: ignore[return-value]


def go(client: Client, sub: str, query: str = "process=login", **fields: str) -> HttpResponse:
    """Go all the way."""
    return come_back(client, set_out(client, query, **fields), sub)
