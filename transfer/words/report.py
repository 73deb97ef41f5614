"""What the columns that are stored about a person are called, in plain words, for the report about them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The sections that rows about a person stand in, in the order of the report, by their model.
SECTIONS: dict[str, str | Promise] = {
    "contacts.EmailAddress": _("Mail addresses"),
    "contacts.PhoneNumber": _("Phone numbers"),
    "contacts.PostalAddress": _("Postal addresses"),
    "contacts.Messenger": _("Messengers"),
    "contacts.Link": _("Links"),
    "contacts.Position": _("Positions"),
    "contacts.OwnDate": _("Days to remember"),
    "contacts.Topic": _("Seeks and offers"),
    "contacts.CustomValue": _("Further fields"),
    "contacts.Tagging": _("Tags"),
    "contacts.Participation": pgettext_lazy("what happened", "Moments"),
    "contacts.Exchange": _("Give and take"),
    "contacts.Tie": _("Ties"),
    "networks.NetworkMember": _("Networks"),
    "networks.WantedPerson": _("Meetings where a talk is planned"),
    "networks.Inquiry": _("Questions about networks"),
    "networks.Network": _("Networks known through this person"),
    "goals.Role": _("Roles for goals"),
    "goals.NextStep": _("Next steps"),
    "goals.InventoryCard": _("Inventory of people"),
    "matching.Holder": _("What this person knows or could answer"),
    "matching.Approach": _("Messages being prepared"),
    "matching.Revival": _("Old ties taken up again"),
    "matching.WarmUp": _("Messages to warm up"),
    "matching.DeclinedProposal": _("Proposals turned down"),
    "matching.ReviewedPerson": pgettext_lazy("of a person", "Reviews"),
    "matching.Bridge": _("Reach among other people"),
    "reminders.DigestPerson": _("Reminders that named this person"),
    "contacts.DeclinedPair": _("Suggestions turned down"),
    "contacts.DuplicatePair": _("Possible duplicates"),
    "contacts.Merge": _("Merges"),
    "contacts.BulkItem": _("Changes of many people at once"),
    "transfer.SourceCard": _("Entries of imported files"),
    "transfer.ImportRow": _("Entries of imported files"),
}
# Under which headings the sections stand.
GROUPS: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (
        _("Addresses and numbers"),
        frozenset(f"contacts.{name}" for name in ("EmailAddress", "PhoneNumber", "PostalAddress", "Messenger", "Link")),
    ),
    (
        _("Work, days and interests"),
        frozenset(f"contacts.{name}" for name in ("Position", "OwnDate", "Topic", "CustomValue", "Tagging")),
    ),
    (
        _("Moments, give and take, ties"),
        frozenset(f"contacts.{name}" for name in ("Participation", "Exchange", "Tie")),
    ),
    (
        _("Networks and goals"),
        frozenset(name for name in SECTIONS if name.split(".")[0] in ("networks", "goals", "matching")),
    ),
    (
        _("Reminders, suggestions and changes"),
        frozenset(
            {"reminders.DigestPerson"}
            | {f"contacts.{name}" for name in ("DeclinedPair", "DuplicatePair", "Merge", "BulkItem")}
        ),
    ),
)
# Rows that tell nothing which does not stand elsewhere in the report: words of the search, and who was merged, whose
# data has a part of its own.
NO_SECTION = frozenset({"contacts.ContactWord", "contacts.Contact"})
# Columns that tell nothing about anybody: numbers and keys of rows, and texts that are another column's, made to be
# found.
UNSAID = frozenset(
    {
        "id", "owner", "contact", "position", "e164", "folded_name", "fingerprint", "read_by", "number", "place",
        "line", "file", "moved", "change", "survivor", "absorbed", "first", "second", "digest", "photo_name", "due_on",
        "merged_into", "other", "subject",
    }
)  # fmt: skip
# What is said in spite of that, where the same name is of another thing.
SAID = frozenset({"contacts.Contact.place", "contacts.PhoneNumber.number", "contacts.CustomValue.number",
    "contacts.DeclinedPair.subject", "networks.Network.place", "contacts.Contact.due_on", "contacts.Exchange.due_on",
    "goals.NextStep.due_on"})  # fmt: skip
LABELS: dict[str, str | Promise] = {
    # The person.
    "name": _("Name"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "nickname": _("Nickname"),
    "name_prefix": _("Title"),
    "name_suffix": _("Name suffix"),
    "former_name": _("Former name"),
    "phonetic_name": _("How it is pronounced"),
    "place": _("Place"),
    "origin": pgettext_lazy("of a person", "Known from"),
    "closeness": _("Closeness"),
    "own_cadence_count": _("Cadence of their own"),
    "own_cadence_unit": _("Unit of the cadence"),
    "last_in_touch": _("Last in touch, roughly"),
    "anchor_on": _("In touch until about"),
    "last_moment_on": _("Last moment"),
    "due_on": _("By"),
    "contacts.Contact.due_on": _("Due"),
    "snoozed_until": _("Snoozed until"),
    "is_resting": _("Resting"),
    "is_close_to_heart": _("Close to the heart"),
    "is_interesting": _("Interesting"),
    "ended_in_conflict": _("Ended in conflict"),
    "trust": _("Quick mark: trust"),
    "willing_to_help": _("Quick mark: willing to help"),
    "standing": _("Quick mark: standing in the field"),
    "shared_time": _("Quick mark: shared time"),
    "birthday_month": _("Birthday: month"),
    "birthday_day": _("Birthday: day"),
    "birthday_year": _("Birthday: year"),
    "date_lead_days": _("Days ahead at which dates are told"),
    "languages": _("Languages"),
    "how_met": _("First meeting"),
    "where_met": _("Place of the first meeting"),
    "note": _("Note"),
    "data_source": _("Where the data comes from"),
    "data_purpose": _("What the data is for"),
    "data_reviewed_on": _("Looked through, and kept, on"),
    "anonymised_at": _("Made anonymous"),
    "created_at": _("Written down"),
    "archived_at": _("In the archive since"),
    "deleted_at": _("In the bin since"),
    # What belongs to them.
    "address": _("Address"),
    "kind": _("Kind"),
    "street": _("Street"),
    "postal_code": _("Postal code"),
    "city": _("City"),
    "region": _("Region"),
    "country": _("Country"),
    "url": _("Address"),
    "service": _("Service"),
    "handle": pgettext_lazy("of a messenger", "Name there"),
    "organisation": _("Organisation"),
    "role": _("Role"),
    "started_on": _("From"),
    "started_precision": _("From, as exactly as"),
    "ended_on": _("Until"),
    "ended_precision": _("Until, as exactly as"),
    "has_ended": _("Has ended"),
    "label": _("Occasion"),
    "month": _("Month"),
    "day": _("Day"),
    "year": _("Year"),
    "direction": _("Which way"),
    "text": _("Text"),
    "tag": _("Tag"),
    "field": _("Field"),
    "number": _("Number"),
    "moment": pgettext_lazy("what happened", "Moment"),
    "happened_on": _("When"),
    "precision": _("As exactly as"),
    "initiator": _("Who started it"),
    "done_on": _("Done"),
    "kinship": _("Kinship"),
    "strength": _("How well"),
    "about": _("About"),
    "subject": _("About what"),
    "score": _("How likely"),
    "before": _("Before"),
    "after": _("After"),
    "is_done": _("Done"),
    "undo": _("Taken back"),
    "undone_at": _("Taken back"),
    # Networks and goals.
    "network": _("Network"),
    "since_year": _("Since"),
    "until_year": _("Until"),
    "is_wished": _("To get to know better"),
    "occurrence": _("Meeting"),
    "why": _("Why"),
    "declined_at": _("Turned down"),
    "goal": _("Goal"),
    "asked_on": _("Asked"),
    "answered_on": _("Answered"),
    "answer": _("Answer"),
    "is_thanks": _("To say thanks"),
    "done_at": _("Done"),
    "dropped_at": _("Dropped"),
    "is_skipped": _("Skipped"),
    "looked_at": _("Looked at"),
    "competence": _("Competence"),
    "question": _("Question"),
    "offer": _("Offer"),
    "gives": _("What could be given"),
    "asks": _("What could be asked"),
    "updated_at": _("Changed"),
    "channel": _("How"),
    "opener": _("First words"),
    "begun_on": _("When"),
    "silent_since": _("Silent since"),
    "outcome": _("What came of it"),
    "outcome_on": _("When that was"),
    "written_on": _("When"),
    "review": _("Review"),
    "part": _("Part"),
    "step": _("Step"),
    "ties": _("Ties"),
    "circles": _("Circles"),
    "networks": _("Networks"),
    "betweenness": _("Share of shortest ways through them"),
    "measured_at": _("Measured"),
    "named_on": _("When"),
    # Imports.
    "imported": _("File"),
    "source": _("Source"),
    "uid": _("Identifier in the file"),
    "raw": _("The entry as it stood in the file"),
    "finding": _("When it was read"),
    "reason": _("Why"),
    "record": _("As it was read"),
    "has_photo": _("With a photo"),
    "differing": _("Says something else about"),
    "chosen": _("Chosen from it"),
    "decision": _("Decision"),
    "trail": _("What came in"),
}
# What tells by itself what it is, and needs no label where it stands among others of its kind.
BARE = frozenset(
    {
        "address", "kind", "number", "street", "postal_code", "city", "region", "country", "url", "service", "handle",
        "organisation", "role", "text", "tag", "field", "direction", "label", "happened_on", "note", "network", "goal",
        "competence", "question", "kinship", "strength", "part", "step", "occurrence", "named_on", "finding", "outcome",
        "imported", "source", "answer", "name", "about", "reason", "decision",
    }
)  # fmt: skip
# Of a network that was named by somebody, only its name is about them; the rest is about the network.
ONLY = {"networks.Network": frozenset({"name", "source"})}


def label_of(model: str, column: str) -> str | Promise:
    """Return what a column is called; raises KeyError for one that nobody has named yet."""
    return LABELS.get(f"{model}.{column}") or LABELS[column]


def is_said(model: str, column: str) -> bool:
    """Return whether a column says something about somebody."""
    if model in ONLY:
        return column in ONLY[model]
    return column not in UNSAID or f"{model}.{column}" in SAID
