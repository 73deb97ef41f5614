"""Delivery reports as servers write them, shortened: Postfix, Exim, Exchange, qmail, and hostile ones."""

from __future__ import annotations

from uuid import UUID

ADDRESS = "alice@example.org"
PK = UUID("0190a0b0-1111-7222-8333-444455556666")


def returned(digest: object = PK, host: str = "localhost", to: str = ADDRESS) -> str:
    """Return the headers of a mail as a report quotes them."""
    about = f"Subject: Worth a message\nMessage-ID: <digest-{digest}@{host}>\n"
    return f"From: Netzwerk <netzwerk@localhost>\nTo: {to}\n{about}"


def postfix(
    digest: object = PK,
    *,
    to: str = ADDRESS,
    original: str | None = None,
    action: str = "failed",
    status: str = "5.1.1",
    words: str = "550 5.1.1 <alice@example.org>: Recipient address rejected: User unknown",
    host: str = "localhost",
) -> str:
    """Return a report of Postfix: three parts, the mail's headers as the third."""
    named = f"Original-Recipient: rfc822;{original}\n" if original is not None else ""
    return f"""From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: netzwerk@localhost
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4F2A.1/mx.example.net"

This is a MIME-encapsulated message.

--4F2A.1/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

<{to}>: host mx.example.org[192.0.2.5] said: {words}

--4F2A.1/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: 4F2A
X-Postfix-Sender: rfc822; netzwerk@localhost
Arrival-Date: Mon, 16 Mar 2026 08:00:00 +0100 (CET)

Final-Recipient: rfc822; {to}
{named}Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; {words}

--4F2A.1/mx.example.net
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{returned(digest, host, to)}
--4F2A.1/mx.example.net--
"""


def exim(digest: object = PK, *, to: str = ADDRESS) -> str:
    """Return a report of Exim 4: a status that says nothing, the mail in full."""
    return f"""Return-path: <>
X-Failed-Recipients: {to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.net>
To: netzwerk@localhost
References: <digest-{digest}@localhost>
Content-Type: multipart/report; report-type=delivery-status; boundary=1742108400-eximdsn-1
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender

--1742108400-eximdsn-1
Content-type: text/plain; charset=us-ascii

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {to}
    host mx.example.org [192.0.2.5]
    SMTP error from remote mail server after RCPT TO:<{to}>:
    550 5.1.1 no such user

--1742108400-eximdsn-1
Content-type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Action: failed
Final-Recipient: rfc822;{to}
Status: 5.0.0
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 no such user

--1742108400-eximdsn-1
Content-type: message/rfc822

{returned(digest, to=to)}
Hello Alice

--1742108400-eximdsn-1--
"""


def exchange(digest: object = PK, *, to: str = ADDRESS) -> str:
    """Return a report of Exchange Online: HTML, its own numbers, an upper-case address."""
    return f"""From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>
To: netzwerk@localhost
Subject: Undeliverable: Worth a message
In-Reply-To: <digest-{digest}@localhost>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="c9b1b4dd-7f7e-4b2d-8a3e-0f2d8f5d2c4a"

--c9b1b4dd-7f7e-4b2d-8a3e-0f2d8f5d2c4a
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="inner"

--inner
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message couldn't be delivered.=20

--inner
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: base64

PGh0bWw+PC9odG1sPg==
--inner--
--c9b1b4dd-7f7e-4b2d-8a3e-0f2d8f5d2c4a
Content-Type: message/delivery-status

Reporting-MTA: dns;DB9PR01MB1234.eurprd01.prod.exchangelabs.com
Received-From-MTA: dns;mx.example.net
Arrival-Date: Mon, 16 Mar 2026 07:00:01 +0000

Final-Recipient: rfc822;{to.capitalize()}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {to} not found by
 SMTP address lookup

--c9b1b4dd-7f7e-4b2d-8a3e-0f2d8f5d2c4a
Content-Type: message/rfc822

{returned(digest)}
--c9b1b4dd-7f7e-4b2d-8a3e-0f2d8f5d2c4a--
"""


def gmail(digest: object = PK, *, to: str = ADDRESS) -> str:
    """Return a report of Gmail: texts and a picture in parts of their own, the headers of the mail in full."""
    return f"""From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: netzwerk@localhost
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <digest-{digest}@localhost>
In-Reply-To: <digest-{digest}@localhost>
X-Failed-Recipients: {to}
Content-Type: multipart/report; boundary="0000000000008d6f5e061a"; report-type=delivery-status

--0000000000008d6f5e061a
Content-Type: multipart/related; boundary="0000000000008d7a4a061a"

--0000000000008d7a4a061a
Content-Type: multipart/alternative; boundary="0000000000008d7a52061a"

--0000000000008d7a52061a
Content-Type: text/plain; charset="UTF-8"


** Address not found **

Your message wasn't delivered to {to} because the address couldn't be found.

--0000000000008d7a52061a
Content-Type: text/html; charset="UTF-8"

<html></html>

--0000000000008d7a52061a--
--0000000000008d7a4a061a
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--0000000000008d7a4a061a--
--0000000000008d6f5e061a
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Mon, 16 Mar 2026 00:00:00 -0700 (PDT)
X-Original-Message-ID: <digest-{digest}@localhost>

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.5, the server for the domain)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos

--0000000000008d6f5e061a
Content-Type: message/rfc822

{returned(digest, to=to)}
Hello Alice

--0000000000008d6f5e061a--
"""


def international(digest: object = PK, *, to: str = ADDRESS) -> str:
    """Return a report in UTF-8 (RFC 6533)."""
    return (
        postfix(digest, to=to)
        .replace("message/delivery-status", "message/global-delivery-status")
        .replace("text/rfc822-headers", "message/global-headers")
        .replace("Final-Recipient: rfc822;", "Final-Recipient: utf-8;")
    )


def old_exim(digest: object = PK, *, to: str = ADDRESS, words: str = "550 5.1.1 no such user") -> str:
    """Return what Exim wrote before it knew the standard: a text, and a header of its own."""
    return f"""X-Failed-Recipients: {to}
From: Mail Delivery System <Mailer-Daemon@mx.example.net>
Subject: Mail delivery failed: returning message to sender

A message that you sent could not be delivered:

  {to}
    {words}

------ This is a copy of the message, including all the headers. ------

{returned(digest)}
"""


def qmail(digest: object = PK, *, to: str = ADDRESS) -> str:
    """Return what qmail writes."""
    return f"""From: MAILER-DAEMON@mx.example.net
To: netzwerk@localhost
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

{returned(digest)}
"""
