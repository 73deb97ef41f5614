"""What happens to people: entered, changed, placed, met, set aside."""

from contacts.services.adding import Share, add_contacts
from contacts.services.changing import place_contact
from contacts.services.completing import complete_contacts
from contacts.services.finding import find_namesakes
from contacts.services.moments import (
    MomentInFutureError,
    delete_moment,
    edit_moment,
    log_moment,
    recompute_last_moments,
    restore_moment,
)
from contacts.services.new_contact import Channel, NewContact
from contacts.services.standing import (
    SNOOZE_SPANS,
    archive_contact,
    delete_contact,
    let_contact_rest,
    restore_contact,
    snooze_contact,
    unarchive_contact,
    wake_contact,
)

__all__ = [
    "SNOOZE_SPANS",
    "Channel",
    "MomentInFutureError",
    "NewContact",
    "Share",
    "add_contacts",
    "archive_contact",
    "complete_contacts",
    "delete_contact",
    "delete_moment",
    "edit_moment",
    "find_namesakes",
    "let_contact_rest",
    "log_moment",
    "place_contact",
    "recompute_last_moments",
    "restore_contact",
    "restore_moment",
    "snooze_contact",
    "unarchive_contact",
    "wake_contact",
]
