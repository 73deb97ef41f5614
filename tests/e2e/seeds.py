"""Rows for walks that start in the middle: run as a process with the settings of the running stack."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta

from netzwerk.local.paths import ROOT
from netzwerk.local.stack import Stack


def seed(stack: Stack, *arguments: str) -> str:
    """Run one of the seeds below against the running stack; return what it printed."""
    return seed_with(stack.environment, *arguments)


def seed_with(settings: Mapping[str, str], *arguments: str) -> str:
    """Run one of the seeds below with the settings of whatever runs; return what it printed."""
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "netzwerk.settings"}
    command = [sys.executable, "-m", "tests.e2e.seeds", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def users_with_a_mail_due(count: int) -> None:
    """Make readers whose reconnect mail is due now."""
    from django.utils import timezone

    from accounts.models import User

    due = timezone.now() - timedelta(minutes=5)
    readers(count, "due")
    User.objects.filter(email__startswith="due-").update(next_digest_at=due)


def readers(count: int, prefix: str = "reader") -> None:
    """Make users with a confirmed address and one person who has been silent for years; none has a mail planned."""
    from allauth.account.models import EmailAddress

    from accounts.models import User
    from contacts.services import NewContact, add_contacts
    from netzwerk.core.walls import acting_as
    from tests.factories import local_today

    for number in range(count):
        address = f"{prefix}-{number}@example.org"
        user = User.objects.create_user(address, first_name="Dana", time_zone="Europe/Berlin")
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        with acting_as(user):
            silent = NewContact(name=f"Miriam {number}", closeness="good", last_in_touch="longer")
            add_contacts(owner=user, people=[silent], today=local_today())


def members(count: int) -> None:
    """Make users who can log in, each with one person."""
    from allauth.account.models import EmailAddress

    from accounts.models import User
    from contacts.services import NewContact, add_contacts
    from netzwerk.core.walls import acting_as
    from tests.e2e.visitors import PASSWORD
    from tests.factories import local_today

    for number in range(count):
        address = f"member-{number}@example.org"
        user = User.objects.create_user(address, PASSWORD, first_name="Dana", time_zone="Europe/Berlin")
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        with acting_as(user):
            add_contacts(owner=user, people=[NewContact(name="Miriam Kessler")], today=local_today())


def claim() -> None:
    """Claim whoever is due, as the tick does."""
    from django.utils import timezone

    from reminders.services import claim_due_users

    claim_due_users(now=timezone.now())


def people_of(user_id: int, count: int) -> None:
    """Give a user so many people: the first six as a walk calls them, the others with numbers."""
    from accounts.models import User
    from contacts.services import NewContact, add_contacts
    from netzwerk.core.walls import acting_as
    from tests.factories import local_today

    names = ["Anna Berg", "Bert Cramer", "Carla Dorn", "Doris Ebel", "Emil Frey", "Frida Gans"][:count]
    names += [f"Person {number:05}" for number in range(len(names), count)]
    user = User.objects.get(pk=user_id)
    with acting_as(user):
        add_contacts(owner=user, people=[NewContact(name=name) for name in names], today=local_today())


def files_of(user_id: int) -> None:
    """Give a user two files: the photo of a person, and an address book that waits for an answer."""
    from accounts.models import User
    from contacts.services.photos import store_photo
    from netzwerk.core.walls import acting_as
    from tests.factories import make_contact, make_picture
    from tests.transfer_makers import make_asking

    user = User.objects.get(pk=user_id)
    with acting_as(user):
        store_photo(contact=make_contact(user, "Anna Berg"), content=make_picture())
    make_asking(user, "Name,Mail\nBert Cramer,bert@example.org\n")


def main(name: str, *arguments: str) -> None:
    """Run one seed."""
    import django

    django.setup()
    seeds: dict[str, Callable[..., None]] = {
        "users-with-a-mail-due": users_with_a_mail_due,
        "people-of": people_of,
        "readers": readers,
        "members": members,
        "claim": claim,
        "files-of": files_of,
    }
    seeds[name](*(int(argument) for argument in arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
