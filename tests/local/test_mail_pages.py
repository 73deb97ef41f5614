"""The mails of the local catcher in the browser: only here, only in local mode, and harmless."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

NUMBER = "01790000000000000000"
HTML = '<html><head><title>x</title></head><body><p style="color:red">Miriam</p><script>alert(1)</script></body></html>'


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Turn local mode on, with one mail in the catcher's folder."""
    settings.LOCAL_MODE, settings.LOCAL_MAIL_DIR = True, tmp_path
    _write(tmp_path, NUMBER, "Please confirm", html=HTML)
    return tmp_path


def _write(folder: Path, number: str, subject: str, html: str = "") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "netzwerk@localhost", "dana@example.org", subject
    message.set_content("Grüße, <b>Dana</b>\nhttp://localhost:8000/accounts/confirm-email/abc/\n")
    if html:
        message.add_alternative(html, subtype="html")
    (folder / f"{number}.eml").write_bytes(message.as_bytes())


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser on this machine in which nobody is logged in."""
    return Client(HTTP_HOST="localhost")


def test_the_newest_mail_comes_first(visitor: Client, folder: Path) -> None:
    _write(folder, "01790000000000000001", "Three people are worth a message")

    page = visitor.get("/local/mails/").content.decode()

    assert page.index("Three people") < page.index("Please confirm")
    assert "dana@example.org" in page


def test_without_mails_the_page_says_where_the_first_comes_from(
    visitor: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.LOCAL_MODE, settings.LOCAL_MAIL_DIR = True, tmp_path / "not-yet"

    assert "No mail yet" in visitor.get("/local/mails/").content.decode()


def test_the_text_of_a_mail_is_shown_with_links_to_click(visitor: Client, folder: Path) -> None:
    page = visitor.get(f"/local/mails/{NUMBER}/").content.decode()

    assert 'href="http://localhost:8000/accounts/confirm-email/abc/"' in page
    assert "Grüße, &lt;b&gt;Dana&lt;/b&gt;" in page
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page


def test_the_html_part_is_styled_but_runs_nothing_and_sends_nothing(visitor: Client, folder: Path) -> None:
    response = visitor.get(f"/local/mails/{NUMBER}/html/")

    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'unsafe-inline'"
    assert policy["form-action"] == "'none'"
    assert policy["sandbox"] == "allow-top-navigation-by-user-activation"
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_top">' in response.content.decode()


def test_the_pages_around_keep_the_strict_policy(visitor: Client, folder: Path) -> None:
    assert "unsafe" not in visitor.get(f"/local/mails/{NUMBER}/")["Content-Security-Policy"]


def test_a_mail_without_html_has_no_html_page(visitor: Client, folder: Path) -> None:
    _write(folder, "5", "Text alone")

    assert visitor.get("/local/mails/5/html/").status_code == 404
    assert "iframe" not in visitor.get("/local/mails/5/").content.decode()


@pytest.mark.parametrize("address", ["", f"{NUMBER}/", f"{NUMBER}/html/"])
def test_without_local_mode_there_are_no_such_pages(
    visitor: Client, folder: Path, settings: Settings, address: str
) -> None:
    settings.LOCAL_MODE = False

    assert visitor.get(f"/local/mails/{address}").status_code == 404


@pytest.mark.parametrize("remote", ["192.0.2.7", "", "fe80::1"])
def test_other_machines_read_no_mails(visitor: Client, folder: Path, remote: str) -> None:
    assert visitor.get("/local/mails/", REMOTE_ADDR=remote).status_code == 404


@pytest.mark.parametrize("number", ["1", "..%2f..%2fsecret", "../secret", "secret", "٣", "9" * 30])
def test_what_names_no_mail_is_not_found(visitor: Client, folder: Path, number: str) -> None:
    (folder.parent / "secret.eml").write_text("Subject: secret\n\n")

    assert visitor.get(f"/local/mails/{number}/").status_code == 404
