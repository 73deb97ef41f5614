"""All that is looked at: one finding after the other, from the address of the sender to the relay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from netzwerk.core.sender import spf
from netzwerk.core.sender.findings import Finding, State
from netzwerk.core.sender.names import Address, Names, UnansweredError
from netzwerk.core.sender.records import WrongPolicyError, look_at_key, policy_of

# Nobody sends from here (RFC 5737): whoever lets it through lets everybody through.
NOBODY = ip_address("192.0.2.1")


@dataclass(frozen=True, slots=True)
class Sender:
    """What there is to look at: the domains of sender and reports, the relay, and from where it is known to send."""

    domain: str
    bounce_domain: str
    relay: str
    sends_from: tuple[Address, ...] = ()
    selectors: tuple[str, ...] = ()


def look(sender: Sender, names: Names) -> Iterator[Finding]:
    """Yield what DNS says; a name server that does not answer is told, and the rest is looked at all the same."""
    checks: Sequence[tuple[str, Callable[[Sender, Names], Iterator[Finding]]]] = (
        ("MX", _exchangers), ("SPF", _spf), ("DKIM", _dkim), ("DMARC", _dmarc), ("Name of the address", _reverse),
    )  # fmt: skip
    for what, check in checks:
        try:
            yield from check(sender, names)
        except UnansweredError as error:
            yield Finding(
                what,
                State.UNKNOWN,
                f"no name server answered for {error}",
                "Try again, or name another by --nameserver.",
            )


def _exchangers(sender: Sender, names: Names) -> Iterator[Finding]:
    domain, found = sender.bounce_domain, names.exchangers(sender.bounce_domain)
    if found == [""]:
        advice = f"Take the empty MX of {domain} away, or let reports go elsewhere by BOUNCE_ADDRESS."
        yield Finding("MX", State.WRONG, f"{domain} says that it takes no mails, so no report arrives", advice)
    elif found and not any(names.addresses(host) for host in found):
        yield Finding(
            "MX",
            State.WRONG,
            f"{', '.join(found)} has no address",
            f"Let the MX of {domain} name a host that is there.",
        )
    elif found:
        yield Finding("MX", State.OK, f"reports about {domain} go to {', '.join(found[:3])}")
    else:
        advice = f"{domain}. MX 10 <the host of your mailboxes>. Without it, many servers refuse what comes from there."
        yield Finding("MX", State.MISSING, f"{domain} has none, so no report arrives", advice)


def _spf(sender: Sender, names: Names) -> Iterator[Finding]:
    domain = sender.bounce_domain
    try:
        record = spf.record_of(names, domain)
    except spf.BrokenError as error:
        yield Finding("SPF", State.WRONG, str(error), "Make one of them, with all that is in them.")
        return
    if record is None:
        advice = f'{domain}. TXT "v=spf1 <what your relay says: include:… or a:{sender.relay}> -all"'
        yield Finding("SPF", State.MISSING, f"{domain} has no record", advice)
        return
    yield from _coverage(sender, names, record)


def _coverage(sender: Sender, names: Names, record: str) -> Iterator[Finding]:
    domain = sender.bounce_domain
    if spf.judge(names, NOBODY, domain).result == spf.Result.PASS:
        yield Finding(
            "SPF", State.WRONG, f"“{record}” lets everybody send for {domain}", "End it with -all or ~all instead."
        )
        return
    known = _outer(sender.sends_from or names.addresses(sender.relay))
    verdicts = {address: spf.judge(names, address, domain) for address in known}
    broken = next((one.reason for one in verdicts.values() if one.result == spf.Result.BROKEN), "")
    refused = [str(address) for address, one in verdicts.items() if one.result != spf.Result.PASS]
    if broken:
        yield Finding("SPF", State.WRONG, f"“{record}” is broken: {broken}", "Correct it; a broken one counts as none.")
    elif not known:
        advice = "Say from which addresses it sends by --sends-from."
        yield Finding("SPF", State.UNKNOWN, f"“{record}”: {sender.relay} has no address that others see", advice)
    elif not refused:
        yield Finding("SPF", State.OK, f"“{record}” covers {', '.join(map(str, known[:4]))}")
    elif sender.sends_from:
        advice = f"Add ip4:{refused[0]} (ip6: for one with colons), or what your relay says, before the last word."
        yield Finding("SPF", State.WRONG, f"“{record}” does not cover {', '.join(refused[:4])}", advice)
    else:
        advice = (
            f"If it sends from others: name these by --sends-from. If not, add a:{sender.relay} before the last word."
        )
        yield Finding(
            "SPF", State.UNKNOWN, f"“{record}” does not cover {', '.join(refused[:4])} of {sender.relay}", advice
        )


def _dkim(sender: Sender, names: Names) -> Iterator[Finding]:
    if not sender.selectors:
        advice = (
            f"Your relay shows its selector; the key is at SELECTOR._domainkey.{sender.domain}. Check it by --selector."
        )
        yield Finding("DKIM", State.UNKNOWN, "without a selector, no key can be found", advice)
    for selector in sender.selectors:
        yield look_at_key(names, selector, sender.domain)


def _dmarc(sender: Sender, names: Names) -> Iterator[Finding]:
    domain = sender.domain
    try:
        policy = policy_of(names, domain)
    except WrongPolicyError as error:
        yield Finding("DMARC", State.WRONG, str(error), "One record with p=none, p=quarantine or p=reject.")
        return
    if policy is None:
        advice = f'_dmarc.{domain}. TXT "v=DMARC1; p=none; rua=mailto:postmaster@{domain}"; later p=quarantine.'
        yield Finding("DMARC", State.MISSING, f"there is no policy for {domain}, which large providers want", advice)
        return
    hints = (
        []
        if policy.policy != "none"
        else ["p=none only watches; once reports are clean, quarantine protects your name."]
    )
    hints += [] if policy.reports_to else ["Without rua= nobody tells you what others send in your name."]
    yield Finding("DMARC", State.OK, f"_dmarc.{policy.at} says p={policy.policy}", " ".join(hints))
    yield _alignment(sender, policy.at, is_strict=policy.is_strict)


def _alignment(sender: Sender, organisation: str, *, is_strict: bool) -> Finding:
    what, both = "Alignment", f"{sender.bounce_domain} (envelope) and {sender.domain} (From)"
    is_below = any(
        sender.bounce_domain == of or sender.bounce_domain.endswith(f".{of}") for of in (organisation, sender.domain)
    )
    if sender.bounce_domain == sender.domain or (is_below and not is_strict):
        return Finding(what, State.OK, f"{both} belong together, unless the relay writes an envelope of its own")
    advice = "Let BOUNCE_ADDRESS be in the domain of MAIL_FROM; else DKIM alone has to carry every mail."
    return Finding(what, State.WRONG, f"{both} do not belong together", advice)


def _reverse(sender: Sender, names: Names) -> Iterator[Finding]:
    known = _outer(sender.sends_from or names.addresses(sender.relay))
    for address in known[:4]:
        yield _name_of(address, names, is_known=bool(sender.sends_from))


def _name_of(address: Address, names: Names, *, is_known: bool) -> Finding:
    what = "Name of the address"
    called = names.names_of(address)
    back = [name for name in called if address in names.addresses(name)]
    if back:
        return Finding(what, State.OK, f"{address} is {back[0]}, and back; what the server says at HELO should be this")
    state = State.WRONG if called else State.MISSING
    found = f"{address} is called {called[0]}, which leads elsewhere" if called else f"{address} has no name (PTR)"
    advice = "Whoever gave you the address sets its PTR, to the name that the server says at HELO."
    # The relay's own host may be for us alone; from where it sends is then its provider's business.
    return Finding(what, state if is_known else State.UNKNOWN, found, advice)


def _outer(addresses: Sequence[Address]) -> list[Address]:
    """Return those that others can see; the ranges of examples count, as nobody has them by accident."""
    return [one for one in addresses if not (one.is_loopback or one.is_link_local or _is_inner(one))]


def _is_inner(address: Address) -> bool:
    if address.version == 6:
        return address.packed[0] & 0xFE == 0xFC
    first, second = address.packed[0], address.packed[1]
    return first == 10 or (first, second) == (192, 168) or (first == 172 and 16 <= second < 32)
