"""What happens to accounts: log-in mails, preferences, the sample account, deletion."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import LoginMail, User
from netzwerk.core.ids import new_id
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.owned import owned_models
from netzwerk.core.registry import sample_fillers
from netzwerk.core.walls import acting_as


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


def delete_user(*, user: User) -> None:
    """Delete the account with everything in it: rows at once, files once the rows are gone for good."""
    files_id = user.files_id
    with acting_as(user):
        # Straight and in any order: the keys between rows are checked at the end of the transaction.
        for model in owned_models():
            model._base_manager.filter(owner=user)._raw_delete(using="default")
        LoginMail.objects.filter(recipient=user.email).delete()
        user.delete()
        transaction.on_commit(lambda: delete_folder(str(files_id)))


def delete_folder(path: str) -> None:
    """Delete a folder of the file storage with everything below it."""
    if not default_storage.exists(path):
        return
    folders, files = default_storage.listdir(path)
    for folder in folders:
        delete_folder(f"{path}/{folder}")
    for file in files:
        default_storage.delete(f"{path}/{file}")
    default_storage.delete(path)
