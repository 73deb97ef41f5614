"""What happens about reminders: people proposed, mails planned, written and sent, links acted on."""

from reminders.services.acting import Done, act_on_link, find_contact
from reminders.services.claiming import JOB_KIND, claim_due_users
from reminders.services.covering import Covered, covered_by, covered_today
from reminders.services.leads import has_day_mails, has_day_to_tell
from reminders.services.naming import name_people
from reminders.services.news import news_of_mail
from reminders.services.ordering import has_something_to_say, order_digest
from reminders.services.outcomes import record_result
from reminders.services.planning import (
    can_get_mails,
    has_confirmed_address,
    is_within_reach,
    pause_mails,
    plan_digest,
    replan_mails,
    resume_mails,
    save_digest_settings,
    stop_mails,
    trust_address,
)
from reminders.services.proposals import ComingDate, Proposal, Suggestion, propose_people
from reminders.services.refusals import MailPause, count_refusal, forget_refusals, mail_pause_of
from reminders.services.trying import try_again
from reminders.services.turns import take_turn

__all__ = [
    "JOB_KIND",
    "ComingDate",
    "Covered",
    "Done",
    "MailPause",
    "Proposal",
    "Suggestion",
    "act_on_link",
    "can_get_mails",
    "claim_due_users",
    "count_refusal",
    "covered_by",
    "covered_today",
    "find_contact",
    "forget_refusals",
    "has_confirmed_address",
    "has_day_mails",
    "has_day_to_tell",
    "has_something_to_say",
    "is_within_reach",
    "mail_pause_of",
    "name_people",
    "news_of_mail",
    "order_digest",
    "pause_mails",
    "plan_digest",
    "propose_people",
    "record_result",
    "replan_mails",
    "resume_mails",
    "save_digest_settings",
    "stop_mails",
    "take_turn",
    "trust_address",
    "try_again",
]
