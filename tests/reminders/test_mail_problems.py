"""What an error means for a mail: told how, tried again or not, and whether it counts against the address."""

from __future__ import annotations

import smtplib
import ssl

import pytest

from netzwerk.core.delivery import DeliveryError, Stage
from reminders.mail.problems import judge

TRIED_AGAIN, FINAL, REFUSAL = (False, False), (True, False), (True, True)
CONNECT, LOGIN, SENDER, RECIPIENT, CONTENT = Stage


@pytest.mark.parametrize(
    ("stage", "code", "status", "problem", "follows"),
    [
        (CONNECT, None, "", "no_server", TRIED_AGAIN),
        (CONNECT, 421, "4.3.2", "no_server", TRIED_AGAIN),
        (CONNECT, 554, "5.7.1", "no_server", TRIED_AGAIN),
        (SENDER, 550, "5.7.1", "sender_refused", TRIED_AGAIN),
        (SENDER, 451, "4.7.0", "sender_refused", TRIED_AGAIN),
        (SENDER, 530, "5.7.0", "no_login", TRIED_AGAIN),
        (SENDER, 421, "4.7.0", "broken_off", TRIED_AGAIN),
        (SENDER, 503, "5.5.1", "broken_off", TRIED_AGAIN),
        (SENDER, None, "", "broken_off", TRIED_AGAIN),
        (RECIPIENT, 550, "", "address_refused", REFUSAL),
        (RECIPIENT, 550, "5.1.1", "address_refused", REFUSAL),
        (RECIPIENT, 550, "5.4.1", "address_refused", REFUSAL),
        (RECIPIENT, 550, "5.2.1", "address_refused", REFUSAL),
        (RECIPIENT, 553, "5.1.3", "address_refused", REFUSAL),
        (RECIPIENT, 554, "5.7.1", "sender_refused", TRIED_AGAIN),
        (RECIPIENT, 550, "5.1.8", "sender_refused", TRIED_AGAIN),
        (RECIPIENT, 552, "", "address_not_now", TRIED_AGAIN),
        (RECIPIENT, 552, "5.2.2", "address_not_now", TRIED_AGAIN),
        (RECIPIENT, 550, "5.2.2", "address_not_now", TRIED_AGAIN),
        (RECIPIENT, 450, "4.2.0", "address_not_now", TRIED_AGAIN),
        (RECIPIENT, 552, "5.3.4", "message_refused", FINAL),
        (RECIPIENT, 421, "", "broken_off", TRIED_AGAIN),
        (RECIPIENT, None, "", "broken_off", TRIED_AGAIN),
        (RECIPIENT, 530, "", "no_login", TRIED_AGAIN),
        (CONTENT, 554, "5.6.0", "message_refused", FINAL),
        (CONTENT, 550, "5.7.1", "message_refused", FINAL),
        (CONTENT, 552, "5.3.4", "message_refused", FINAL),
        (CONTENT, 550, "5.1.1", "address_refused", REFUSAL),
        (CONTENT, 552, "5.2.2", "address_not_now", TRIED_AGAIN),
        (CONTENT, 451, "4.7.1", "address_not_now", TRIED_AGAIN),
        (CONTENT, 421, "", "broken_off", TRIED_AGAIN),
        (CONTENT, None, "", "broken_off", TRIED_AGAIN),
    ],
)  # fmt: skip
def test_a_refused_address_is_not_a_broken_server(
    stage: Stage, code: int | None, status: str, problem: str, follows: tuple[bool, bool]
) -> None:
    verdict = judge(DeliveryError(stage, code, status))

    assert (verdict.problem, (verdict.is_final, verdict.is_refusal)) == (problem, follows)


@pytest.mark.parametrize(
    ("stage", "code", "cause", "problem"),
    [
        (LOGIN, 535, smtplib.SMTPAuthenticationError(535, b"no"), "no_login"),
        (LOGIN, 454, smtplib.SMTPAuthenticationError(454, b"later"), "no_login"),
        (LOGIN, None, smtplib.SMTPNotSupportedError("SMTP AUTH extension not supported by server."), "no_login"),
        (LOGIN, None, smtplib.SMTPException("No suitable authentication method found."), "no_login"),
        (LOGIN, 421, smtplib.SMTPAuthenticationError(421, b"bye"), "no_server"),
        (LOGIN, None, smtplib.SMTPServerDisconnected(), "no_server"),
        (LOGIN, None, TimeoutError(), "no_server"),
        (CONNECT, None, smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."), "no_server"),
        (CONNECT, None, ssl.SSLCertVerificationError(), "no_server"),
        (RECIPIENT, None, TimeoutError(), "broken_off"),
    ],
)  # fmt: skip
def test_what_broke_before_the_mail_is_told_from_a_login_that_was_refused(
    stage: Stage, code: int | None, cause: Exception, problem: str
) -> None:
    error = DeliveryError(stage, code)
    error.__cause__ = cause

    assert (judge(error).problem, judge(error).is_final) == (problem, False)


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("y"), OSError(5, "disk"), smtplib.SMTPException()])
def test_whatever_sending_does_not_raise_is_our_own(error: Exception) -> None:
    verdict = judge(error)

    assert (verdict.problem, verdict.is_final, verdict.is_refusal) == ("ours", False, False)
