"""SPF as servers that take mails judge it, asked over a real conversation with a name server."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from netzwerk.core.sender import spf
from netzwerk.core.sender.names import Names, UnansweredError
from tests.core.name_server import SERVFAIL, Zone, name_server

HERE, ELSEWHERE, BY_SIX = "203.0.113.7", "198.51.100.1", "2001:db8::7"
OTHERS: Zone = {
    "relay.test A": [HERE],
    "relay.test AAAA": [BY_SIX],
    "example.org MX": ["10 mx.example.org."],
    "mx.example.org A": [HERE],
    "provider.test TXT": ['"v=spf1 ip4:203.0.113.0/24 -all"'],
    "other.test TXT": ['"v=spf1 ip4:198.51.100.0/24 -all"'],
    "wide.test TXT": ['"v=spf1 redirect=provider.test"'],
    "none.test TXT": ['"google-site-verification=x"'],
    "7.113.0.203.in-addr.arpa PTR": ["mx.example.org."],
    "loop.test TXT": ['"v=spf1 include:loop.test -all"'],
    **{f"c{number}.test TXT": [f'"v=spf1 include:c{number + 1}.test -all"'] for number in range(12)},
}


@pytest.mark.parametrize(
    ("record", "address", "result"),
    [
        ("v=spf1 ip4:203.0.113.7 -all", HERE, "pass"),
        ("v=spf1 ip4:203.0.113.0/24 -all", HERE, "pass"),
        ("v=spf1 ip4:203.0.113.0/29 -all", ELSEWHERE, "fail"),
        ("v=spf1 ip6:2001:db8::/32 ~all", BY_SIX, "pass"),
        ("v=spf1 ip6:2001:db8::/32 ~all", HERE, "softfail"),
        ("v=spf1 a:relay.test ?all", HERE, "pass"),
        ("v=spf1 a:relay.test ?all", BY_SIX, "pass"),
        ("v=spf1 a:relay.test/24//64 -all", "203.0.113.99", "pass"),
        ("v=spf1 a:relay.test/24//64 -all", "2001:db8::99", "pass"),
        ("v=spf1 mx -all", HERE, "pass"),
        ("v=spf1 mx/24 -all", ELSEWHERE, "fail"),
        ("v=spf1 include:provider.test -all", HERE, "pass"),
        ("v=spf1 include:other.test -all", HERE, "fail"),
        ("v=spf1 include:wide.test ~all", HERE, "pass"),
        ("v=spf1 redirect=provider.test", HERE, "pass"),
        ("v=spf1 redirect=provider.test", ELSEWHERE, "fail"),
        ("v=spf1 -ip4:203.0.113.7 +all", HERE, "fail"),
        ("v=spf1 exists:relay.test -all", HERE, "pass"),
        ("v=spf1 ptr:example.org -all", HERE, "pass"),
        ("v=spf1", HERE, "neutral"),
        ("V=SPF1 IP4:203.0.113.7 -ALL", HERE, "pass"),
        ("v=spf1 exp=why.test ip4:203.0.113.7 -all", HERE, "pass"),
        ("v=spf10 +all", HERE, "none"),
        ("v=spf1 include:none.test -all", HERE, "permerror"),
        ("v=spf1 redirect=none.test", HERE, "permerror"),
        ("v=spf1 ip4:300.1.2.3 -all", HERE, "permerror"),
        ("v=spf1 ipv4:203.0.113.7 -all", HERE, "permerror"),
        ("v=spf1 include:loop.test -all", HERE, "permerror"),
        ("v=spf1 include:c0.test -all", HERE, "permerror"),
        ("v=spf1 a:x1.test a:x2.test a:x3.test -all", HERE, "permerror"),
        ("v=spf1 exists:%{i}.list.test -all", HERE, "unclear"),
    ],
)
def test_a_record_is_followed_as_the_standard_says(record: str, address: str, result: str) -> None:
    with name_server({**OTHERS, "example.org TXT": [f'"{record}"']}) as server:
        assert spf.judge(Names(server), ip_address(address), "example.org").result == result


def test_a_record_in_pieces_is_one_and_two_records_are_none() -> None:
    pieces = ['"v=spf1 ip4:203." "0.113.7 -all"', '"something else"']
    with name_server({"example.org TXT": pieces}) as server:
        assert spf.record_of(Names(server), "example.org") == "v=spf1 ip4:203.0.113.7 -all"
    with name_server({"example.org TXT": ['"v=spf1 -all"', '"v=spf1 +all"']}) as server:
        verdict = spf.judge(Names(server), ip_address(HERE), "example.org")
    assert (verdict.result, verdict.reason) == ("permerror", "example.org has 2 SPF records, and only one counts")


def test_a_name_server_that_fails_is_no_answer() -> None:
    with name_server({"example.org TXT": SERVFAIL}) as server, pytest.raises(UnansweredError, match=r"example\.org"):
        spf.record_of(Names(server), "example.org")
