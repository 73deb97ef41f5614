"""Requests that no browser sends: odd encodings, cookies, hosts, bodies, and too much of everything."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.factories import make_contact

ENCODINGS = ["base64", "rot13", "unicode_escape", "utf-7", "utf-16", "idna", "undefined", "bogus"]


def _status_over_wsgi(query: str, content_type: str) -> str:
    """Return the status of the first page, asked for as the web server asks."""
    from netzwerk.wsgi import application  # asks the database, so not before there is one

    seen: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": query, "CONTENT_TYPE": content_type,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }  # fmt: skip

    def start_response(status: str, _headers: Any, _error: Any = None) -> Any:
        seen.append(status)

    b"".join(application(environ, start_response))
    return seen[0]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_that_no_browser_claims_counts_for_nothing(db: None, encoding: str) -> None:
    assert _status_over_wsgi("q=%5Cud800", f"text/plain; charset={encoding}") == "200 OK"


@pytest.mark.parametrize("kind", ["text/plain; x*=bogus''%41", ";", "; ;;", "multipart/form-data; boundary="])
def test_a_content_type_that_is_none_is_no_error(db: None, kind: str) -> None:
    assert _status_over_wsgi("", kind) == "200 OK"


@pytest.mark.parametrize(
    "cookie",
    ['sessionid="\\000aaaaaaaaaaa"', "sessionid=" + "x" * 5000, "sessionid=" + "A" * 32, 'csrftoken="\\000"',
     'messages="\\000"', 'django_language="\\000"', 'theme="\\000\\074script\\076"'],
)  # fmt: skip
def test_a_cookie_of_no_browsers_is_passed_over(visitor: Client, cookie: str) -> None:
    page = visitor.get("/", headers={"cookie": cookie})
    assert (page.status_code, b"<script>" in page.content) == (200, False)
    assert visitor.post("/settings/theme/", {"theme": "dark"}, headers={"cookie": cookie}).status_code == 302


@pytest.mark.parametrize("host", ["evil.example.com", "localhost.evil.example.com", "localhost@evil.example.com", ""])
def test_another_host_is_refused(visitor: Client, host: str) -> None:
    assert visitor.get("/accounts/login/", headers={"host": host}).status_code == 400


def test_forwarded_hosts_count_for_nothing(visitor: Client) -> None:
    forged = {
        "x-forwarded-host": "evil.example.com",
        "x-forwarded-proto": "https",
        "forwarded": "host=evil.example.com",
        "x-original-url": "/settings/",
        "x-rewrite-url": "/settings/",
    }

    response = visitor.get("/accounts/login/", headers=forged)

    assert response.status_code == 200
    assert b"evil.example.com" not in response.content


@pytest.mark.parametrize(
    "body",
    [
        b"--B\r\n\r\n",
        b'--B\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\nx=\xff\r\n--B--',
        b"--B\r\nContent-Disposition: form-data; name*=bogus''%41\r\n\r\nx\r\n--B--",
        b'--B\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xed\xa0\x80\xff\r\n--B--\r\n',
        b'--B\r\nContent-Disposition: form-data; name="upload"; filename="\0/../../x"\r\n\r\nx\r\n--B--\r\n',
    ],
)
@pytest.mark.parametrize("address", ["/contacts/new/", "/import/new/"])
def test_a_broken_body_is_refused(member: Client, address: str, body: bytes) -> None:
    response = member.generic("POST", address, body, content_type="multipart/form-data; boundary=B")

    assert response.status_code in {302, 400, 422}


@pytest.mark.parametrize("count", [2001, 20_000])
@pytest.mark.parametrize("method", ["get", "post"])
def test_more_fields_than_any_form_has_are_refused_at_once(member: Client, method: str, count: int) -> None:
    fields = urlencode([(f"people-{place}-line", "Anna") for place in range(count)])

    if method == "get":
        response = member.get(f"/contacts/?{fields}")
    else:
        response = member.post("/goals/start/people/", fields, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400


def test_a_form_larger_than_any_is_refused(member: Client) -> None:
    fields = urlencode({"name": "x" * (5 * 2**20 + 1)})

    assert member.post("/contacts/new/", fields, content_type="application/x-www-form-urlencoded").status_code == 400


def test_ten_thousand_lines_are_two_hundred_at_most(alice: User, member: Client) -> None:
    lines: dict[str, Any] = {"people-TOTAL_FORMS": 10_000, "people-INITIAL_FORMS": 0, "closeness": "good"}
    lines |= {f"people-{place}-line": f"Anna {place}" for place in range(1900)}

    assert member.post("/goals/start/people/", lines).status_code == 422
    with acting_as(alice):
        assert Contact.objects.count() == 0


@pytest.mark.parametrize("address", ["/contacts/?q=", "/contacts/names/?who=", "/contacts/moments/new/?who="])
def test_a_search_for_very_many_words_looks_for_a_few(alice: User, member: Client, address: str) -> None:
    make_contact(alice)
    words = "+".join(f"{number:x}" for number in range(10_000))

    with CaptureQueriesContext(connection) as queries:
        response = member.get(address + words, headers={"hx-request": "true"})

    assert response.status_code == 200
    assert max(query["sql"].count("LIKE") for query in queries) <= 25


def test_a_form_that_names_very_many_people_looks_for_a_few(alice: User, member: Client) -> None:
    fields = {"kind": "call", "who": " ".join(f"{number:x}" for number in range(200_000))}

    with CaptureQueriesContext(connection) as queries:
        assert member.post("/contacts/moments/new/", fields).status_code == 422

    assert max(query["sql"].count("LIKE") for query in queries) <= 25


@pytest.mark.parametrize(("text", "found"), [("%", False), ("_", False), ("Z_e", False), ("zoe", True)])
def test_wildcards_of_sql_mean_nothing(alice: User, member: Client, text: str, found: bool) -> None:
    make_contact(alice, "Zoe Abel")

    page = member.get("/contacts/", {"q": text}).content.decode()

    # What nobody could have meant as a name finds nobody: a change of all who were found must not be one of everybody.
    assert ("Zoe Abel" in page) is found
