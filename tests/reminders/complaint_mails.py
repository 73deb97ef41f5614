"""Complaints as providers write them (ARF, RFC 5965), shortened, and one that Python's own library puts together."""

from __future__ import annotations

from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText

from tests.reminders.bounce_mails import ADDRESS, PK


def yahoo(
    mail: str = f"digest-{PK}",
    *,
    to: str = ADDRESS,
    named: str = ADDRESS,
    kind: str = "abuse",
    token: str = "",
    host: str = "localhost",
) -> str:
    """Return what Yahoo sends: `named` is who complains, where it is told, `to` what the quoted mail says."""
    told = f"Original-Rcpt-To: {named}\n" if named else ""
    link = f"List-Unsubscribe: <http://{host}/reminders/unsubscribe/{token}/>\n" if token else ""
    return f"""From: Yahoo! Mail AntiSpam Feedback <feedback@arf.mail.yahoo.com>
To: bounces@localhost
Subject: FW: Worth a message
MIME-Version: 1.0
Content-Type: multipart/report; boundary="----=_Part_1_2"; report-type=feedback-report

------=_Part_1_2
Content-Type: text/plain; charset=us-ascii
Content-Disposition: inline

This is an email abuse report for an email message received from localhost
on Mon, 16 Mar 2026 07:00:00 +0000

------=_Part_1_2
Content-Type: message/feedback-report
Content-Disposition: inline

Feedback-Type: {kind}
User-Agent: Yahoo!-Mail-Feedback/2.0
Version: 0.1
Original-Mail-From: <bounces@localhost>
{told}Received-Date: Mon, 16 Mar 2026 07:00:00 +0000
Reported-Domain: localhost
Source-IP: 192.0.2.25

------=_Part_1_2
Content-Type: message/rfc822
Content-Disposition: inline

Received: from 192.0.2.25 by mx.example.org
From: Netzwerk <netzwerk@localhost>
To: {to}
Subject: Worth a message
Message-ID: <{mail}@{host}>
{link}Content-Type: text/plain

Hello Alice

------=_Part_1_2--
"""


def redacted(token: str, mail: str = f"digest-{PK}") -> str:
    """Return a complaint that leaves out who complains, as RFC 6590 recommends."""
    return yahoo(mail, to="redacted-4f2a@example.org", named="", token=token)


def assembled(mail: str = f"digest-{PK}", *, to: str = ADDRESS, kind: str = "abuse") -> str:
    """Return a complaint with the headers of the mail alone, made by Python's library."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "feedback-report")
    report["From"], report["To"], report["Subject"] = "abuse@example.net", "bounces@localhost", "Abuse report"
    report.attach(MIMEText("Somebody called this spam."))
    fields = Message()
    fields["Feedback-Type"], fields["User-Agent"], fields["Version"] = kind, "SomeGenerator/1.0", "1"
    told = MIMENonMultipart("message", "feedback-report")
    told.set_payload([fields])
    report.attach(told)
    quoted = f"To: {to}\nSubject: Worth a message\nMessage-ID: <{mail}@localhost>\n"
    report.attach(MIMEText(quoted, "rfc822-headers"))
    return report.as_string()
