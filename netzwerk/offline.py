"""Without a network: the service worker, which keeps the shell (styles, scripts, fonts) and never a personal page."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

UNBUILT = ["/static/error.css", "/static/favicon.svg"]


@cache
def shell_files() -> list[str]:
    """Return the addresses of everything that the build made and of what the offline page needs."""
    manifest = json.loads(Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).read_text("utf-8"))
    built: set[str] = set()
    for chunk in manifest.values():
        built |= {chunk["file"], *chunk.get("css", []), *chunk.get("assets", [])}
    return [*(f"{settings.STATIC_URL}build/{name}" for name in sorted(built)), *UNBUILT]


def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the script; its cache is named after the files, so a new build replaces the old shell."""
    files = [*shell_files(), reverse("offline")]
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    context = {"files": json.dumps(files), "version": version, "offline": reverse("offline")}
    response = render(request, "service-worker.js", context, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no network; the one page that is kept."""
    return render(request, "offline.html")


urlpatterns = [
    path("service-worker.js", service_worker, name="service-worker"),
    path("offline/", offline, name="offline"),
]
