"""The service worker keeps the shell, and nothing personal."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import Client

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
