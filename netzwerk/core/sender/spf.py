"""SPF (RFC 7208): who may send for a domain, judged as servers that take mails judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_network

from netzwerk.core.sender.names import Address, Names, UnansweredError

# RFC 7208, 4.6.4: with more questions than these, the record counts as broken.
MOST_LOOKUPS, MOST_VOID = 10, 2
MOST_EXCHANGERS = 10

_TERM = re.compile(r"([+?~-]?)([a-z][a-z0-9]*)((?::[^/\s]+)?)((?:/[0-9]{1,3})?)((?://[0-9]{1,3})?)", re.IGNORECASE)
_NETWORK = re.compile(r"([+?~-]?)(ip[46]):(\S+)", re.IGNORECASE)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(\S*)", re.IGNORECASE)


class Result(StrEnum):
    """What a server that takes mails makes of it."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    BROKEN = "permerror"
    UNCLEAR = "unclear"


_QUALIFIERS = {"": Result.PASS, "+": Result.PASS, "-": Result.FAIL, "~": Result.SOFTFAIL, "?": Result.NEUTRAL}


class BrokenError(Exception):
    """That a record cannot be followed; says why."""


class UnclearError(Exception):
    """That a record depends on the single mail, by a macro."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What it came to, and why where it is broken."""

    result: Result
    reason: str = ""


def record_of(names: Names, domain: str) -> str | None:
    """Return the SPF record of a domain; None without one. Raises `BrokenError` for several, `UnansweredError`."""
    found = [text for text in names.texts(domain) if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if len(found) > 1:
        raise BrokenError(f"{domain} has {len(found)} SPF records, and only one counts")
    return found[0] if found else None


def judge(names: Names, address: Address, domain: str) -> Verdict:
    """Return whether this address may send for a domain; raises `UnansweredError` where nobody answers."""
    try:
        return Verdict(_Walk(names, address).judge(domain))
    except BrokenError as error:
        return Verdict(Result.BROKEN, str(error))
    except UnclearError as error:
        return Verdict(Result.UNCLEAR, str(error))


class _Walk:
    """One look through a record and those that it includes."""

    def __init__(self, names: Names, address: Address) -> None:
        self._names, self._address = names, address
        self._lookups = self._void = 0

    def judge(self, domain: str) -> Result:
        record = record_of(self._names, domain)
        if record is None:
            return Result.NONE
        redirect = ""
        for term in record.split()[1:]:
            if modifier := _MODIFIER.fullmatch(term):
                redirect = modifier[2] if modifier[1].lower() == "redirect" else redirect
            elif (result := self._matched(term, domain)) is not None:
                return result
        return self._redirected(redirect) if redirect else Result.NEUTRAL

    def _redirected(self, target: str) -> Result:
        self._count()
        result = self.judge(_plain(target))
        if result == Result.NONE:
            raise BrokenError(f"redirect={target} leads to no SPF record")
        return result

    def _matched(self, term: str, domain: str) -> Result | None:
        """Return what a mechanism decides; None when it does not speak of this address."""
        if network := _NETWORK.fullmatch(term):
            return _QUALIFIERS[network[1]] if self._is_in(network[3], term) else None
        found = _TERM.fullmatch(term)
        if not found:
            raise BrokenError(f"“{term}” makes no sense")
        qualifier, name, target, narrow, wide = found.groups()
        host = _plain(target[1:]) if target else domain
        is_match = self._asks(name.lower(), host, (narrow.strip("/"), wide.strip("/")), term)
        return _QUALIFIERS[qualifier] if is_match else None

    def _asks(self, name: str, host: str, lengths: tuple[str, str], term: str) -> bool:
        if name == "all":
            return True
        if name not in {"a", "mx", "include", "exists", "ptr"}:
            raise BrokenError(f"“{term}” is no mechanism")
        self._count()
        if name == "include":
            return self._includes(host)
        if name == "exists":
            return bool(self._found(host))
        if name == "ptr":
            return any(one == host or one.endswith(f".{host}") for one in self._names.names_of(self._address))
        hosts = [host] if name == "a" else self._names.exchangers(host)[:MOST_EXCHANGERS]
        return any(self._is_near(one, lengths) for host in hosts for one in self._found(host))

    def _includes(self, host: str) -> bool:
        result = self.judge(host)
        if result == Result.NONE:
            raise BrokenError(f"include:{host} has no SPF record")
        return result == Result.PASS

    def _found(self, host: str) -> list[Address]:
        found = self._names.addresses(host)
        self._void += not found
        if self._void > MOST_VOID:
            raise BrokenError(f"more than {MOST_VOID} names in it lead nowhere")
        return found

    def _is_near(self, other: Address, lengths: tuple[str, str]) -> bool:
        if other.version != self._address.version:
            return False
        length = lengths[0 if other.version == 4 else 1]
        return self._address in ip_network(f"{other}/{length or other.max_prefixlen}", strict=False)

    def _is_in(self, text: str, term: str) -> bool:
        try:
            return self._address in ip_network(text, strict=False)
        except ValueError as error:
            raise BrokenError(f"“{term}” is no network") from error

    def _count(self) -> None:
        self._lookups += 1
        if self._lookups > MOST_LOOKUPS:
            raise BrokenError(f"it takes more than {MOST_LOOKUPS} questions to follow")


def _plain(target: str) -> str:
    if "%" in target:
        raise UnclearError(f"“{target}” depends on the single mail")
    return target.rstrip(".").lower()


__all__ = ["BrokenError", "Result", "UnansweredError", "Verdict", "judge", "record_of"]
