"""Whoever stands in front: believed about visitors when trusted, and nobody else is, whatever they write."""

from __future__ import annotations

import logging
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.models import User
from netzwerk.core.proxies import ProxyMiddleware, is_said_to_be_secure, parse_address, visitor_behind
from netzwerk.settings.proxies import read_networks

PROXY, OUTER_PROXY, VISITOR, STRANGER = "10.0.0.2", "10.0.9.9", "192.0.2.7", "198.51.100.66"
FORGED = {
    "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https", "x-forwarded-host": "evil.example.com",
    "x-forwarded-port": "443", "x-forwarded-server": "evil", "x-forwarded-prefix": "/evil", "x-real-ip": "127.0.0.1",
    "forwarded": "for=127.0.0.1;proto=https;host=evil.example.com", "true-client-ip": "127.0.0.1",
    "cf-connecting-ip": "127.0.0.1", "x-client-ip": "127.0.0.1", "x-original-url": "/settings/",
}  # fmt: skip


@pytest.fixture(autouse=True)
def proxies(settings: Settings, own_cache: None) -> None:
    """Let two proxies be ours, and the site be one of https."""
    settings.PROXY_NETWORKS = (ip_network("10.0.0.0/16"), ip_network("fd00::/8"))
    settings.PROXY_HOPS = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 3600


def seen(peer: str, **headers: str) -> HttpRequest:
    """Return a request as all that comes after sees it."""
    found: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(request)
        return HttpResponse()

    given = {name.replace("_", "-"): value for name, value in headers.items()}
    ProxyMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR=peer, headers=given))
    return found[0]


@pytest.mark.parametrize(
    ("forwarded", "hops", "visitor"),
    [
        (VISITOR, 1, VISITOR),
        (f"127.0.0.1, {VISITOR}", 1, VISITOR),
        (f"127.0.0.1,{VISITOR}", 2, VISITOR),  # the visitor is no proxy, so nothing that they say is asked for
        (f"{VISITOR}, {OUTER_PROXY}", 2, VISITOR),
        (f"{VISITOR}, {OUTER_PROXY}", 1, OUTER_PROXY),
        (f"127.0.0.1, {VISITOR}, {OUTER_PROXY}", 2, VISITOR),
        ("", 1, PROXY),
        ("unknown", 1, PROXY),
        (f"{VISITOR}, unknown", 2, PROXY),
        (f"{VISITOR}:4711", 1, VISITOR),
        ("[2001:db8::7]:4711", 1, "2001:db8::7"),
        ("2001:db8::7", 1, "2001:db8::7"),
        (f"::ffff:{VISITOR}", 1, VISITOR),
        (", , ,", 3, PROXY),
        ("<script>\0", 1, PROXY),
        ("1" * 10_000, 1, PROXY),
    ],
)
def test_each_trusted_proxy_names_who_came_to_it(forwarded: str, hops: int, visitor: str) -> None:
    networks = (ip_network("10.0.0.0/16"),)

    assert str(visitor_behind(ip_address(PROXY), forwarded, networks=networks, hops=hops)) == visitor


@pytest.mark.parametrize("text", ["", "proxy", "10.0.0.300", "1.2.3.4.5", "[", "::1::", "\0", "١٢.0.0.1"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse_address(text) is None


@pytest.mark.parametrize(
    ("proto", "is_secure"),
    [("https", True), ("HTTPS", True), ("https, https", True), ("http", False), ("https, http", False),
     ("http,https", False), ("", False), ("gopher", False), ("https ", True)],
)  # fmt: skip
def test_only_https_and_nothing_else_is_secure(proto: str, is_secure: bool) -> None:
    assert is_said_to_be_secure(proto) is is_secure


def test_a_trusted_proxy_is_believed_about_address_and_scheme_and_nothing_else() -> None:
    request = seen(PROXY, **{**FORGED, "x-forwarded-for": f"127.0.0.1, {VISITOR}"})

    assert request.META["REMOTE_ADDR"] == VISITOR
    assert request.is_secure()
    left = [name for name in request.META if "FORWARDED" in name or "REAL_IP" in name or "CLIENT_IP" in name]
    assert left == ["HTTP_X_FORWARDED_PROTO"]
    assert "HTTP_X_ORIGINAL_URL" not in request.META


@pytest.mark.parametrize("peer", [STRANGER, "2001:db8::1", "", "not-an-address", "127.0.0.1", "::ffff:198.51.100.66"])
def test_from_anybody_else_no_word_counts(peer: str) -> None:
    request = seen(peer, **FORGED)

    assert request.META["REMOTE_ADDR"] == peer
    assert not request.is_secure()
    assert not [name for name in request.META if name.startswith(("HTTP_X_", "HTTP_FORW", "HTTP_TRUE", "HTTP_CF"))]


def test_a_proxy_over_ipv6_and_one_by_a_mapped_address_are_known() -> None:
    assert seen("fd00::5", x_forwarded_for=VISITOR).META["REMOTE_ADDR"] == VISITOR
    assert seen(f"::ffff:{PROXY}", x_forwarded_for=VISITOR).META["REMOTE_ADDR"] == VISITOR


def test_without_proxies_nobody_is_believed_not_even_this_machine(settings: Settings) -> None:
    settings.PROXY_NETWORKS = ()

    assert seen("127.0.0.1", **FORGED).META["REMOTE_ADDR"] == "127.0.0.1"
    assert not seen("127.0.0.1", **FORGED).is_secure()


def test_where_the_server_itself_speaks_tls_it_is_secure_whatever_is_claimed() -> None:
    environ: Any = {"wsgi.url_scheme": "https", "REMOTE_ADDR": STRANGER, "HTTP_X_FORWARDED_PROTO": "http"}
    request = RequestFactory().get("/", **environ)
    ProxyMiddleware(lambda _request: HttpResponse())(request)

    assert request.is_secure()


def test_it_is_said_once_that_a_proxy_may_be_missing_and_no_visitors_address(caplog: pytest.LogCaptureFixture) -> None:
    for peer, said in (
        ("192.168.7.1", "a private network"),
        ("127.0.0.1", "this machine"),
        ("93.184.216.34", "an outer"),
    ):
        caplog.clear()
        middleware = ProxyMiddleware(lambda _request: HttpResponse())
        with caplog.at_level(logging.WARNING):
            for _time in range(3):
                middleware(RequestFactory().get("/", REMOTE_ADDR=peer, headers=FORGED))
        [line] = caplog.messages
        assert said in line and "PROXY_NETWORKS" in line
        assert peer not in line


def test_hsts_is_told_to_whoever_came_by_https_and_not_to_whoever_claims_it(db: None) -> None:
    client = Client(HTTP_HOST="localhost")

    by_proxy = client.get("/health/live", REMOTE_ADDR=PROXY, headers={"x-forwarded-proto": "https"})
    claimed = client.get("/health/live", REMOTE_ADDR=STRANGER, headers=FORGED)

    assert by_proxy["Strict-Transport-Security"] == "max-age=3600"
    assert "Strict-Transport-Security" not in claimed


def test_no_header_makes_another_host_of_this_one(db: None) -> None:
    client = Client(HTTP_HOST="localhost")
    for peer in (PROXY, STRANGER):
        response = client.get("/settings/", REMOTE_ADDR=peer, headers=FORGED)
        assert response.status_code == 302
        assert "evil" not in response["Location"] + str(response.headers)


def _fail(client: Client, **more: str) -> bool:
    """Log in with a wrong password; return whether there were too many of these."""
    headers = {"x-forwarded-for": more["forwarded"]} if "forwarded" in more else None
    answer = client.post(
        "/accounts/login/", {"login": more["login"], "password": "wrong"}, REMOTE_ADDR=more["peer"], headers=headers
    )
    return answer.status_code == 429 or "too many" in answer.content.decode().lower()


@pytest.mark.parametrize("peer", [STRANGER, PROXY])
def test_a_limit_cannot_be_dodged_by_inventing_addresses(alice: User, peer: str) -> None:
    client = Client(HTTP_HOST="localhost")
    behind = "" if peer == STRANGER else f", {VISITOR}"

    refused = [
        _fail(client, login=f"{number}@example.org", peer=peer, forwarded=f"203.0.113.{number}{behind}")
        for number in range(40)
    ]

    assert any(refused)


def test_visitors_behind_one_proxy_have_limits_of_their_own(alice: User) -> None:
    client = Client(HTTP_HOST="localhost")
    for number in range(40):
        _fail(client, login=f"{number}@example.org", peer=PROXY, forwarded=VISITOR)

    assert not _fail(client, login="41@example.org", peer=PROXY, forwarded="192.0.2.8")


@pytest.mark.parametrize(
    ("text", "hops", "networks"),
    [("", 0, []), ("", 1, ["127.0.0.0/8", "::1/128"]), ("10.0.0.1", 1, ["10.0.0.1/32"]),
     ("10.0.0.0/24, fd00::/8 ,", 2, ["10.0.0.0/24", "fd00::/8"])],
)  # fmt: skip
def test_networks_are_read_from_the_environment(text: str, hops: int, networks: list[str]) -> None:
    assert [str(network) for network in read_networks(text, hops=hops)] == networks


@pytest.mark.parametrize("text", ["proxy.example.org", "10.0.0.1/33", "10.0.0.1/24", "0.0.0.0/0", "10.0.0.1,::/0"])
def test_networks_that_are_none_or_everywhere_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="PROXY_NETWORKS must"):
        read_networks(text, hops=1)
