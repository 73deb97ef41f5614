"""What happens to accounts: log-in mails, preferences, the sample account, and how they end."""

from accounts.services.files import FORGET_KIND, delete_folder, forget_files
from accounts.services.leaving import (
    DELETE_KIND,
    delete_due_account,
    delete_user,
    due_accounts,
    gets_mail,
    keep_account,
    queue_due_deletions,
    schedule_deletion,
)
from accounts.services.mails import forget_unsent_mails, queue_login_mail
from accounts.services.users import (
    announce_preferences,
    change_address,
    has_password,
    is_taken,
    make_sample_user,
    welcome_address,
)

__all__ = [
    "DELETE_KIND",
    "FORGET_KIND",
    "announce_preferences",
    "change_address",
    "delete_due_account",
    "delete_folder",
    "delete_user",
    "due_accounts",
    "forget_files",
    "forget_unsent_mails",
    "gets_mail",
    "has_password",
    "is_taken",
    "keep_account",
    "make_sample_user",
    "queue_due_deletions",
    "queue_login_mail",
    "schedule_deletion",
    "welcome_address",
]
