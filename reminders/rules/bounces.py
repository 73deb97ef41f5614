"""What is reported of a mail that a server had taken: it did not arrive, or was not wanted; and words of servers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netzwerk.core.mail_ids import MailId

# RFC 3463; no part of an IP address or of a version.
_STATUS = re.compile(r"(?<![\w.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?!\w|\.\w)")
_CODE = re.compile(r"(?<![\w.])([45][0-9]{2})(?=[ #:-]|$)")
# RFC 3463, 3.5: the time for delivery is over; Exchange has a number of its own for it. The address may well be good.
EXPIRED = {"5.4.7", "5.4.300"}
LONGEST_ADDRESS = 254
PERMANENT, PASSING = 550, 450


@dataclass(frozen=True, slots=True)
class Bounce:
    """That one mail did not reach one address: by which names a server knows it, and what it said (RFC 5321, 3463)."""

    mail: MailId
    addresses: tuple[str, ...]
    code: int
    status: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """That somebody called one mail spam: whose it may be by address, or by a token that stops their mails."""

    mail: MailId
    addresses: tuple[str, ...]
    tokens: tuple[str, ...] = ()


Report = Bounce | Complaint


def plain_address(text: str) -> str:
    """Return an address as a report names it (`rfc822; <Anna@example.org>`), in lower case; empty for what is none.

    RFC 3464, 2.3.2: a type, a semicolon, the address. Ours are stored in lower case.
    """
    kind, semicolon, rest = text.partition(";")
    address = (rest if semicolon and "@" not in kind else text).strip().strip("<>").strip().lower()
    is_address = "@" in address and len(address) <= LONGEST_ADDRESS and address.isprintable() and " " not in address
    return address if is_address else ""


def without_xtext(text: str) -> str:
    """Return what a server encoded as RFC 3461, 4, says: `anna+2Bwork@example.org` is anna+work."""
    return re.sub(r"\+([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)


def spoken(status: str, words: str) -> tuple[int, str]:
    """Return code and enhanced status of what a server said: `status` where it is one, and what stands in its words.

    A general status (x.0.0) tells less than the words, which often hold the exact one. The code is 550 or 450 where
    none is said, or none that concerns an address.
    """
    given, named = _STATUS.search(status), _STATUS.search(words)
    found = given[1] if given else ""
    if named and (not found or found.endswith(".0.0")):
        found = named[1]
    code = _CODE.search(words)
    is_for_good = found.startswith("5") if found else bool(code and code[1].startswith("5"))
    if found in EXPIRED or not is_for_good:
        return PASSING, found
    return (552 if code and code[1] == "552" else PERMANENT), found
