"""Rows for walks that start in the middle: run as a process with the settings of the running stack."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

from netzwerk.local.paths import ROOT
from netzwerk.local.stack import Stack


def seed(stack: Stack, *arguments: str) -> str:
    """Run one of the seeds below against the running stack; return what it printed."""
    environment = {**os.environ, **stack.environment, "DJANGO_SETTINGS_MODULE": "netzwerk.settings"}
    command = [sys.executable, "-m", "tests.e2e.seeds", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def users_with_a_mail_due(count: int) -> None:
    """Make users whose reconnect mail is due now, each with one person who has been silent for years."""
    from django.utils import timezone

    from accounts.models import User
    from contacts.services import NewContact, add_contacts
    from netzwerk.core.walls import acting_as

    due = timezone.now() - timedelta(minutes=5)
    for number in range(count):
        user = User.objects.create_user(f"due-{number}@example.org", first_name="Dana", time_zone="Europe/Berlin")
        with acting_as(user):
            silent = NewContact(name=f"Miriam {number}", closeness="good", last_in_touch="longer")
            add_contacts(owner=user, people=[silent], today=timezone.localdate())
    User.objects.filter(email__startswith="due-").update(next_digest_at=due)


def main(name: str, *arguments: str) -> None:
    """Run one seed."""
    import django

    django.setup()
    seeds = {"users-with-a-mail-due": users_with_a_mail_due}
    seeds[name](*(int(argument) for argument in arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
