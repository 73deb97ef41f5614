"""Requests that announce more than is taken: refused before anything of them is read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from netzwerk.core.sizes import LARGEST_REQUEST
from tests.factories import PASSWORD

GIGABYTE = 2**30


class Unread:
    """A body without end that nobody may read."""

    def read(self, *_sizes: Any) -> bytes:
        raise AssertionError("somebody read what was to be refused")

    readline = read


def announce(client: Client, address: str, size: object) -> Any:
    kind = "multipart/form-data; boundary=x"
    environ: Any = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": kind, "wsgi.input": Unread()}
    return client.generic("POST", address, b"", kind, **environ)


@pytest.mark.parametrize("address", ["/import/new/", "/accounts/login/", "/settings/", "/contacts/new/"])
def test_a_gigabyte_is_refused_unread_with_what_helps(alice_client: Client, address: str) -> None:
    response = announce(alice_client, address, GIGABYTE)

    assert response.status_code == 413
    assert "At most 256 MB can be sent at once. Nothing was changed." in response.content.decode()


def test_a_whole_export_may_be_larger_but_not_without_end(alice_client: Client) -> None:
    address = reverse("transfer:restore-create")

    assert announce(alice_client, address, GIGABYTE + 2 * 2**20).status_code == 413
    with pytest.raises(AssertionError, match="somebody read"):
        announce(alice_client, address, GIGABYTE)


@pytest.mark.parametrize("size", ["9" * 400, LARGEST_REQUEST + 1, "0" * 30 + str(LARGEST_REQUEST + 1)])
def test_the_size_is_a_number_however_long(alice_client: Client, size: object) -> None:
    assert announce(alice_client, "/settings/", size).status_code == 413


def test_what_forms_send_usually_goes_through(db: None) -> None:
    client = Client(HTTP_HOST="localhost")

    assert client.post("/accounts/login/", {"login": "a@example.org", "password": PASSWORD}).status_code in {200, 422}
    assert RequestFactory().get("/").META.get("CONTENT_LENGTH") is None
