"""Who may make an account: anybody, nobody, or whoever has an invitation, which is good once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import services
from accounts.models import Invitation, User
from accounts.tokens import sign_invitation
from netzwerk.core.ids import new_id
from tests.factories import PASSWORD, make_user

NEW = {"email": "dana@example.org", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _by_invitation(settings: Settings) -> None:
    """Let in who is invited."""
    settings.SIGN_UP = "invited"


def _path(**fields: object) -> str:
    link = services.invite(**{"now": timezone.now(), **fields})  # type: ignore[arg-type]
    assert link.startswith(django_settings.BASE_URL)
    return link.removeprefix(django_settings.BASE_URL)


def test_a_closed_site_says_so_and_makes_no_account(visitor: Client, settings: Settings) -> None:
    settings.SIGN_UP = "closed"

    assert "takes in nobody new" in visitor.get("/accounts/signup/").content.decode()
    assert "takes in nobody new" in visitor.post("/accounts/signup/", NEW).content.decode()
    assert User.objects.count() == 0
    assert "/accounts/signup/" not in visitor.get("/accounts/login/").content.decode()
    assert "/accounts/signup/" not in visitor.get("/").content.decode()


def test_without_an_invitation_nobody_gets_in(visitor: Client) -> None:
    assert "By invitation" in visitor.get("/accounts/signup/").content.decode()
    assert "By invitation" in visitor.post("/accounts/signup/", NEW).content.decode()
    assert User.objects.count() == 0


def test_an_invitation_makes_one_account(visitor: Client) -> None:
    path = _path()
    assert visitor.get(path).headers["Location"] == "/accounts/signup/"
    assert visitor.get(path).headers["Location"] == "/accounts/signup/", "looking uses nothing up"

    assert visitor.post("/accounts/signup/", NEW).status_code == 302

    assert User.objects.filter(email="dana@example.org").exists()
    other = Client(HTTP_HOST="localhost")
    refused = other.get(path)
    assert refused.status_code == 410
    assert "used already" in refused.content.decode()
    assert "By invitation" in other.post("/accounts/signup/", {**NEW, "email": "eve@example.org"}).content.decode()
    assert User.objects.count() == 1


def test_two_who_share_a_link_get_one_account(visitor: Client) -> None:
    path, other = _path(), Client(HTTP_HOST="localhost")
    visitor.get(path)
    other.get(path)
    visitor.post("/accounts/signup/", NEW)

    refused = other.post("/accounts/signup/", {**NEW, "email": "eve@example.org"})

    assert "By invitation" in refused.content.decode()
    assert User.objects.count() == 1


def test_a_refused_form_uses_nothing_up(visitor: Client) -> None:
    visitor.get(_path())

    assert visitor.post("/accounts/signup/", {**NEW, "password1": "short"}).status_code == 422
    assert Invitation.objects.filter(used_at=None).count() == 1
    assert visitor.post("/accounts/signup/", NEW).status_code == 302


def test_an_address_that_is_taken_uses_nothing_up(visitor: Client, alice: User) -> None:
    visitor.get(_path())

    visitor.post("/accounts/signup/", {**NEW, "email": alice.email})

    assert Invitation.objects.filter(used_at=None).count() == 1


def test_an_invitation_to_an_address_is_for_that_one_alone(visitor: Client) -> None:
    visitor.get(_path(email="Dana@Example.org"))
    assert "dana@example.org" in visitor.get("/accounts/signup/").content.decode()

    refused = visitor.post("/accounts/signup/", {**NEW, "email": "eve@example.org"})

    assert refused.status_code == 422
    assert "for another address" in refused.content.decode()
    assert visitor.post("/accounts/signup/", {**NEW, "email": "DANA@example.org"}).status_code == 302


def test_an_invitation_ends_after_two_weeks(visitor: Client) -> None:
    path = _path(now=timezone.now() - timedelta(days=15))

    assert visitor.get(path).status_code == 410


@pytest.mark.parametrize(
    "token", ["x", "%00", "a:b:c", "x" * 10_000, "..%2f..", pytest.param(sign_invitation(new_id()), id="of-nobody")]
)
def test_other_texts_are_no_invitations(visitor: Client, token: str) -> None:
    assert visitor.get(f"/accounts/invited/{token}/").status_code in {404, 410}
    assert "By invitation" in visitor.get("/accounts/signup/").content.decode()


def test_whoever_is_in_already_is_led_home(alice_client: Client) -> None:
    assert alice_client.get(_path()).headers["Location"] == "/"


def test_who_leaves_takes_the_invitation_along(db: None) -> None:
    services.invite(email="dora@example.org", now=timezone.now())
    services.invite(email="emil@example.org", now=timezone.now())
    dora = make_user("dora@example.org")

    services.delete_user(user=dora, now=timezone.now())

    assert [one.email for one in Invitation.objects.all()] == ["emil@example.org"]


def test_one_that_is_withdrawn_in_the_same_second_makes_no_account(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    services.invite(now=now)
    seen = Invitation.objects.get()
    services.withdraw_invitations(invitations=Invitation.objects.all(), now=now)
    # As whoever looked just before it was withdrawn.
    monkeypatch.setattr("accounts.services.invitations.open_invitation", lambda *_args, **_more: seen)

    with pytest.raises(services.NotInvitedError):
        services.use_invitation(invitation_id=seen.pk, email="dora@example.org", now=now)


def test_nobody_is_invited_twice_or_by_no_address(alice: User) -> None:
    now = datetime(2026, 3, 16, tzinfo=UTC)
    for email in (alice.email, "ALICE@example.org", "nobody", "a\x00@example.org"):
        with pytest.raises(ValidationError):
            services.invite(email=email, invited_by=alice, now=now)
    assert Invitation.objects.count() == 0


def test_two_at_once_use_an_invitation_once(db: None) -> None:
    now = timezone.now()
    services.invite(now=now)
    invitation = Invitation.objects.get()
    services.use_invitation(invitation_id=invitation.pk, email="a@example.org", now=now)

    with pytest.raises(services.NotInvitedError):
        services.use_invitation(invitation_id=invitation.pk, email="b@example.org", now=now)
