"""What happens about reminders: people proposed, mails planned, written and sent, links acted on."""

from reminders.services.acting import act_on_link, find_contact
from reminders.services.claiming import JOB_KIND, claim_due_users
from reminders.services.naming import name_people
from reminders.services.news import news_of_mail
from reminders.services.ordering import has_something_to_say
from reminders.services.planning import (
    pause_mails,
    plan_digest,
    replan_mails,
    resume_mails,
    stop_mails,
    trust_address,
)
from reminders.services.proposals import ComingDate, Proposal, Suggestion, propose_people
from reminders.services.trying import try_again
from reminders.services.turns import take_turn

__all__ = [
    "JOB_KIND",
    "ComingDate",
    "Proposal",
    "Suggestion",
    "act_on_link",
    "claim_due_users",
    "find_contact",
    "has_something_to_say",
    "name_people",
    "news_of_mail",
    "pause_mails",
    "plan_digest",
    "propose_people",
    "replan_mails",
    "resume_mails",
    "stop_mails",
    "take_turn",
    "trust_address",
    "try_again",
]
