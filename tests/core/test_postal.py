"""Mails over one kept connection: reused, left after errors, and nothing sent twice without being told."""

from __future__ import annotations

import os
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.mail import EmailMessage, EmailMultiAlternatives

from netzwerk.core import postal
from netzwerk.core.delivery import DeliveryError, Stage
from netzwerk.core.postal import hang_up, send_mail
from netzwerk.local.ports import LOOPBACK, free_port
from tests.reminders.postmen import BREAK_OFF, HANG, SMTP, Postman, body_of, hang_up_all, smtp_server

ADDRESS = "alice@example.org"


@pytest.fixture
def postman(settings: LazySettings) -> Iterator[Postman]:
    settings.EMAIL_TIMEOUT = 2
    with smtp_server(settings) as server:
        yield server


def letter(number: int = 1, **fields: Any) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(
        **{
            "subject": f"Letter {number}",
            "body": f"Number {number}.\n",
            "to": [ADDRESS],
            "headers": {"Message-ID": f"<letter-{number}@localhost>"},
            **fields,
        }
    )


def send(number: int = 1) -> None:
    send_mail(letter(number))


def subjects(postman: Postman) -> list[str]:
    return [mail["Subject"] for mail in postman.mails]


def refused(postman: Postman, stage: str, answer: str) -> DeliveryError:
    """Send while the postman answers so, and return the error."""
    postman.answers = {stage: answer}
    with pytest.raises(DeliveryError) as raised:
        send(9)
    postman.answers = {}
    return raised.value


def test_many_mails_go_over_one_connection(postman: Postman) -> None:
    for number in range(5):
        send(number)

    assert subjects(postman) == [f"Letter {number}" for number in range(5)]
    assert len(postman.lines) == 1
    assert postman.goodbyes == 0
    hang_up()
    assert postman.goodbyes == 1


def test_after_many_mails_the_connection_is_changed(postman: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postal, "MOST_MAILS", 2)
    for number in range(5):
        send(number)

    assert (len(postman.mails), len(postman.lines), postman.goodbyes) == (5, 3, 2)


def test_other_settings_mean_another_connection(postman: Postman, settings: LazySettings) -> None:
    send(1)
    with smtp_server(settings) as other:
        send(2)
        assert (subjects(postman), subjects(other)) == (["Letter 1"], ["Letter 2"])


@pytest.mark.parametrize(("idle", "noops", "lines"), [(1, 0, 1), (30, 1, 1), (90, 0, 2)])
def test_one_that_was_idle_is_asked_first_and_after_a_minute_left(
    postman: Postman, monkeypatch: pytest.MonkeyPatch, idle: int, noops: int, lines: int
) -> None:
    now = 1000.0
    monkeypatch.setattr(postal, "monotonic", lambda: now)
    send(1)
    now += idle
    send(2)

    assert (len(postman.mails), postman.noops, len(postman.lines)) == (2, noops, lines)


@pytest.mark.parametrize("trusted", [0, 100])
def test_a_connection_that_the_server_closed_is_opened_again(
    postman: Postman, monkeypatch: pytest.MonkeyPatch, trusted: int
) -> None:
    monkeypatch.setattr(postal, "TRUSTED_SECONDS", trusted)
    send(1)
    hang_up_all(postman)
    send(2)

    assert subjects(postman) == ["Letter 1", "Letter 2"]
    assert len(postman.lines) == 2


def test_a_server_that_closes_after_some_mails_loses_none(postman: Postman) -> None:
    postman.most_mails = 2
    for number in range(5):
        send(number)

    assert subjects(postman) == [f"Letter {number}" for number in range(5)]
    assert len(postman.lines) == 3


@pytest.mark.parametrize(
    ("stage", "answer", "expected"),
    [
        ("MAIL", "550 5.7.1 not you", (Stage.SENDER, 550, "5.7.1")),
        ("MAIL", "451 later", (Stage.SENDER, 451, "")),
        ("RCPT", "550 5.1.1 nobody here", (Stage.RECIPIENT, 550, "5.1.1")),
        ("RCPT", "450 4.2.0 greylisted", (Stage.RECIPIENT, 450, "4.2.0")),
        ("DATA", "554 no valid recipients", (Stage.CONTENT, 554, "")),
        ("END", "554 5.6.0 bad", (Stage.CONTENT, 554, "5.6.0")),
        ("END", "452 4.3.1 full", (Stage.CONTENT, 452, "4.3.1")),
        ("MAIL", BREAK_OFF, (Stage.SENDER, None, "")),
        ("RCPT", BREAK_OFF, (Stage.RECIPIENT, None, "")),
        ("END", BREAK_OFF, (Stage.CONTENT, None, "")),
    ],
)  # fmt: skip
def test_every_refusal_tells_stage_and_code_and_the_line_is_left(
    postman: Postman, stage: str, answer: str, expected: tuple[Stage, int | None, str]
) -> None:
    error = refused(postman, stage, answer)

    assert (error.stage, error.code, error.status) == expected
    assert ADDRESS not in str(error)
    send(2)
    assert len(postman.lines) == 2
    assert subjects(postman)[-1] == "Letter 2"


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_a_server_that_hangs_is_waited_for_only_so_long(postman: Postman, settings: LazySettings, stage: str) -> None:
    settings.EMAIL_TIMEOUT = 0.2

    error = refused(postman, stage, HANG)

    assert (error.code, isinstance(error.__cause__, OSError)) == (None, True)
    assert postman.mails == []


def test_a_server_that_thinks_about_its_yes_is_given_longer_and_the_work_is_not_lost_meanwhile(
    postman: Postman, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_TIMEOUT, settings.JOB_LEASE_SECONDS = 0.1, 0.15
    monkeypatch.setattr(postal, "CONTENT_TIMEOUT", 0.6)
    postman.answers = {"END": HANG}
    waited: list[bool] = []

    with pytest.raises(DeliveryError) as raised:
        send_mail(letter(), while_waiting=lambda: waited.append(True))

    assert (raised.value.stage, raised.value.code) == (Stage.CONTENT, None)
    assert len(waited) > 5
    assert len(postman.texts) == 1, "it may have arrived, so it is not sent again without being told"


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "END"])
def test_on_a_kept_line_only_what_was_not_begun_is_sent_again(postman: Postman, stage: str) -> None:
    send(1)
    postman.answers = {stage: BREAK_OFF}

    with pytest.raises(DeliveryError):
        send(2)

    is_begun = stage == "END"
    assert len(postman.lines) == (1 if is_begun else 2)
    assert len(postman.texts) == (2 if is_begun else 1)


def test_who_loses_the_job_in_the_last_moment_sends_nothing(postman: Postman) -> None:
    class LostError(Exception):
        pass

    def stop() -> None:
        raise LostError

    with pytest.raises(LostError):
        send_mail(letter(), before_content=stop)
    send(2)

    assert subjects(postman) == ["Letter 2"]


def test_tls_that_is_not_offered_is_not_done_without(postman: Postman, settings: LazySettings) -> None:
    settings.EMAIL_USE_TLS = True

    error = refused(postman, "", "")

    assert (error.stage, type(error.__cause__)) == (Stage.CONNECT, smtplib.SMTPNotSupportedError)


def test_a_server_without_login_is_told_from_one_that_is_away(postman: Postman, settings: LazySettings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "netzwerk", "secret"
    assert refused(postman, "", "").stage == Stage.LOGIN

    settings.EMAIL_PORT = free_port()
    assert refused(postman, "", "").stage == Stage.CONNECT


def test_a_server_that_never_says_hello_is_away(settings: LazySettings) -> None:
    with socket.create_server((LOOPBACK, 0)) as deaf:
        settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = SMTP, 0.2
        settings.EMAIL_HOST, settings.EMAIL_PORT = deaf.getsockname()
        with pytest.raises(DeliveryError) as raised:
            send()

    assert raised.value.stage == Stage.CONNECT


def test_each_thread_has_its_own_line(postman: Postman) -> None:
    def run() -> None:
        send(2)
        hang_up()

    send(1)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    send(3)

    assert len(postman.lines) == 2
    assert sorted(subjects(postman)) == ["Letter 1", "Letter 2", "Letter 3"]


def test_a_forked_process_does_not_talk_on_its_parents_line(postman: Postman) -> None:
    send(1)

    def in_child() -> int:
        is_forgotten = "line" not in postal._here.__dict__
        return 0 if is_forgotten else 1

    assert _forked(in_child) == 0
    send(2)

    assert (len(postman.lines), postman.goodbyes) == (1, 0)


def _forked(task: Callable[[], int]) -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(task())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_without_smtp_the_mail_goes_where_the_settings_say() -> None:
    fenced: list[bool] = []

    send_mail(EmailMessage("Hello", "You", to=[ADDRESS]), before_content=lambda: fenced.append(True))

    [mail] = django_mail.outbox
    assert (mail.subject, fenced) == ("Hello", [True])


def test_dots_at_the_begin_of_lines_survive(postman: Postman) -> None:
    text = ".\n..two\n.hidden\nnot. this\n."
    send_mail(letter(body=text))

    assert body_of(postman.mails[0], "plain").splitlines() == text.splitlines()
