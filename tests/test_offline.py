"""The service worker keeps the shell, and nothing personal."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from netzwerk.offline import shell_files


def test_the_script_names_files_that_exist_and_the_offline_page(client: Client, db: None) -> None:
    answer = client.get("/service-worker.js", HTTP_HOST="localhost")

    assert answer["Content-Type"].startswith("text/javascript")
    assert '"/offline/"' in answer.content.decode()
    for address in shell_files():
        assert (settings.BASE_DIR / address.lstrip("/")).is_file(), address
        assert address in answer.content.decode()


def test_nothing_but_static_files_and_the_offline_page_is_kept() -> None:
    files = shell_files()

    assert {".css", ".js", ".woff2"} <= {Path(address).suffix for address in files}
    assert all(address.startswith("/static/") for address in files)


def test_the_offline_page_is_for_everybody(client: Client, db: None) -> None:
    answer = client.get("/offline/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en")

    assert "No connection" in answer.content.decode()


def test_notifications_are_shown_and_kept_nowhere(client: Client, db: None) -> None:
    script = client.get("/service-worker.js", HTTP_HOST="localhost").content.decode()

    for event in ("push", "notificationclick", "pushsubscriptionchange"):
        assert f'addEventListener("{event}"' in script
    # The shell is put into its cache once, whole; nothing else is put anywhere.
    assert script.count("caches.open(") == 1
    assert script.count(".addAll(SHELL)") == 1
    for way in (".put(", ".add(", "indexedDB", "localStorage", "importScripts", "eval("):
        assert way not in script


def test_the_script_names_pictures_and_addresses_that_exist(client: Client, db: None) -> None:
    script = client.get("/service-worker.js", HTTP_HOST="localhost").content.decode()

    for name in ("icon-192.png", "badge-96.png"):
        assert f'"/static/{name}"' in script
        assert (settings.BASE_DIR / "static" / name).is_file()
    assert f'"{reverse("reminders:push-subscribe")}"' in script
