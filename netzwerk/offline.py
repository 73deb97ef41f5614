"""Installed and without a network: the manifest, and the service worker, which keeps the shell (styles, scripts, fonts)
and never a personal page.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

PAPER, PETROL = "#fbf8f3", "#0f5f63"
DRAWING = {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
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
    context = {
        "files": json.dumps(files),
        "version": version,
        "offline": reverse("offline"),
        "today": reverse("today:home"),
        "subscribe": reverse("reminders:push-subscribe"),
        "icon": static("icon-192.png"),
        "badge": static("badge-96.png"),
    }
    response = render(request, "service-worker.js", context, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no network; the one page that is kept."""
    return render(request, "offline.html")


def manifest(_request: HttpRequest) -> HttpResponse:
    """Describe the app to browsers that install it, in the reader's language; its address is its identity."""
    here = reverse("today:home")
    content = {
        "id": here,
        "name": "Netzwerk",
        "short_name": "Netzwerk",
        "description": _("Know what you want, give first, and never lose touch with the people who matter."),
        "lang": (get_language() or "en").split("-")[0],
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": here,
        "scope": here,
        "display": "standalone",
        # One colour each is all that the format has: the pages tell theirs for light and dark themselves.
        "background_color": PAPER,
        "theme_color": PETROL,
        "categories": ["productivity", "social"],
        "icons": [_icon(size, purpose) for purpose in ("any", "maskable") for size in (192, 512)] + [DRAWING],
        "shortcuts": [
            {"name": _("Today"), "url": here, "icons": [_icon(192)]},
            {"name": _("Log a moment"), "url": reverse("contacts:moment-log"), "icons": [_icon(192)]},
        ],
    }
    response = JsonResponse(content, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


def _icon(size: int, purpose: str = "any") -> dict[str, str]:
    """Return an icon of the manifest; its sign keeps within the circle that no mask cuts (40 % of the width)."""
    return {"src": static(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("service-worker.js", service_worker, name="service-worker"),
    path("offline/", offline, name="offline"),
]
