"""What happens to accounts: log-in mails, preferences, the sample account, deletion."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models.functions import Lower

from accounts.models import LoginMail, User
from netzwerk.core.ids import new_id
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from netzwerk.core.owned import owned_models
from netzwerk.core.registry import address_confirmed_hooks, preferences_changed_hooks, sample_fillers
from netzwerk.core.walls import acting_as

# Where a user's files lie, each time in the folder named by `files_id`.
STORAGES_OF_USERS = ("default", "photos")


@transaction.atomic
def queue_login_mail(*, recipient: str, subject: str, text: str, html: str = "") -> LoginMail:
    """Write down a mail of the log-in system and the job that sends it."""
    mail = LoginMail.objects.create(recipient=recipient, subject=subject[:200], text=text, html=html)
    enqueue_job(kind="login-mail", object_id=mail.pk)
    return mail


@transaction.atomic
def make_sample_user(*, language: str, time_zone: str) -> User:
    """Return a new user without a password whose rooms are furnished by every app that has something to show."""
    user = User.objects.create_user(
        f"jana-{new_id().hex[-8:]}@example.org",
        first_name="Jana",
        language=language,
        time_zone=time_zone,
        is_sample=True,
        digest_weekdays=[],
    )
    with acting_as(user):
        for fill in sample_fillers:
            fill(user)
    return user


def is_taken(email: str) -> bool:
    """Tell whether somebody logs in with this address, or has confirmed it."""
    address = email.lower()
    is_confirmed = EmailAddress.objects.filter(email=address, verified=True).exists()
    return is_confirmed or User.objects.filter(email=address).exists()


@transaction.atomic
def change_address(*, user: User, email: str) -> EmailAddress:
    """Let a user log in with another address from now on, unconfirmed: for a site that sends no mails."""
    user.email = email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    return EmailAddress.objects.create(user=user, email=user.email, primary=True)


def welcome_address(*, email_address: EmailAddress, **_signal: Any) -> None:
    """Tell the apps that a mail address is confirmed; django-allauth calls this."""
    for hook in address_confirmed_hooks:
        hook(email_address.user)


def announce_preferences(*, user: User) -> None:
    """Tell the apps that a user saved language, time zone and the like."""
    for hook in preferences_changed_hooks:
        hook(user)


def delete_user(*, user: User) -> None:
    """Delete the account with everything in it: rows at once, files once the rows are gone for good."""
    files_id = user.files_id
    with acting_as(user):
        # Straight: the keys between rows are checked at the end of the transaction. What points at others goes first:
        # whoever writes such rows at the same time holds them, and locks what they point at only at its commit.
        for model in reversed(owned_models()):
            model._base_manager.filter(owner=user)._raw_delete(using="default")
        _delete_login_mails(user)
        _delete_sessions(user)
        user.delete()
        for name in STORAGES_OF_USERS:
            transaction.on_commit(partial(delete_folder, str(files_id), storages[name]), robust=True)


def _delete_login_mails(user: User) -> None:
    """Delete unsent mails to any address of the user, and their jobs, which know no owner."""
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    # As typed into a form, so perhaps with capitals.
    written = LoginMail.objects.annotate(address=Lower("recipient"))
    mails = list(written.filter(address__in={user.email, *addresses}).values_list("pk", flat=True))
    Job.objects.filter(object_id__in=mails).delete()
    LoginMail.objects.filter(pk__in=mails).delete()


def _delete_sessions(user: User) -> None:
    """Delete the log-ins on other devices; a session says whose it is only when it is opened."""
    sessions = Session.objects.iterator()
    theirs = [one.pk for one in sessions if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=theirs).delete()


def has_password(user: User) -> bool:
    """Tell whether the user can log in at all; a sample account cannot."""
    return user.has_usable_password()


def forget_unsent_mails(*, now: datetime) -> int:
    """Delete rendered mails that could not be sent for a week; return how many. Their links have run out."""
    return LoginMail.objects.filter(created_at__lt=now - timedelta(weeks=1)).delete()[0]


def delete_folder(path: str, storage: Storage) -> None:
    """Delete a folder of a file storage with everything below it; a storage without folders has none left empty."""
    try:
        folders, files = storage.listdir(path)
    except FileNotFoundError:
        return
    for folder in folders:
        delete_folder(f"{path}/{folder}", storage)
    for file in files:
        storage.delete(f"{path}/{file}")
    storage.delete(path)
