"""The pages of operation: for staff with a second step alone, and with nothing that users wrote."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.admin import site
from accounts.models import Invitation, User
from contacts.models import Contact
from contacts.services.photos import store_photo
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import PASSWORD, make_contact, make_goal, make_network, make_picture, make_user

# What may be seen, field by field. Whoever adds one says why it is nothing that a user wrote.
SEEN = {
    User: {
        "email", "date_joined", "last_login", "may_log_in", "operates", "is_sample", "deletion_due_at", "people",
        "files", "most_contacts", "most_bytes",
    },
    Job: {"kind", "state", "attempts", "last_error", "run_at", "leased_until", "created_at"},
    Invitation: {"__str__", "email", "invited_by", "created_at", "expires_at", "used_at"},
}  # fmt: skip
CHANGED = {User: {"most_contacts", "most_bytes"}, Job: set[str](), Invitation: set[str]()}


def make_admin(email: str = "root@example.org", *, with_second_step: bool = True) -> User:
    """Return somebody who operates the site."""
    user = make_user(email, is_staff=True, language="de")
    if with_second_step:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def _client(user: User, *, is_sure: bool = True) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    if is_sure:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


@pytest.fixture
def root(db: None) -> User:
    """Whoever operates the site."""
    return make_admin()


@pytest.fixture
def operator(root: User) -> Client:
    """Their browser, in which they have just said who they are."""
    return _client(root)


def _addresses(user: User, job: Job, invitation: Invitation) -> Iterator[str]:
    """Yield every address of these pages."""
    objects = {"user": user.pk, "job": job.pk, "invitation": invitation.pk}
    [resolver] = [one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "admin"]
    for name, found in resolver.reverse_dict.lists():  # type: ignore[union-attr]
        if isinstance(name, str):
            [parameters] = {tuple(possible[0][1]) for possible, *_rest in found}
            model = name.split("_")[1] if "object_id" in parameters else ""
            values = {"object_id": objects.get(model), "app_label": "accounts"}
            yield reverse(f"admin:{name}", kwargs={one: values[one] for one in parameters})


@pytest.fixture
def every_address(alice: User) -> list[str]:
    """Each page there is."""
    job = enqueue_job(kind="digest", owner=alice)
    invitation = Invitation.objects.create(email="dora@example.org", expires_at=timezone.now() + timedelta(days=1))
    return sorted(_addresses(alice, job, invitation))


# --- Who comes in ------------------------------------------------------------------


def test_there_are_these_pages_and_no_others(every_address: list[str]) -> None:
    assert [re.sub(r"/[0-9a-f-]{36}/|/\d+/", "/…/", one) for one in every_address] == [
        "/admin/",
        "/admin/accounts/",
        "/admin/accounts/invitation/",
        "/admin/accounts/invitation/…/change/",
        "/admin/accounts/invitation/…/history/",
        "/admin/accounts/user/",
        "/admin/accounts/user/…/change/",
        "/admin/accounts/user/…/history/",
        "/admin/core/job/",
        "/admin/core/job/…/change/",
        "/admin/core/job/…/history/",
        "/admin/jsi18n/",
    ]


def test_a_visitor_is_led_to_the_sites_own_log_in(every_address: list[str]) -> None:
    for address in every_address:
        answer = Client(HTTP_HOST="localhost").get(address)
        assert answer.headers["Location"].startswith("/accounts/login/?next=/admin/"), address


def test_who_is_no_admin_finds_nothing(every_address: list[str], alice_client: Client) -> None:
    for address in every_address:
        assert alice_client.get(address).status_code == 404, address
        assert alice_client.post(address, {"action": "block"}).status_code == 404, address


@pytest.mark.parametrize(
    "address", ["login/", "logout/", "password_change/", "autocomplete/", "r/1/1/", "accounts/user/add/", "auth/group/"]
)
def test_the_admins_own_log_in_and_its_other_pages_are_not_there(operator: Client, address: str) -> None:
    assert operator.get(f"/admin/{address}").status_code == 404


def test_an_admin_without_a_second_step_is_led_to_set_one_up(every_address: list[str]) -> None:
    client = _client(make_admin(with_second_step=False))

    for address in every_address:
        assert client.get(address).headers["Location"] == reverse("mfa_index"), address


def test_a_blocked_admin_is_out(root: User, operator: Client) -> None:
    User.objects.filter(pk=root.pk).update(is_active=False)

    assert operator.get("/admin/").headers["Location"].startswith("/accounts/login/")


def test_a_change_asks_who_it_is_and_then_goes_on(root: User, alice: User) -> None:
    client = _client(root, is_sure=False)
    assert client.get("/admin/accounts/user/").status_code == 200, "to look is enough to be logged in"

    asked = client.post("/admin/accounts/user/", {"action": "block", "_selected_action": [alice.pk]})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert User.objects.get(pk=alice.pk).is_active

    said = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert said.status_code == 302
    assert not User.objects.get(pk=alice.pk).is_active


# --- What is seen ------------------------------------------------------------------


def test_only_models_without_anything_that_users_wrote_are_registered() -> None:
    assert set(site._registry) == set(SEEN)


@pytest.mark.parametrize("model", SEEN, ids=lambda model: str(model.__name__))
def test_exactly_the_allowed_fields_are_shown_and_changed(root: User, model: type[models.Model]) -> None:
    shown = site._registry[model]

    assert {*shown.list_display, *(shown.fields or ())} == SEEN[model]
    assert set(shown.fields or ()) - set(shown.readonly_fields) == CHANGED[model]
    assert set(shown.search_fields) <= {"email"}
    filters = {each[0] if isinstance(each, tuple) else each for each in shown.list_filter}
    assert filters <= {"is_active", "is_staff", "is_sample", "state", "kind"}


def test_nothing_that_users_wrote_is_on_any_page(
    root: User, alice: User, operator: Client, every_address: list[str]
) -> None:
    User.objects.filter(pk=alice.pk).update(first_name="Alicia")
    miriam = make_contact(alice, "Miriam Kessler", note="Afraid of dogs")
    with acting_as(alice):
        store_photo(contact=miriam, content=make_picture())
    make_goal(alice, "Five publishing clients")
    make_network(alice, "Women in Publishing")
    operator.post(f"/admin/accounts/user/{alice.pk}/change/", {"most_contacts": "7"})

    for address in every_address:
        answer = operator.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        for secret in ("Alicia", "Miriam", "Kessler", "dogs", "publishing", "Publishing", str(alice.files_id)):
            assert secret not in page, (address, secret)
    page = operator.get(f"/admin/accounts/user/{alice.pk}/change/").content.decode()
    assert "64.0\xa0KB" in page
    assert "alice@example.org" in page


def test_the_walls_hold_for_staff(root: User, alice: User, operator: Client) -> None:
    make_contact(alice)

    with CaptureQueriesContext(connection) as asked:
        operator.get("/admin/accounts/user/")
    assert f"netzwerk.owner', '{root.pk}'" in " ".join(query["sql"] for query in asked)
    assert not any("contacts_contact" in query["sql"] for query in asked)
    with acting_as(root):
        assert not Contact._base_manager.exists()


def test_the_pages_are_english_and_bring_no_style_or_script_of_their_own(
    operator: Client, every_address: list[str]
) -> None:
    for address in every_address:
        answer = operator.get(address)
        page = answer.content.decode()
        assert answer.headers["Content-Language"] == "en"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=", page), address
        if address != "/admin/jsi18n/":
            assert '<html lang="en"' in page, address
            assert 'action="/accounts/logout/"' in page, address


@pytest.mark.parametrize("page", ["accounts/user", "core/job", "accounts/invitation"])
def test_a_list_asks_as_often_for_many_as_for_few(operator: Client, root: User, page: str) -> None:
    def furnish(number: int) -> None:
        user = make_user(f"{page.replace('/', '-')}{number}@example.org")
        enqueue_job(kind="digest", owner=user)
        Invitation.objects.create(email=user.email, invited_by=user, expires_at=timezone.now())

    costs = []
    for number in range(1, 13):
        furnish(number)
        if number in (1, 12):
            with CaptureQueriesContext(connection) as asked:
                assert operator.get(f"/admin/{page}/").status_code == 200
            costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("value", ["\x00", "x" * 10_000, "not-a-uuid", "-1", "1;"])
def test_hostile_addresses_and_searches_are_harmless(operator: Client, value: str) -> None:
    for page in ("accounts/user", "core/job", "accounts/invitation"):
        assert operator.get(f"/admin/{page}/", {"q": value, "p": value, "o": value}).status_code in {200, 302, 400}
        if value != "\x00":
            assert operator.get(f"/admin/{page}/{value}/change/").status_code in {302, 404}


@pytest.mark.parametrize(
    "asked",
    [
        "accounts/user/?first_name__startswith=A",
        "accounts/user/?password__startswith=argon2",
        "accounts/user/?has_private_mails__exact=1",
        "accounts/user/?email__contains=alice",
        "accounts/user/?is_active__gt=0",
        "core/job/?owner__exact={alice}",
        "core/job/?owner={alice}",
        "core/job/?kind__startswith=d",
        "accounts/invitation/?invited_by__exact={alice}",
    ],
)
def test_no_address_asks_about_what_no_page_shows(operator: Client, alice: User, asked: str) -> None:
    enqueue_job(kind="digest", owner=alice)

    assert operator.get(f"/admin/{asked.format(alice=alice.pk)}").status_code == 400


def test_every_filter_beside_a_list_works(operator: Client, alice: User) -> None:
    enqueue_job(kind="digest", owner=alice)
    enqueue_job(kind="login-mail")

    for page in ("accounts/user", "core/job", "accounts/invitation"):
        shown = operator.get(f"/admin/{page}/").content.decode()
        links = {html.unescape(link) for link in re.findall(r'href="(\?[^"]*)"', shown)}
        assert links or page == "accounts/invitation"
        assert {operator.get(f"/admin/{page}/{link}").status_code for link in links} <= {200}, page


# --- What is done ------------------------------------------------------------------


def _act(client: Client, page: str, action: str, *chosen: Any) -> str:
    fields = {"action": action, "_selected_action": [str(one.pk) for one in chosen]}
    return client.post(f"/admin/{page}/", fields, follow=True).content.decode()


def test_accounts_are_blocked_and_unblocked_but_never_ones_own(
    root: User, alice: User, charlie: User, operator: Client, alice_client: Client
) -> None:
    assert "2 blocked." in _act(operator, "accounts/user", "block", root, alice, charlie)

    assert set(User.objects.filter(is_active=True)) == {root}
    assert alice_client.get("/contacts/").status_code == 302
    assert "1 unblocked." in _act(operator, "accounts/user", "unblock", alice, root)
    assert set(User.objects.filter(is_active=True)) == {root, alice}
    said = set(LogEntry.objects.values_list("user_id", "object_repr", "change_message"))
    assert said == {
        (root.pk, f"user {alice.pk}", "blocked"),
        (root.pk, f"user {charlie.pk}", "blocked"),
        (root.pk, f"user {alice.pk}", "unblocked"),
    }, "and nobody's address, which would outlive the account"


def test_accounts_are_logged_out(root: User, alice: User, operator: Client, alice_client: Client) -> None:
    assert "1 logged out." in _act(operator, "accounts/user", "log_out", alice)

    assert alice_client.get("/contacts/").status_code == 302
    assert operator.get("/contacts/").status_code == 200


def test_limits_are_set_and_nothing_else(alice: User, operator: Client) -> None:
    address = f"/admin/accounts/user/{alice.pk}/change/"
    said = {"most_contacts": "500", "most_bytes": "", "email": "x@example.org", "is_staff": "on", "first_name": "X"}

    assert operator.post(address, said).status_code == 302

    after = User.objects.get(pk=alice.pk)
    assert (after.most_contacts, after.most_bytes) == (500, None)
    assert (after.email, after.is_staff, after.first_name) == ("alice@example.org", False, "Alice")
    assert operator.post(address, {"most_contacts": "-1"}).status_code == 200
    assert operator.post(address, {"most_contacts": "many"}).status_code == 200
    assert User.objects.get(pk=alice.pk).most_contacts == 500


def test_jobs_that_failed_are_tried_once_more_and_others_left_alone(alice: User, operator: Client) -> None:
    failed, running, done = (enqueue_job(kind="digest", owner=alice) for _each in range(3))
    Job.objects.filter(pk=failed.pk).update(state="failed", attempts=8, last_error="TimeoutError")
    Job.objects.filter(pk=running.pk).update(state="running", attempts=1)
    Job.objects.filter(pk=done.pk).update(state="done", attempts=1)

    assert "1 tried again." in _act(operator, "core/job", "retry", failed, running, done)

    states = dict(Job.objects.values_list("pk", "state"))
    assert states == {failed.pk: "waiting", running.pk: "running", done.pk: "done"}
    failed.refresh_from_db()
    assert (failed.attempts, failed.last_error) == (8, ""), "the number of tries tells workers apart"
    assert failed.run_at <= timezone.now()


def test_invitations_are_withdrawn(root: User, operator: Client) -> None:
    later = timezone.now() + timedelta(days=1)
    opened = Invitation.objects.create(email="dora@example.org", invited_by=root, expires_at=later)
    used = Invitation.objects.create(email="emil@example.org", expires_at=later, used_at=timezone.now())

    assert "1 withdrawn." in _act(operator, "accounts/invitation", "withdraw", opened, used)

    opened.refresh_from_db()
    used.refresh_from_db()
    assert opened.expires_at <= timezone.now() < used.expires_at


def test_nothing_is_deleted_here(alice: User, operator: Client) -> None:
    _act(operator, "accounts/user", "delete_selected", alice)

    assert operator.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"}).status_code == 404
    assert User.objects.filter(pk=alice.pk).exists()
