"""The headers that name a mail, so that a report about it can be believed."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from netzwerk.core.mail_ids import MailId


def naming_headers(mail: MailId) -> dict[str, str]:
    """Return the Message-ID, and what a provider needs to say later which mail a report is about.

    Made from the mail alone, so that a second copy after a crash is recognised as one. Postmark gives mails an id of
    its own, unless asked not to, and tells of a bounce what stands in its own headers.
    """
    named = {"Message-ID": mail.on(urlsplit(settings.BASE_URL).hostname or "")}
    if settings.BOUNCE_PROVIDER != "postmark":
        return named
    return {**named, "X-PM-KeepID": "true", f"X-PM-Metadata-{mail.kind}": mail.name}
