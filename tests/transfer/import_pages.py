"""The pages of an import, as tests ask for them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from netzwerk.core.walls import acting_as
from tests.transfer.files import again
from transfer.models import Import

HTMX = {"HX-Request": "true"}


def url(name: str, pk: Any) -> str:
    """Return the address of a page of imports."""
    return reverse(f"transfer:{name}", args=[pk])


def show(client: Client, imported: Import, **asked: Any) -> str:
    """Return the page of an import."""
    answer = client.get(url("import-detail", imported.pk), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def part(client: Client, imported: Import, **asked: Any) -> str:
    """Return what htmx gets of it."""
    return client.get(url("import-detail", imported.pk), asked, headers=HTMX).content.decode()


def set_state(imported: Import, **fields: Any) -> Import:
    """Change an import as a worker would."""
    with acting_as(imported.owner):
        Import.objects.filter(pk=imported.pk).update(**fields)
    return again(imported)
