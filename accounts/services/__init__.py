"""What happens to accounts: log-in mails, preferences, the sample account, and how they end."""

from accounts.services.admins import (
    CannotBeAdminError,
    mail_invitation,
    mail_password_link,
    make_admin,
    password_link,
    take_admin_back,
    withdraw_invitations,
)
from accounts.services.app_passwords import (
    MOST_APP_PASSWORDS,
    TooManyAppPasswordsError,
    make_app_password,
    revoke_app_password,
    user_of_app_password,
)
from accounts.services.blocking import block_user, unblock_user
from accounts.services.claims import make_room
from accounts.services.devices import DEVICE_HOLDS, LogIn, end_log_in, log_ins, meet_device, note_log_in
from accounts.services.factors import remove_second_factors, reseal_second_factors
from accounts.services.files import FORGET_KIND, delete_folder, forget_files
from accounts.services.forgetting import FORGOTTEN
from accounts.services.invitations import NotInvitedError, invitation_of, invite, open_invitation, use_invitation
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
from accounts.services.mails import MAIL_KIND, forget_unsent_mails, queue_login_mail, take_receipt
from accounts.services.sessions import end_all_sessions, end_sessions
from accounts.services.users import (
    announce_preferences,
    belongs_to,
    change_address,
    disconnect_all,
    drop_claims,
    has_elsewhere,
    has_log_in,
    has_password,
    is_taken,
    make_sample_user,
    welcome_address,
)

__all__ = [
    "DELETE_KIND",
    "DEVICE_HOLDS",
    "FORGET_KIND",
    "FORGOTTEN",
    "MAIL_KIND",
    "MOST_APP_PASSWORDS",
    "CannotBeAdminError",
    "LogIn",
    "NotInvitedError",
    "TooManyAppPasswordsError",
    "announce_preferences",
    "belongs_to",
    "block_user",
    "change_address",
    "delete_due_account",
    "delete_folder",
    "delete_user",
    "disconnect_all",
    "drop_claims",
    "due_accounts",
    "end_all_sessions",
    "end_log_in",
    "end_sessions",
    "forget_files",
    "forget_unsent_mails",
    "gets_mail",
    "has_elsewhere",
    "has_log_in",
    "has_password",
    "invitation_of",
    "invite",
    "is_taken",
    "keep_account",
    "log_ins",
    "mail_invitation",
    "mail_password_link",
    "make_admin",
    "make_app_password",
    "make_room",
    "make_sample_user",
    "meet_device",
    "note_log_in",
    "open_invitation",
    "password_link",
    "queue_due_deletions",
    "queue_login_mail",
    "remove_second_factors",
    "reseal_second_factors",
    "revoke_app_password",
    "schedule_deletion",
    "take_admin_back",
    "take_receipt",
    "unblock_user",
    "use_invitation",
    "user_of_app_password",
    "welcome_address",
    "withdraw_invitations",
]
