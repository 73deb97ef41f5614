"""The mailbox in which delivery reports arrive, read by IMAP (RFC 3501, 4315).

What was understood is deleted there. Everything else is left unread and gets a keyword, so that it is looked at once:
a human may have answered. A crash in between repeats what changes nothing the second time.
"""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from netzwerk.settings.bounces import Mailbox
from reminders.bounces.reports import MOST_BYTES

logger = logging.getLogger(__name__)

KEYWORD = "NetzwerkLookedAt"
# The newest first, so that a server that keeps no keywords hides none behind those that were left.
MOST_MAILS = 500
SECONDS = 30


class MailboxError(Exception):
    """That the mailbox could not be read; says at which step, and nothing that the server said."""


@dataclass(slots=True)
class Looked:
    """How many mails were understood and deleted, and how many were left."""

    understood: int = 0
    left: int = 0


def read_mailbox(mailbox: Mailbox, take: Callable[[bytes], bool]) -> Looked:
    """Give each new mail to `take`, and delete it when that understood it (True); raises `MailboxError`."""
    looked = Looked()
    with _opened(mailbox) as imap:
        deleted = []
        for uid in _new(imap):
            content = _content(imap, uid)
            if content is None:
                continue
            is_understood = take(content)
            _mark(imap, uid, "\\Deleted" if is_understood else KEYWORD)
            if is_understood:
                looked.understood += 1
                deleted.append(uid)
            else:
                looked.left += 1
        # Without UIDPLUS, EXPUNGE would take along what somebody else has marked.
        if deleted and "UIDPLUS" in imap.capabilities:
            with _at("deleting"):
                imap.uid("EXPUNGE", ",".join(deleted))
    return looked


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    with _at("connecting"):
        imap = _connect(mailbox)
    try:
        with _at("logging in"):
            imap.login(mailbox.user, mailbox.password)
        with _at("opening the folder"):
            if imap.select(_quoted(mailbox.folder))[0] != "OK":
                raise MailboxError("the mailbox has no such folder")
        yield imap
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            imap.logout()
        with suppress(OSError):
            imap.shutdown()  # a line that broke off leaves its socket open


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if mailbox.scheme == "imaps":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS)
    imap = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    if mailbox.scheme == "imap+tls":
        try:
            imap.starttls(context)
        except BaseException:
            imap.shutdown()
            raise
    return imap


def _new(imap: imaplib.IMAP4) -> list[str]:
    """Return the mails that nobody has looked at, the newest first."""
    with _at("searching"):
        state, found = imap.uid("SEARCH", "UNDELETED", "UNKEYWORD", KEYWORD)
    if state != "OK":
        raise MailboxError("the mailbox does not search")
    uids = found[0].decode("ascii").split() if found and found[0] else []
    return sorted(uids, key=int, reverse=True)[:MOST_MAILS]


def _content(imap: imaplib.IMAP4, uid: str) -> bytes | None:
    """Return the beginning of a mail, unread as it was; None when it is gone meanwhile."""
    with _at("fetching"):
        _state, answer = imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    return next((part[1] for part in answer if isinstance(part, tuple) and isinstance(part[1], bytes)), None)


def _mark(imap: imaplib.IMAP4, uid: str, flag: str) -> None:
    # A server may keep no keywords; then the mail is looked at again.
    with _at("marking"):
        imap.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextmanager
def _at(step: str) -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise MailboxError(f"{step} failed: {type(error).__name__}") from error
