"""The mail catcher, by a real SMTP conversation."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from netzwerk.local import mailcatcher
from netzwerk.local.ports import free_port


def _send(port: int, subject: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message.set_content("Grüße\n.\n")
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.send_message(message)


def test_every_mail_becomes_a_file_in_the_order_of_arrival(tmp_path: Path) -> None:
    port = free_port()
    controller = Controller(mailcatcher.Catcher(tmp_path / "mail"), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        for number in range(3):
            _send(port, f"Mail {number}")
    finally:
        controller.stop()
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml"] * 3
    assert [f"Subject: Mail {number}" in file.read_text() for number, file in enumerate(files)] == [True] * 3
