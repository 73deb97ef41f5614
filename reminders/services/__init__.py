"""What happens about reminders: people proposed, mails planned, written and sent, links acted on."""

from reminders.services.proposals import ComingDate, Proposal, Suggestion, propose_people

__all__ = ["ComingDate", "Proposal", "Suggestion", "propose_people"]
