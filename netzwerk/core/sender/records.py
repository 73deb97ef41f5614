"""DMARC (RFC 7489) and DKIM (RFC 6376) records: what they say, and what is wrong with them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from netzwerk.core.sender.findings import Finding, State
from netzwerk.core.sender.names import Names

POLICIES = {"none", "quarantine", "reject"}
# RFC 8301: verifiers take no shorter ones; RFC 6376 wants longer ones.
SHORTEST_KEY, GOOD_KEY = 1024, 2048
MOST_STEPS_UP = 8
# RFC 8463.
BYTES_OF_ED25519 = 32


@dataclass(frozen=True, slots=True)
class Policy:
    """The DMARC policy for a domain, and where it stands."""

    at: str
    policy: str
    is_strict: bool
    reports_to: str


class WrongPolicyError(Exception):
    """That the record cannot be used; says why."""


def tags_of(record: str) -> dict[str, str]:
    """Return the tags of a record, such as `p=none; rua=…`; the first of a name counts."""
    found: dict[str, str] = {}
    for part in record.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def policy_of(names: Names, domain: str) -> Policy | None:
    """Return the policy of a domain, or of the next one above it that has any; raises `WrongPolicyError`."""
    labels = domain.split(".")
    for step in range(min(max(len(labels) - 1, 1), MOST_STEPS_UP)):
        at = ".".join(labels[step:])
        records = [text for text in names.texts(f"_dmarc.{at}") if tags_of(text).get("v") == "DMARC1"]
        if len(records) > 1:
            raise WrongPolicyError(f"_dmarc.{at} has {len(records)} DMARC records, so none counts")
        if records:
            return _policy(records[0], at, is_above=step > 0)
    return None


def _policy(record: str, at: str, *, is_above: bool) -> Policy:
    tags = tags_of(record)
    policy = (tags.get("sp") if is_above else None) or tags.get("p", "")
    if policy.lower() not in POLICIES:
        raise WrongPolicyError(f"_dmarc.{at} says p={policy or '(nothing)'}, which is no policy")
    return Policy(at, policy.lower(), tags.get("aspf", "r").lower() == "s", tags.get("rua", ""))


def look_at_key(names: Names, selector: str, domain: str) -> Finding:
    """Return what DNS says about the key by which a relay signs."""
    where = f"{selector}._domainkey.{domain}"
    what = f"DKIM {selector}"
    records = [text for text in names.texts(where) if "p" in tags_of(text)]
    if not records:
        advice = f"Put the record that your relay shows for this selector at {where} (TXT, or CNAME to the relay's)."
        return Finding(what, State.MISSING, f"there is no key at {where}", advice)
    if len(records) > 1:
        return Finding(
            what, State.WRONG, f"{where} has {len(records)} keys", "Leave the one that the relay signs with."
        )
    tags = tags_of(records[0])
    problem = _problem(tags)
    if problem:
        return Finding(
            what, State.WRONG, f"{where}: {problem}", "Have the relay make a new key of 2,048 bits, and put that in."
        )
    hint = "t=y says that this is a test; take it out once mails arrive." if "y" in tags.get("t", "").split(":") else ""
    return Finding(what, State.OK, f"{where}: {_kind(tags)}", hint)


def _problem(tags: dict[str, str]) -> str:
    """Say why nobody can check a signature with this key; empty when everybody can."""
    if tags.get("v", "DKIM1") != "DKIM1":
        return f"v={tags['v']} is not DKIM1"
    if not tags["p"]:
        return "the key was revoked (p= is empty)"
    try:
        raw = base64.b64decode("".join(tags["p"].split()), validate=True)
    except binascii.Error:
        return "p= is no base64; a part may be missing"
    if tags.get("k", "rsa").lower() == "ed25519":
        return "" if len(raw) == BYTES_OF_ED25519 else "p= is no Ed25519 key"
    size = _bits(raw)
    if not size:
        return "p= is no RSA key; a part may be missing"
    return f"the key has {size} bits, which is too short" if size < SHORTEST_KEY else ""


def _kind(tags: dict[str, str]) -> str:
    if tags.get("k", "rsa").lower() == "ed25519":
        return "an Ed25519 key; many servers check RSA alone, so sign with both"
    size = _bits(base64.b64decode("".join(tags["p"].split())))
    return f"an RSA key of {size} bits" + ("" if size >= GOOD_KEY else ", 2,048 would be better")


def _bits(raw: bytes) -> int:
    try:
        key = load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        return 0
    return key.key_size if isinstance(key, rsa.RSAPublicKey) else 0
